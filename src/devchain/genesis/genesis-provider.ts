// Answers what Chopsticks asks an upstream node, from a genesis. Chopsticks' own provider cannot read child storage, where contracts keep
// their state, answers `state_queryStorageAt` in a shape its caller does not read, and computes a trie root that nothing needs.
import type { Api } from '@acala-network/chopsticks-core'
import type { HexString } from '@polkadot/util/types'
import type { CheckedGenesis } from './development-genesis.ts'
import { genesisHeaderOf } from './genesis-header.ts'

type Answer = (parameters: readonly unknown[]) => unknown

/** Where Chopsticks' `Api` gets its answers. */
type Provider = ConstructorParameters<typeof Api>[0]

/** A provider of the part that Chopsticks uses, and the hash of block 0. */
export type GenesisProvider = { readonly provider: Provider; readonly genesisHash: HexString }

/** An upstream "node" whose only block is the genesis. */
export function createGenesisProvider({ genesis, sha256 }: CheckedGenesis): GenesisProvider {
  const { top, childrenDefault = {} } = genesis.genesis.raw
  const { hash, header } = genesisHeaderOf(sha256)
  const topTrie = createTrie(top)
  const children = new Map(Object.entries(childrenDefault).map(([name, values]) => [name, createTrie(values)]))
  const none = createTrie({})
  const child = (name: unknown): Trie => children.get(name as string) ?? none

  const getKeys: Answer = ([prefix, count, after]) =>
    topTrie.keys(prefix as HexString, count as number, after as HexString)
  const answers: Readonly<Record<string, Answer>> = {
    system_chain: () => genesis.name,
    system_name: () => genesis.name,
    system_properties: () => genesis.properties,
    chain_getBlockHash: ([number = 0]) => (number === 0 ? hash : null),
    chain_getFinalizedHead: () => hash,
    chain_getHeader: ([block = hash]) => (block === hash ? header : null),
    chain_getBlock: ([block = hash]) => (block === hash ? { block: { header, extrinsics: [] } } : null),
    state_getStorage: ([key]) => topTrie.get(key as HexString),
    state_getKeysPaged: getKeys,
    state_queryStorageAt: ([keys, block]) => [
      { block, changes: (keys as readonly HexString[]).map((key) => [key, topTrie.get(key)]) },
    ],
    childstate_getStorage: ([name, key]) => child(name).get(key as HexString),
    childstate_getKeysPaged: ([name, prefix, count, after]) =>
      child(name).keys(prefix as HexString, count as number, after as HexString),
    childstate_getStorageEntries: ([name, keys]) => (keys as readonly HexString[]).map((key) => child(name).get(key)),
  }
  const send = async (method: string, parameters: readonly unknown[]): Promise<unknown> => {
    const answer = answers[method]
    if (answer === undefined) throw new Error(`the genesis does not answer ${method}`)
    return answer(parameters)
  }
  // Chopsticks' `Api` sends and disconnects; the rest of the interface is for providers with a connection.
  const provider = { send, isReady: Promise.resolve(), hasSubscriptions: false, disconnect: async () => {} }
  return { provider: provider as unknown as Provider, genesisHash: hash }
}

type Trie = {
  readonly get: (key: HexString) => HexString | null
  readonly keys: (prefix: HexString, count: number, after: HexString | null | undefined) => readonly HexString[]
}

const createTrie = (values: Readonly<Record<HexString, HexString>>): Trie => {
  const sorted = (Object.keys(values) as HexString[]).sort((a, b) => (a < b ? -1 : 1))
  return {
    get: (key) => values[key] ?? null,
    keys: (prefix, count, after) =>
      sorted.filter((key) => key.startsWith(prefix) && key > (after ?? '')).slice(0, count),
  }
}
