// A parachain's block is told the relay chain's state: a root, and the nodes of a trie that prove what the parachain reads of it.
import { stringToU8a, u8aToHex } from '@polkadot/util'
import { blake2AsU8a, xxhashAsU8a } from '@polkadot/util-crypto'
import type { HexString } from '@polkadot/util/types'
import { concatBytes, u32ToBytes } from '../executor/bytes.ts'
import { lengthToCompact } from '../executor/compact.ts'

/** The root of a state, and the nodes of its trie. */
export type RelayState = { readonly root: HexString; readonly nodes: readonly HexString[] }

/** The relay chain's limits (`AbridgedHostConfiguration`), in its order. Nobody is there to send messages to. */
const limits = {
  maxCodeSize: 3 * 1024 * 1024,
  maxHeadDataSize: 32 * 1024,
  maxUpwardQueueCount: 0,
  maxUpwardQueueSize: 0,
  maxUpwardMessageSize: 0,
  maxUpwardMessageNumPerCandidate: 0,
  hrmpMaxMessageNumPerCandidate: 0,
  validationUpgradeCooldown: 0,
  validationUpgradeDelay: 0,
  maxCandidateDepth: 0,
  allowedAncestryLen: 0,
}

/**
 * A relay chain that has its limits and nothing else: no time, no messages, no heads of parachains. With `goAhead` it also lets the parachain
 * of that number change its code.
 */
export function relayState({ goAhead }: { readonly goAhead: number | null }): RelayState {
  const value = concatBytes(...Object.values(limits).map(u32ToBytes))
  const leaves = [{ key: keyOf('Configuration', 'ActiveConfig'), value }]
  if (goAhead !== null) {
    const id = u32ToBytes(goAhead)
    const key = concatBytes(keyOf('Paras', 'UpgradeGoAheadSignal'), xxhashAsU8a(id, 64), id)
    leaves.push({ key, value: Uint8Array.of(1) })
  }
  return trieOf(leaves)
}

type Leaf = { readonly key: Uint8Array; readonly value: Uint8Array }

const keyOf = (pallet: string, entry: string): Uint8Array =>
  concatBytes(xxhashAsU8a(stringToU8a(pallet), 128), xxhashAsU8a(stringToU8a(entry), 128))

/** One leaf is the whole trie. Several hang from a branch: their keys differ in the first half byte and come in its order. */
const trieOf = (leaves: readonly Leaf[]): RelayState => {
  if (leaves.length < 2) return rootedAt(leaves.map(encodeWhole))
  const children = leaves.map(encodeChild)
  const bitmap = leaves.reduce((bits, { key }) => bits | (1 << firstNibble(key)), 0)
  const branch = concatBytes(
    Uint8Array.of(0x80, bitmap & 0xff, bitmap >> 8), // a branch without value, and no half bytes before it
    ...children.map((child) => concatBytes(lengthToCompact(32), blake2AsU8a(child, 256))),
  )
  return rootedAt([branch, ...children])
}

const rootedAt = (nodes: readonly Uint8Array[]): RelayState => ({
  root: u8aToHex(blake2AsU8a(nodes[0] ?? Uint8Array.of(0), 256)),
  nodes: nodes.map((node) => u8aToHex(node)),
})

const encodeWhole = ({ key, value }: Leaf): Uint8Array => encodeLeaf(key.length * 2, key, value)

/** The branch has the first half byte; zeros stand in its place. */
const encodeChild = ({ key, value }: Leaf): Uint8Array =>
  encodeLeaf(key.length * 2 - 1, concatBytes(Uint8Array.of((key[0] ?? 0) & 0x0f), key.subarray(1)), value)

/** The header counts the half bytes of the key, of which 63 fit into its first byte. */
const encodeLeaf = (nibbles: number, key: Uint8Array, value: Uint8Array): Uint8Array =>
  concatBytes(Uint8Array.of(0x40 | 63, nibbles - 63), key, lengthToCompact(value.length), value)

const firstNibble = (key: Uint8Array): number => (key[0] ?? 0) >> 4
