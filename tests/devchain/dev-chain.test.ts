import { type ApiPromise, WsProvider } from '@polkadot/api'
import { afterEach, expect, test } from 'vitest'
import { type BareDevChain, type DevChainOptions, developmentPair, startDevChain } from '../../src/devchain/index.ts'
import { ask } from './ask.ts'
import { balanceOf } from './balance-of.ts'
import { finalize } from './finalize.ts'
import { openApi } from './open-api.ts'
import { reached } from './reached.ts'
import { transfer } from './transfer.ts'

const running: { readonly close: () => Promise<void> }[] = []
const start = async (options: DevChainOptions = {}): Promise<BareDevChain> => {
  const chain = await startDevChain({ ...options, contract: 'none' })
  running.push(chain)
  return chain
}
const connect = async ({ url }: BareDevChain): Promise<ApiPromise> => {
  const api = await openApi(url)
  running.push({ close: () => api.disconnect() })
  return api
}
const one = 10n ** 12n

afterEach(async () => {
  for (let last = running.pop(); last !== undefined; last = running.pop()) await last.close()
})

test('a chain answers with the hash of its genesis, and parent hashes lead down to it', async () => {
  const chain = await start()
  const api = await connect(chain)
  expect(api.genesisHash.toHex()).toBe(`0x${chain.genesisHash}`)
  const first = await api.rpc.chain.getHeader(await api.rpc.chain.getBlockHash(1))
  expect(first.parentHash.toHex()).toBe(`0x${chain.genesisHash}`)
  const genesis = await api.rpc.chain.getHeader(api.genesisHash)
  expect(genesis.hash.toHex()).toBe(`0x${chain.genesisHash}`)
})

test('every development account has money, and all but the newcomer are mapped', async () => {
  const chain = await start()
  const api = await connect(chain)
  expect(chain.accounts.filter(({ isMapped }) => isMapped).length).toBeGreaterThanOrEqual(7)
  for (const { address, publicKey, h160, isMapped } of chain.accounts) {
    expect(await balanceOf(api, address)).toBe(1_000_000n * one)
    const original = await api.query['revive']?.['originalAccount']?.(`0x${h160}`)
    expect(original?.toHex(), address).toBe(isMapped ? `0x${publicKey}` : '0x')
  }
})

test('a transfer is finalized in a block of its own, and the balance changes by exactly the amount', async () => {
  const chain = await start()
  const api = await connect(chain)
  const bob = chain.accounts[1]!
  const { number } = chain.head()
  const { blockHash, events } = await finalize(transfer(api, bob.address, 5n * one), '//Alice')
  expect(events.map(({ event }) => event.method)).toContain('Transfer')
  expect(chain.head()).toEqual({ number: number + 1, hash: blockHash.slice(2) })
  expect(await balanceOf(api, bob.address)).toBe(1_000_005n * one)
})

test('in manual mode an extrinsic waits for newBlock', async () => {
  const chain = await start({ blocks: 'manual' })
  const api = await connect(chain)
  const before = chain.head()
  await transfer(api, chain.accounts[1]!.address, one).signAndSend(developmentPair('//Alice'))
  expect(chain.head()).toEqual(before)
  expect((await chain.newBlock()).number).toBe(before.number + 1)
  expect(await balanceOf(api, chain.accounts[1]!.address)).toBe(1_000_001n * one)
  expect((await chain.newBlock(3)).number).toBe(before.number + 4)
})

test('in interval mode blocks come by themselves, and take what is pending', async () => {
  const chain = await start({ blocks: { everyMs: 60 } })
  const api = await connect(chain)
  const from = chain.head().number
  await finalize(transfer(api, chain.accounts[1]!.address, one), '//Alice')
  await reached(api, from + 4)
  expect(chain.head().number).toBeGreaterThanOrEqual(from + 4)
  expect(await balanceOf(api, chain.accounts[1]!.address)).toBe(1_000_001n * one)
})

test('setHead and timeTravel make a reorganisation: the same extrinsic in another block', async () => {
  const chain = await start()
  const api = await connect(chain)
  const parent = chain.head()
  const signed = await transfer(api, chain.accounts[1]!.address, one).signAsync(developmentPair('//Alice'))
  await api.rpc.author.submitExtrinsic(signed)
  await reached(api, parent.number + 1)
  const abandoned = chain.head()
  expect(await chain.setHead(parent.hash)).toEqual(parent)
  expect(await balanceOf(api, chain.accounts[1]!.address)).toBe(1_000_000n * one)
  await chain.timeTravel(Date.UTC(2030, 0, 1))
  await api.rpc.author.submitExtrinsic(signed)
  await reached(api, parent.number + 1)
  expect(chain.head().number).toBe(abandoned.number)
  expect(chain.head().hash).not.toBe(abandoned.hash)
})

test('two chains run at once and do not know of each other', async () => {
  const [first, other] = await Promise.all([start(), start()])
  expect(first.port).not.toBe(other.port)
  expect(first.genesisHash).toBe(other.genesisHash)
  await first.newBlock()
  expect(first.head().number).toBe(other.head().number + 1)
})

test('close frees the port and ends connections; a port in use is refused', async () => {
  const chain = await start()
  const api = await connect(chain)
  await expect(start({ port: chain.port })).rejects.toThrow(`Port ${chain.port} is in use.`)
  const disconnected = new Promise<void>((resolve) => {
    api.on('disconnected', resolve)
  })
  await chain.close()
  await chain.close()
  await disconnected
  const again = await start({ port: chain.port })
  expect(again.url).toBe(chain.url)
})

test('an unknown method, a batch and nonsense are answered as JSON-RPC says', async () => {
  const { url } = await start()
  const [unknown, batch, nonsense] = await ask(url, [
    { id: 1, jsonrpc: '2.0', method: 'no_such', params: [] },
    [
      { id: 2, jsonrpc: '2.0', method: 'system_chain' },
      { id: 3, jsonrpc: '2.0', method: 'toString' },
    ],
    'nonsense',
  ])
  expect(unknown).toMatchObject({ id: 1, error: { code: -32601 } })
  expect(batch).toMatchObject([
    { id: 2, result: 'Quits development' },
    { id: 3, error: { code: -32601 } },
  ])
  expect(nonsense).toMatchObject({ id: null, error: { code: -32600 } })
})

test('a watched extrinsic is ready, then in a block, then finalized', async () => {
  const chain = await start()
  const api = await connect(chain)
  const signed = await transfer(api, chain.accounts[1]!.address, one).signAsync(developmentPair('//Alice'))
  const provider = new WsProvider(chain.url)
  running.push({ close: () => provider.disconnect() })
  await provider.isReady
  const states = await new Promise<readonly unknown[]>((resolve, reject) => {
    const seen: unknown[] = []
    provider
      .subscribe('author_extrinsicUpdate', 'author_submitAndWatchExtrinsic', [signed.toHex()], (_, state: object) => {
        seen.push(state)
        if ('finalized' in state) resolve(seen)
      })
      .catch(reject)
  })
  const hash = `0x${chain.head().hash}`
  expect(states).toEqual([{ ready: null }, { broadcast: [] }, { inBlock: hash }, { finalized: hash }])
})

test('an extrinsic that can never be valid is refused with its reason', async () => {
  const api = await connect(await start())
  const spent = await transfer(api, developmentPair('//Bob').address, one).signAsync(developmentPair('//Alice'), {
    nonce: 0,
  })
  await finalize(transfer(api, developmentPair('//Bob').address, one), '//Alice')
  await expect(api.rpc.author.submitAndWatchExtrinsic(spent, () => {})).rejects.toThrow(/1010.*stale/s)
})
