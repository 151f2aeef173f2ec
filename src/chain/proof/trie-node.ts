// A node of Substrate's state trie (base 16, Patricia), https://spec.polkadot.network/chap-state#defn-node, both state versions:
//   header  01nnnnnn leaf · 10nnnnnn branch · 11nnnnnn branch with value · 001nnnnn leaf with hashed value · 0001nnnn branch with hashed value · 00 empty
//           n = length of the partial key in half-bytes; all ones: further bytes follow and are added, up to one that is not 255
//   key     the half-bytes, two in a byte, an odd first one alone with 0 before it
//   branch  bitmap of its children u16 LE
//   value   compact length and bytes, or, hashed, the 32 bytes of BLAKE2b-256(value)
//   branch  each child: compact length and bytes; 32 bytes are the hash of a node, fewer are the node itself

import { err, ok, type Result } from '../../domain/index.ts'
import { createScaleReader, ScaleFault, type ScaleReader } from './scale-reader.ts'

/** What stands at a node: nothing, the value, or the value's hash. */
export type TrieValue =
  | { readonly type: 'none' }
  | { readonly type: 'inline'; readonly bytes: Uint8Array }
  | { readonly type: 'hashed'; readonly hash: Uint8Array }

/** A node: the half-bytes on the way to it, its value, and its children by half-byte (none in a leaf). */
export type TrieNode = {
  readonly path: readonly number[]
  readonly value: TrieValue
  /** 16 places in a branch; a child is a node's hash (32 bytes) or the node itself (fewer). */
  readonly children: readonly (Uint8Array | undefined)[]
}

/** The bytes are no node. */
export type TrieNodeError = { readonly type: 'BadTrieNode'; readonly detail: string }

/** Storage keys are far shorter; no key is longer than this many half-bytes. */
const MAX_PATH = 1024
const EMPTY: TrieNode = { path: [], value: { type: 'none' }, children: [] }

/** Reads a node, to its last byte. */
export function parseTrieNode(bytes: Uint8Array): Result<TrieNode, TrieNodeError> {
  try {
    const reader = createScaleReader(bytes)
    const node = readNode(reader)
    reader.end()
    return ok(node)
  } catch (thrown) {
    if (thrown instanceof ScaleFault) return err({ type: 'BadTrieNode', detail: thrown.message })
    throw thrown
  }
}

function readNode(reader: ScaleReader): TrieNode {
  const first = reader.byte()
  if (first === 0) return EMPTY
  const [bits, isBranch, value] = kindOf(first)
  const path = readPath(reader, readLength(reader, first, bits))
  if (!isBranch) return { path, value: readValue(reader, value), children: [] }
  const bitmap = reader.byte() | (reader.byte() << 8)
  const own = readValue(reader, value)
  const children = Array.from({ length: 16 }, (_, i) => (((bitmap >> i) & 1) === 1 ? readChild(reader) : undefined))
  if (bitmap === 0) throw new ScaleFault('a branch without children')
  return { path, value: own, children }
}

/** Bits that the header leaves for the length, whether it is a branch, and what stands for its value. */
function kindOf(first: number): readonly [bits: number, isBranch: boolean, value: TrieValue['type']] {
  if (first >> 6 === 0b01) return [6, false, 'inline']
  if (first >> 6 === 0b10) return [6, true, 'none']
  if (first >> 6 === 0b11) return [6, true, 'inline']
  if (first >> 5 === 0b001) return [5, false, 'hashed']
  if (first >> 4 === 0b0001) return [4, true, 'hashed']
  throw new ScaleFault(`a header ${first} that no node has`)
}

function readLength(reader: ScaleReader, first: number, bits: number): number {
  const most = (1 << bits) - 1
  let length = first & most
  for (let more = length === most; more;) {
    const next = reader.byte()
    length += next
    more = next === 255
    if (length > MAX_PATH) throw new ScaleFault(`a path of more than ${MAX_PATH} half-bytes`)
  }
  return length
}

function readPath(reader: ScaleReader, length: number): readonly number[] {
  const halves = halfBytesOf(reader.take((length + 1) >> 1))
  if (length % 2 === 0) return halves
  if (halves[0] !== 0) throw new ScaleFault('an odd path that does not begin with 0')
  return halves.slice(1)
}

function readValue(reader: ScaleReader, type: TrieValue['type']): TrieValue {
  if (type === 'none') return { type }
  return type === 'hashed' ? { type, hash: reader.take(32) } : { type, bytes: reader.take(reader.compact()) }
}

function readChild(reader: ScaleReader): Uint8Array {
  const length = reader.compact()
  if (length > 32 || length === 0) throw new ScaleFault(`a child of ${length} bytes`)
  return reader.take(length)
}

/** The half-bytes of a key, the higher one first. */
export function halfBytesOf(bytes: Uint8Array): readonly number[] {
  return Array.from(bytes).flatMap((byte) => [byte >> 4, byte & 15])
}
