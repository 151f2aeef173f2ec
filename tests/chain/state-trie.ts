// A state trie as Substrate builds it (state version 1), for blocks whose state the tests make: its root, and the read proof of keys. Written from the
// specification and not from the reader in src/, so that one checks the other.
import { blake2b } from '@noble/hashes/blake2.js'

/** Keys and values of a state. */
export type Entries = readonly (readonly [key: Uint8Array, value: Uint8Array])[]

/** A built trie. */
export interface StateTrie {
  readonly root: Uint8Array
  /** Every node on the ways to these keys, without order or repetition. */
  readonly proofOf: (keys: readonly Uint8Array[]) => readonly Uint8Array[]
}

type Node = {
  readonly path: readonly number[]
  readonly value: Uint8Array | undefined
  readonly children: readonly (Node | undefined)[]
  readonly bytes: Uint8Array
}

/** BLAKE2b-256. */
export const hash = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 32 })

/** Builds the trie of a state. */
export const buildStateTrie = (entries: Entries): StateTrie => {
  const root = build(entries.map(([key, value]) => [halves(key), value] as const))
  return {
    root: hash(root.bytes),
    proofOf: (keys) => {
      const found = new Map<string, Uint8Array>()
      const add = (bytes: Uint8Array): unknown => found.set(Buffer.from(bytes).toString('hex'), bytes)
      for (const key of keys) {
        let rest = halves(key)
        for (let node: Node | undefined = root; node;) {
          if (node === root || node.bytes.length >= 32) add(node.bytes)
          if (!node.path.every((half, i) => rest[i] === half)) break
          rest = rest.slice(node.path.length)
          if (rest.length === 0 && node.value && node.value.length > 32) add(node.value)
          const [next, ...others] = rest
          node = next === undefined ? undefined : node.children[next]
          rest = others
        }
      }
      return [...found.values()]
    },
  }
}

const halves = (bytes: Uint8Array): number[] => [...bytes].flatMap((byte) => [byte >> 4, byte & 15])

const build = (entries: readonly (readonly [path: readonly number[], value: Uint8Array])[]): Node => {
  const [first] = entries
  if (!first) return { path: [], value: undefined, children: [], bytes: Uint8Array.of(0) }
  let shared = 0
  while (entries.every(([path]) => shared < path.length && path[shared] === first[0][shared])) shared++
  const path = first[0].slice(0, shared)
  const value = entries.find(([each]) => each.length === shared)?.[1]
  const below = entries.filter(([each]) => each.length > shared)
  const children = Array.from({ length: 16 }, (_, half) => {
    const inside = below.filter(([each]) => each[shared] === half)
    return inside.length === 0
      ? undefined
      : build(inside.map(([each, content]) => [each.slice(shared + 1), content] as const))
  })
  const isLeaf = below.length === 0
  return { path, value, children: isLeaf ? [] : children, bytes: encode(path, value, isLeaf ? null : children) }
}

const encode = (
  path: readonly number[],
  value: Uint8Array | undefined,
  children: readonly (Node | undefined)[] | null,
): Uint8Array => {
  const isHashed = value !== undefined && value.length > 32
  const [mark, bits]: readonly [number, number] =
    children === null ? (isHashed ? [0x20, 5] : [0x40, 6]) : isHashed ? [0x10, 4] : value ? [0xc0, 6] : [0x80, 6]
  const padded = path.length % 2 === 1 ? [0, ...path] : [...path]
  const packed = padded.flatMap((half, i) => (i % 2 === 0 ? [(half << 4) | (padded[i + 1] as number)] : []))
  const stored = value === undefined ? [] : isHashed ? [...hash(value)] : [...compact(value.length), ...value]
  const bitmap = children?.reduce((sum, child, i) => (child ? sum | (1 << i) : sum), 0) ?? 0
  const links = (children ?? []).flatMap((child) => {
    if (!child) return []
    const link = child.bytes.length < 32 ? child.bytes : hash(child.bytes)
    return [...compact(link.length), ...link]
  })
  return Uint8Array.from([
    ...lengthHeader(mark, bits, path.length),
    ...packed,
    ...(children === null ? [] : [bitmap & 255, bitmap >> 8]),
    ...stored,
    ...links,
  ])
}

const lengthHeader = (mark: number, bits: number, length: number): readonly number[] => {
  const most = (1 << bits) - 1
  if (length < most) return [mark | length]
  const more: number[] = []
  let rest = length - most
  for (; rest >= 255; rest -= 255) more.push(255)
  return [mark | most, ...more, rest]
}

const compact = (length: number): readonly number[] => {
  if (length < 64) return [length << 2]
  if (length < 1 << 14) return [((length << 2) | 1) & 255, length >> 6]
  return [((length << 2) | 2) & 255, (length >> 6) & 255, (length >> 14) & 255, (length >> 22) & 255]
}
