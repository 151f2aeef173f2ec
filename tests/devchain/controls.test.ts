import { readFileSync } from 'node:fs'
import type { ApiPromise } from '@polkadot/api'
import { Abi } from '@polkadot/api-contract'
import { encodeAddress } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeTrace, type DevChain, developmentPair, startDevChain } from '../../src/devchain/index.ts'
import { balanceOf } from './balance-of.ts'
import { finalize } from './finalize.ts'
import { openApi } from './open-api.ts'
import { transfer } from './transfer.ts'

const one = 10n ** 12n
const metadata = readFileSync(new URL('../../metadata/settlement.json', import.meta.url), 'utf8')

let chain: DevChain
let api: ApiPromise
beforeAll(async () => {
  chain = await startDevChain()
  api = await openApi(chain.url)
})
afterAll(async () => {
  await api.disconnect()
  await chain.close()
})

const account = (index: number): string => chain.accounts[index]!.address
const timeOf = async (): Promise<number> => Number(await api.query['timestamp']!['now']!())

test('reverting to a snapshot brings back blocks, balances and the clock, more than once', async () => {
  const before = { head: chain.head(), bob: await balanceOf(api, account(1)), time: await timeOf() }
  const snapshot = await chain.snapshot()
  for (const amount of [1n, 2n]) {
    await finalize(transfer(api, account(1), amount * one), '//Alice')
    await chain.timeTravel(before.time + 365 * 86_400_000)
    await chain.setBalance(account(1), 7n)
    await chain.newBlock(2)
    expect(await balanceOf(api, account(1))).toBe(7n)
    await chain.revert(snapshot)
    expect({ head: chain.head(), bob: await balanceOf(api, account(1)), time: await timeOf() }).toEqual(before)
  }
})

test('what was set by hand before a snapshot stays, what was set after it goes', async () => {
  await chain.setBalance(account(2), 5n * one)
  const snapshot = await chain.snapshot()
  await chain.setBalance(account(2), 6n * one)
  await chain.revert(snapshot)
  expect(await balanceOf(api, account(2))).toBe(5n * one)
})

test('a snapshot of another chain is refused', async () => {
  const other = await startDevChain({ contract: 'none' })
  await expect(chain.revert(await other.snapshot())).rejects.toThrow('not taken of this chain')
  await other.close()
})

test('a reorganisation loses the extrinsics of the abandoned blocks, or includes them again', async () => {
  for (const [extrinsics, gained] of [
    ['lost', 0n],
    ['included again', 3n * one],
  ] as const) {
    const before = await balanceOf(api, account(3))
    const parent = chain.head().number
    // Immortal: a mortal extrinsic names a block, which may be one of the abandoned. The nonce is asked for: without, polkadot-js takes the one
    // that its subscription heard of last, and the news of a block may come later than the block.
    for (const amount of [one, 2n * one]) {
      const signed = await transfer(api, account(3), amount).signAsync(developmentPair('//Alice'), {
        nonce: -1,
        era: 0,
      })
      await api.rpc.author.submitExtrinsic(signed)
      await chain.chain.upcomingBlocks()
    }
    const abandoned = chain.head()
    const head = await chain.reorganise(2, { extrinsics })
    expect(head.number).toBe(parent + 3)
    expect((await api.rpc.chain.getBlockHash(abandoned.number)).toHex()).not.toBe(`0x${abandoned.hash}`)
    expect(await balanceOf(api, account(3))).toBe(before + gained)
  }
  await expect(chain.reorganise(1_000)).rejects.toThrow('no 1000 blocks')
})

test('an impersonated account sends without its key, until it is stopped', async () => {
  const stranger = encodeAddress(new Uint8Array(32).fill(1), 42)
  await chain.setBalance(stranger, 100n * one)
  await chain.newBlock()
  const { address, signer, stop } = chain.impersonate(stranger)
  expect(address).toBe(stranger)
  const before = await balanceOf(api, account(4))
  const send = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      transfer(api, account(4), one)
        .signAndSend(address, { signer }, ({ status }) => {
          if (status.isFinalized) resolve(status.asFinalized)
        })
        .catch(reject)
    })
  await send()
  expect(await balanceOf(api, account(4))).toBe(before + one)
  stop()
  await expect(send()).rejects.toThrow('badProof')
})

test('a contract is impersonated by its address of 20 bytes; what is no account is refused', () => {
  const contract = chain.impersonate(`0x${chain.contract.address}`)
  expect(contract.publicKey).toBe(`0x${chain.contract.address}${'ee'.repeat(12)}`)
  contract.stop()
  expect(() => chain.impersonate('0x1234')).toThrow('0x1234 is no account: it has 2 bytes')
})

test('a failed call of a block is told in words', async () => {
  const abi = new Abi(metadata, api.registry.getChainProperties())
  const [alice, bob] = chain.accounts
  const data = abi.findMessage('create_group').toU8a([new Uint8Array(32).fill(9), [`0x${bob!.h160}`], 1])
  const weight = api.registry.createType('WeightV2', { refTime: 50_000_000_000n, proofSize: 3_000_000n })
  const call = api.tx['revive']!['call']!(`0x${chain.contract.address}`, 0, weight, 10n ** 14n, data)
  await expect(finalize(call, '//Alice')).rejects.toThrow('module')
  await chain.chain.upcomingBlocks() // it was told as soon as it was in a block
  const [trace, ...more] = await chain.trace()
  expect(more).toEqual([])
  const names = {
    contracts: [{ name: 'settlement', address: chain.contract.address, abi }],
    accounts: chain.accounts,
  }
  expect(describeTrace(trace!, names)).toMatch(
    /^settlement\.createGroup\(salt: 0x(09){32}, members: \[0x[0-9a-f]{40}\], quorum: 1\), by Alice, gas \d+ -> execution reverted: Err\(BadMembers\)$/,
  )
  expect(describeTrace(trace!)).toContain(`by 0x${alice!.h160}`)
  await finalize(transfer(api, account(1), one), '//Alice')
  expect(await chain.trace()).toEqual([])
  expect(await chain.trace(0)).toEqual([])
})

test('of a batch of contract calls the runtime tells the last: if a newer one tells all, the README has to say so', async () => {
  const abi = new Abi(metadata, api.registry.getChainProperties())
  const weight = api.registry.createType('WeightV2', { refTime: 20_000_000_000n, proofSize: 1_000_000n })
  const create = (salt: number, member: number) => {
    const members = [`0x${chain.accounts[0]!.h160}`, `0x${chain.accounts[member]!.h160}`]
    const data = abi.findMessage('create_group').toU8a([new Uint8Array(32).fill(salt), members, 2])
    return api.tx['revive']!['call']!(`0x${chain.contract.address}`, 0, weight, 10n ** 14n, data)
  }
  const { events } = await finalize(api.tx['utility']!['batchAll']!([create(20, 1), create(21, 2)]), '//Alice')
  expect(events.filter(({ event }) => event.method === 'ContractEmitted')).toHaveLength(2)
  await chain.chain.upcomingBlocks()
  const traces = await chain.trace()
  expect(traces.map(({ input, calls }) => [input.includes('15'.repeat(32)), calls.length])).toEqual([[true, 0]])
})

test('development accounts sign as ever while others are impersonated', async () => {
  const { stop } = chain.impersonate(account(5))
  await finalize(transfer(api, account(6), one), '//Bob')
  stop()
  expect(developmentPair('//Bob').address).toBe(account(1))
})
