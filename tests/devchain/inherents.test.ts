import type { ApiPromise } from '@polkadot/api'
import type { Bytes, GenericExtrinsic, u64 } from '@polkadot/types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chopsticks } from '../../src/devchain/chopsticks.ts'
import { type BareDevChain, startDevChain } from '../../src/devchain/index.ts'
import { type RelayState, relayState } from '../../src/devchain/inherents/relay-state.ts'
import { finalize } from './finalize.ts'
import { openApi } from './open-api.ts'
import { transfer } from './transfer.ts'

/** `Configuration.ActiveConfig`, and `Paras.UpgradeGoAheadSignal` of parachain 1000, as the relay chain's crate has them. */
const configuration = '0x06de3d8a54d27e44a9d5ce189618f22db4b49d95320d9021994c850f25b8e385'
const permission = /^0xcd710b30bd2eab0352ddcc26417aa1949e94c040f5e73d9b7addd6cb603d15d3[0-9a-f]{16}e8030000$/

let chain: BareDevChain
let api: ApiPromise
beforeAll(async () => {
  chain = await startDevChain({ contract: 'none' })
  api = await openApi(chain.url)
})
afterAll(async () => {
  await api.disconnect()
  await chain.close()
})

test('the relay chain that blocks are told of is a trie that Chopsticks reads as it is meant', async () => {
  const { remote } = await chopsticks.getWorker()
  const read = ({ root, nodes }: RelayState) => remote.decodeProof(root, [...nodes])
  const [quiet, agreeing] = [await read(relayState({ goAhead: null })), await read(relayState({ goAhead: 1000 }))]
  await chopsticks.destroyWorker()
  expect(quiet).toEqual([[configuration, expect.stringMatching(/^0x00003000/)]])
  expect(agreeing).toEqual([...quiet, [expect.stringMatching(permission), '0x01']])
})

test('a block begins with its time and with what it is told of the relay chain: what is sent stands third', async () => {
  const { blockHash } = await finalize(transfer(api, chain.accounts[1]!.address, 10n ** 12n), '//Alice')
  const { block } = await api.rpc.chain.getBlock(blockHash)
  const named = block.extrinsics.map(({ method }: GenericExtrinsic) => `${method.section}.${method.method}`)
  expect(named).toEqual(['timestamp.set', 'parachainSystem.setValidationData', 'balances.transferKeepAlive'])
})

test('the first block has the time of its slot, and the genesis has none', async () => {
  const timeAt = async (number: number): Promise<number> => {
    const at = await api.at(await api.rpc.chain.getBlockHash(number))
    return ((await at.query['timestamp']!['now']!()) as u64).toNumber()
  }
  expect(await timeAt(0)).toBe(0)
  expect(await timeAt(1)).toBeGreaterThan(Date.UTC(2026, 0, 1))
})

test('new code counts from the second block on, when the relay chain has agreed', async () => {
  const { sudo, system } = api.tx
  const code = await chain.chain.head.wasm
  const waiting = async (): Promise<boolean> =>
    ((await api.query['parachainSystem']!['pendingValidationCode']!()) as Bytes).length > 0
  await finalize(sudo!['sudo']!(system!['setCodeWithoutChecks']!(code)), '//Alice')
  expect(await waiting()).toBe(true)
  await chain.newBlock()
  expect(await waiting()).toBe(false)
  const events = await api.query['system']!['events']!()
  expect(JSON.stringify(events.toHuman())).toContain('ValidationFunctionApplied')
})
