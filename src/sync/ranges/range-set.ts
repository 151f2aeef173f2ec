// The third tier looks at a set as one sorted list of (seconds, id) and compares parts of it by hash. A hash over the sorted ids, and not a sum or XOR
// of them: those can be solved for a set of other events with the same sum.

import { sha256 } from '../../crypto/index.ts'
import { bytesToHex, compareIds, hexToBytes } from '../../domain/index.ts'
import type { LogIndex } from '../../log/index.ts'
import { isBefore, type RangeBound } from './range-bound.ts'
import type { RangeItem } from './range-item.ts'

/** A set of events sorted by seconds, then id. */
export interface RangeSet {
  readonly items: readonly RangeItem[]
  /** Index of the first item that is not before the bound. */
  readonly indexOf: (bound: RangeBound) => number
  /** The first 16 bytes of SHA-256 over the ids of items `from` to `to` (exclusive), in hex. */
  readonly fingerprint: (from: number, to: number) => string
}

const ID_BYTES = 32

/** The set of these items. */
export function createRangeSet(unsorted: Iterable<RangeItem>): RangeSet {
  const items = [...unsorted].sort(compareItems)
  const ids = new Uint8Array(items.length * ID_BYTES)
  for (const [index, { id }] of items.entries()) ids.set(hexToBytes(id), index * ID_BYTES)
  return setOf(items, ids)
}

/** A set whose ids, one after the other, are hashed in place. */
interface IndexedSet extends RangeSet {
  readonly ids: Uint8Array
}

function setOf(items: readonly RangeItem[], ids: Uint8Array): IndexedSet {
  let whole: string | undefined
  const hash = (from: number, to: number): string =>
    bytesToHex(sha256(ids.subarray(from * ID_BYTES, to * ID_BYTES)).subarray(0, 16))
  return {
    items,
    ids,
    indexOf: (bound) => {
      let low = 0
      let high = items.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (isBefore(items[middle] as RangeItem, bound)) low = middle + 1
        else high = middle
      }
      return low
    },
    fingerprint: (from, to) => (from === 0 && to === items.length ? (whole ??= hash(0, to)) : hash(from, to)),
  }
}

function compareItems(a: RangeItem, b: RangeItem): number {
  return a.at - b.at || compareIds(a.id, b.id)
}

const sets = new WeakMap<LogIndex, IndexedSet>()
const EMPTY = setOf([], new Uint8Array(0))

/** The events of a log as a set. Kept until the log grows: a log never changes otherwise, and takes what is new at its end. */
export function rangeSetOf(log: LogIndex): RangeSet {
  const kept = sets.get(log) ?? EMPTY
  if (kept.items.length === log.events.size) return kept
  const fresh: RangeItem[] = []
  let index = 0
  for (const { event } of log.events.values())
    if (index++ >= kept.items.length) fresh.push({ at: event.at, id: event.id })
  const set = withItems(kept, fresh.sort(compareItems))
  sets.set(log, set)
  return set
}

/** A set with some more sorted items. What lies between them is copied as it is: a pot is large and what is new is little. */
function withItems(before: IndexedSet, fresh: readonly RangeItem[]): IndexedSet {
  const items: RangeItem[] = []
  const ids = new Uint8Array((before.items.length + fresh.length) * ID_BYTES)
  let copied = 0
  const copyTo = (end: number): void => {
    ids.set(before.ids.subarray(copied * ID_BYTES, end * ID_BYTES), items.length * ID_BYTES)
    for (; copied < end; copied++) items.push(before.items[copied] as RangeItem)
  }
  for (const item of fresh) {
    copyTo(before.indexOf({ at: item.at, prefix: item.id }))
    ids.set(hexToBytes(item.id), items.length * ID_BYTES)
    items.push(item)
  }
  copyTo(before.items.length)
  return setOf(items, ids)
}
