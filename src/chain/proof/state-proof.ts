// Reads values out of a read proof (`state_getReadProof`, `state_getChildReadProof`): the nodes of state tries on the ways to some keys, as a heap without
// order. Each is found by its hash, from a root down, so a node that is altered is simply not found.

import { blake2b256 } from '../../crypto/index.ts'
import { bytesToHex, err, ok, type Hash32, type Result } from '../../domain/index.ts'
import { halfBytesOf, parseTrieNode, type TrieNode, type TrieNodeError } from './trie-node.ts'

/** Why nodes prove nothing about a key. */
export type StateProofError =
  /** A node on the way to a key is not among them. */
  | { readonly type: 'NodeMissing'; readonly node: Hash32 }
  /** The same, and another node is there that nothing leads to: it was altered, or is of another block, or the one above it is missing. */
  | { readonly type: 'NodeAltered'; readonly node: Hash32; readonly found: Hash32 }
  /** Everything is proven, and this node is not needed for it, or is there twice. */
  | { readonly type: 'NodeUnused'; readonly node: Hash32 }
  | (TrieNodeError & { readonly node: Hash32 })

/** Nodes to read from. */
export type StateProof = {
  /** The value of a key in the trie with this root; null where it is proven that there is none. */
  readonly read: (root: Hash32, key: Uint8Array) => Result<Uint8Array | null, StateProofError>
  /** To be asked after the last read: every node has to have been needed. */
  readonly finish: () => Result<null, StateProofError>
}

/** Opens the nodes of a read proof. */
export function openStateProof(nodes: readonly Uint8Array[]): StateProof {
  const heap: Heap = { byHash: new Map(nodes.map((node) => [hashOf(node), node])), used: new Set() }
  return {
    read: (root, key) => {
      const value = readKey(heap, root, halfBytesOf(key))
      return value.ok ? value : err(orAltered(value.error, heap, root))
    },
    finish: () => {
      const unused = [...heap.byHash].find(([hash]) => !heap.used.has(hash))?.[0]
      const repeated = nodes.find((node) => heap.byHash.get(hashOf(node)) !== node)
      const node = unused ?? (repeated && hashOf(repeated))
      return node === undefined ? ok(null) : err({ type: 'NodeUnused', node })
    },
  }
}

type Heap = { readonly byHash: ReadonlyMap<Hash32, Uint8Array>; readonly used: Set<Hash32> }

function readKey(heap: Heap, root: Hash32, key: readonly number[]): Result<Uint8Array | null, StateProofError> {
  let node = openNode(heap, root)
  let at = 0
  // Every step down uses up a half-byte of the key, so the way ends.
  while (node.ok) {
    const { path, value, children } = node.value
    if (path.some((half, i) => key[at + i] !== half)) return ok(null)
    at += path.length
    if (at === key.length) return readValue(heap, value)
    const child = children[key[at] as number]
    if (child === undefined) return ok(null)
    at += 1
    node = child.length === 32 ? openNode(heap, toHash(child)) : openInline(child)
  }
  return node
}

function openNode({ byHash, used }: Heap, hash: Hash32): Result<TrieNode, StateProofError> {
  const bytes = byHash.get(hash)
  if (!bytes) return err({ type: 'NodeMissing', node: hash })
  used.add(hash)
  const node = parseTrieNode(bytes)
  return node.ok ? node : err({ ...node.error, node: hash })
}

/** A node that is shorter than its hash stands in its parent. */
function openInline(bytes: Uint8Array): Result<TrieNode, StateProofError> {
  const node = parseTrieNode(bytes)
  return node.ok ? node : err({ ...node.error, node: hashOf(bytes) })
}

function readValue({ byHash, used }: Heap, value: TrieNode['value']): Result<Uint8Array | null, StateProofError> {
  if (value.type === 'none') return ok(null)
  if (value.type === 'inline') return ok(value.bytes)
  const hash = toHash(value.hash)
  const bytes = byHash.get(hash)
  if (!bytes) return err({ type: 'NodeMissing', node: hash })
  used.add(hash)
  return ok(bytes)
}

function orAltered(error: StateProofError, { byHash }: Heap, root: Hash32): StateProofError {
  if (error.type !== 'NodeMissing') return error
  const led = new Set<Hash32>([root, ...[...byHash.values()].flatMap(leadsTo)])
  const found = [...byHash.keys()].find((hash) => !led.has(hash))
  return found === undefined ? error : { type: 'NodeAltered', node: error.node, found }
}

/** Hashes that a node names: of children, of a value, and, where a value is the root of a child trie, that one. */
function leadsTo(bytes: Uint8Array): readonly Hash32[] {
  const node = parseTrieNode(bytes)
  if (!node.ok) return []
  const { value, children } = node.value
  const own = value.type === 'hashed' ? [value.hash] : value.type === 'inline' ? [value.bytes] : []
  const inline = children.flatMap((child) => (child && child.length < 32 ? leadsTo(child) : []))
  return [...[...own, ...children].flatMap((part) => (part?.length === 32 ? [toHash(part)] : [])), ...inline]
}

function hashOf(bytes: Uint8Array): Hash32 {
  return toHash(blake2b256(bytes))
}

function toHash(bytes: Uint8Array): Hash32 {
  return bytesToHex(bytes) as Hash32
}
