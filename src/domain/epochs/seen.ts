// How far an event had seen each chain of events, by the chain's number. In blocks that events share: of a pot with many devices an event changes
// the block or two of those who wrote since, whatever the number of devices.

/** Positions by chain; a chain that was not seen has none. Never changed in place. */
export type Seen = readonly (readonly number[])[]

/** Nothing seen yet. */
export const NOTHING_SEEN: Seen = []

/** Chains in a block: 32. */
const BLOCK_BITS = 5
const IN_BLOCK = 31
const EMPTY: readonly number[] = []

/** The last position seen of a chain, -1 for none. */
export function seenOf(seen: Seen, chain: number): number {
  return seen[chain >>> BLOCK_BITS]?.[chain & IN_BLOCK] ?? -1
}

/** The same, with a chain seen at least up to a position. */
export function raiseSeen(seen: Seen, chain: number, position: number): Seen {
  if (seenOf(seen, chain) >= position) return seen
  const [index, at] = [chain >>> BLOCK_BITS, chain & IN_BLOCK]
  const block = [...(seen[index] ?? EMPTY)]
  while (block.length < at) block.push(-1)
  block[at] = position
  const raised = [...seen]
  while (raised.length < index) raised.push(EMPTY)
  raised[index] = block
  return raised
}

/** What either had seen. One of the two itself where the other adds nothing. */
export function mergeSeen(a: Seen, b: Seen): Seen {
  return merge(a, b, EMPTY, mergeBlocks)
}

function mergeBlocks(a: readonly number[], b: readonly number[]): readonly number[] {
  return merge(a, b, -1, Math.max)
}

/** Item by item; `a` or `b` itself where every item is its own. */
function merge<T>(a: readonly T[], b: readonly T[], missing: T, join: (x: T, y: T) => T): readonly T[] {
  if (a === b) return a
  const joined: T[] = []
  let isA = a.length >= b.length
  let isB = b.length >= a.length
  for (let i = 0; i < a.length || i < b.length; i++) {
    const [x, y] = [a[i] ?? missing, b[i] ?? missing]
    const item = x === y ? x : join(x, y)
    joined.push(item)
    isA &&= item === x
    isB &&= item === y
  }
  return isA ? a : isB ? b : joined
}
