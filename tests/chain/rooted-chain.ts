// The embedded chain as if it had a state trie: Chopsticks writes zero state roots, so the tests build the trie of every block's real state, put its root into the
// header, and name blocks by the hashes that these headers have. Signing goes on with the chain's own hashes; everything that is told carries the new ones.
import { WsProvider } from '@polkadot/api'
import { TypeRegistry } from '@polkadot/types'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import type { BlockHeader, ChainPort, ProofReader, TransactionSignal } from '../../src/chain/index.ts'
import { blockHashKey } from '../../src/chain/polkadot/block-hash-key.ts'
import {
  accountInfoKey,
  childTrieKey,
  EVENTS_KEY,
  groupRecordKey,
  RUNTIME_KEY,
} from '../../src/chain/proof/storage-keys.ts'
import { trieIdOf } from '../../src/chain/proof/read-record.ts'
import { ok, type Hash32, type PlacedEvent, type Result } from '../../src/domain/index.ts'
import { buildStateTrie, hash as hashOf, type StateTrie } from './state-trie.ts'

interface RootedBlock {
  readonly header: BlockHeader
  readonly original: Hash32
  readonly bytes: Uint8Array
  readonly state: ReadonlyMap<string, Uint8Array>
  readonly trie: StateTrie
  readonly children: ReadonlyMap<string, StateTrie>
}

/** How many blocks back the chain keeps hashes. */
const KEPT_HASHES = 256
const CHILD = u8aToHex(childTrieKey(Uint8Array.of()))
/** Longer than any other key that begins so: `:child_storage:default:` and 32 bytes of id. */
const CHILD_LENGTH = CHILD.length + 64

/** The rooted chain: a port, what proves its blocks, what a node of it answers to questions about state, and an end. */
export interface RootedChain {
  readonly port: ChainPort
  readonly proofs: ProofReader
  readonly answer: (method: string, params: readonly unknown[]) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Roots the chain of a node. */
export const createRootedChain = async (url: string, port: ChainPort): Promise<RootedChain> => {
  const provider = new WsProvider(url)
  await provider.isReady
  const registry = new TypeRegistry()
  const blocks: RootedBlock[] = []
  const runtime = {
    metadata: hexToU8a(await provider.send<string>('state_getMetadata', [])),
    blockHashCount: KEPT_HASHES,
  }
  const ask = <T>(method: string, ...params: readonly unknown[]): Promise<T> => provider.send<T>(method, [...params])

  const readState = async (original: string): Promise<Map<string, Uint8Array>> => {
    const keys = await ask<readonly string[]>('state_getKeysPaged', '0x', 1000, null, original)
    const flat = keys.filter((key) => !key.startsWith(CHILD))
    const [changes] = await ask<readonly [{ readonly changes: readonly (readonly [string, string | null])[] }]>(
      'state_queryStorageAt',
      flat,
      original,
    )
    const state = new Map(changes.changes.flatMap(([key, value]) => (value ? [[key, hexToU8a(value)] as const] : [])))
    for (const key of keys.filter((each) => each.startsWith(CHILD))) {
      const [trie, inside] = [key.slice(0, CHILD_LENGTH), `0x${key.slice(CHILD_LENGTH)}`]
      state.set(key, hexToU8a(await ask<string>('childstate_getStorage', trie, inside, original)))
    }
    return state
  }
  const root = async (number: number): Promise<RootedBlock> => {
    const original = await ask<string>('chain_getBlockHash', number)
    const raw = await ask<Record<string, unknown>>('chain_getHeader', original)
    const state = await readState(original)
    for (let back = number - 1; back >= 0 && back >= number - KEPT_HASHES; back--)
      state.set(u8aToHex(blockHashKey(back)), hexToU8a(`0x${(blocks[back] as RootedBlock).header.hash}`))
    const inside = new Map<string, [Uint8Array, Uint8Array][]>()
    for (const [key, value] of state) {
      if (!key.startsWith(CHILD)) continue
      const trie = key.slice(0, CHILD_LENGTH)
      inside.set(trie, [...(inside.get(trie) ?? []), [hexToU8a(`0x${key.slice(CHILD_LENGTH)}`), value]])
    }
    const children = new Map([...inside].map(([key, entries]) => [key, buildStateTrie(entries)] as const))
    const flat = [...state].filter(([key]) => !key.startsWith(CHILD))
    const roots = [...children].map(([key, trie]) => [key, trie.root] as const)
    const trie = buildStateTrie([...flat, ...roots].map(([key, value]) => [hexToU8a(key), value] as const))
    const parent = blocks[number - 1]?.header.hash
    const bytes = registry
      .createType('Header', {
        ...raw,
        stateRoot: u8aToHex(trie.root),
        ...(parent && { parentHash: `0x${parent}` }),
      })
      .toU8a()
    // The chain is known by the hash of block 0, so that one stays.
    const hash = number === 0 ? bare(original) : bare(u8aToHex(hashOf(bytes)))
    const header = { number, hash, parentHash: parent ?? ('0'.repeat(64) as Hash32) }
    return { header, original: bare(original), bytes, state, trie, children }
  }
  // One after the other: each block's header names the one before it.
  let last: Promise<unknown> = Promise.resolve()
  const upTo = (number: number): Promise<RootedBlock> => {
    const next = last.then(async () => {
      while (blocks.length <= number) blocks.push(await root(blocks.length))
      return blocks[number] as RootedBlock
    })
    last = next.catch(() => undefined)
    return next
  }
  const byHash = (hash: Hash32): RootedBlock | undefined => blocks.find(({ header }) => header.hash === hash)
  const original = (hash: Hash32): Hash32 => byHash(hash)?.original ?? hash
  const rooted = async (read: Result<BlockHeader, never> | Awaited<ReturnType<ChainPort['header']>>) =>
    read.ok ? ok((await upTo(read.value.number)).header) : read
  const place = async <T extends { readonly number: number; readonly hash: Hash32 }>(at: T): Promise<T> => ({
    ...at,
    hash: (await upTo(at.number)).header.hash,
  })
  const signal = async (told: TransactionSignal): Promise<TransactionSignal> =>
    'at' in told ? { ...told, at: await place(told.at) } : told

  return {
    port: {
      ...port,
      header: async (block) =>
        typeof block === 'string' && !byHash(block)
          ? { ok: false, error: { type: 'UnknownBlock', block } }
          : rooted(await port.header(typeof block === 'number' ? block : original(block))),
      finalizedHead: async () => rooted(await port.finalizedHead()),
      followFinalized: ({ onHead, onLost }) => {
        let told: Promise<void> = Promise.resolve()
        return port.followFinalized({
          onHead: ({ number }) => {
            told = told.then(async () => onHead((await upTo(number)).header))
          },
          onLost,
        })
      },
      contractEvents: async (contract, block) => {
        const read = await port.contractEvents(contract, original(block))
        return read.ok
          ? ok(read.value.map(({ event, at }): PlacedEvent => ({ event, at: { ...at, blockHash: block } })))
          : read
      },
      contractFacts: (contract, block) => port.contractFacts(contract, block && original(block)),
      headOf: (contract, group, block) => port.headOf(contract, group, original(block)),
      groupAt: (contract, group, block) => port.groupAt(contract, group, block && original(block)),
      votesAt: (contract, group, block) => port.votesAt(contract, group, original(block)),
      submit: async (call, estimate, signer, onSignal, keep) => {
        let told: Promise<void> = Promise.resolve()
        await port.submit(
          call,
          estimate,
          signer,
          (each) => {
            told = told.then(async () => onSignal(await signal(each)))
          },
          keep,
        )
        await told
      },
      resolve: async (pending) => {
        const end = await port.resolve(pending)
        return end.ok && end.value ? ok((await signal(end.value)) as typeof end.value) : end
      },
    },
    proofs: {
      runtime: async () => ok(runtime),
      blockProof: async (hash, { events, record, olderBlock }) => {
        const block = byHash(hash)
        if (!block) return { ok: false, error: { type: 'UnknownBlock', block: hash } }
        const info = record && block.state.get(u8aToHex(accountInfoKey(record.contract)))
        const trieId = info ? trieIdOf(info) : null
        const child = trieId && childTrieKey(trieId)
        const keys = [
          ...(events ? [EVENTS_KEY, RUNTIME_KEY] : []),
          ...(olderBlock === null ? [] : [blockHashKey(olderBlock)]),
          ...(record && child ? [accountInfoKey(record.contract), child] : []),
        ]
        const inside =
          child && record ? block.children.get(u8aToHex(child))?.proofOf([groupRecordKey(record.group)]) : []
        const nodes = [...(keys.length > 0 ? block.trie.proofOf(keys) : []), ...(inside ?? [])]
        const unique = [...new Map(nodes.map((node) => [u8aToHex(node), node])).values()]
        return ok({ header: block.bytes, nodes: unique })
      },
    },
    answer: async (method, params) => {
      const block = byHash(bare(params.at(-1) as string))
      const nodes = (trie: StateTrie | undefined, keys: unknown): object => ({
        proof: trie?.proofOf((keys as readonly string[]).map((key) => hexToU8a(key))).map((node) => u8aToHex(node)),
      })
      if (method === 'chain_getHeader') return block ? registry.createType('Header', block.bytes).toJSON() : null
      if (!block) throw new Error('Unknown block')
      if (method === 'state_getReadProof') return nodes(block.trie, params[0])
      if (method === 'state_getChildReadProof') return nodes(block.children.get(params[0] as string), params[1])
      return ask(method, ...params.slice(0, -1), `0x${block.original}`)
    },
    close: () => provider.disconnect(),
  }
}

const bare = (hash: string): Hash32 => hash.slice(2) as Hash32
