// The third tier looks at a set as one sorted list of (seconds, id) and compares parts of it by hash. A hash over the sorted ids, and not a sum or XOR
// of them: those can be solved for a set of other events with the same sum.

import { sha256 } from '../../crypto/index.ts'
import { bytesToHex, compareIds, hexToBytes } from '../../domain/index.ts'
import type { LogIndex } from '../../log/index.ts'
import { isBefore, type RangeBound } from './range-bound.ts'
import type { RangeItem } from './range-item.ts'

/** A sorted set. */
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
  const items = [...unsorted].sort((a, b) => a.at - b.at || compareIds(a.id, b.id))
  let ids: Uint8Array | undefined
  let whole: string | undefined
  const hash = (from: number, to: number): string => {
    ids ??= idBytes(items)
    return bytesToHex(sha256(ids.subarray(from * ID_BYTES, to * ID_BYTES)).subarray(0, 16))
  }
  return {
    items,
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

function idBytes(items: readonly RangeItem[]): Uint8Array {
  const bytes = new Uint8Array(items.length * ID_BYTES)
  for (const [index, { id }] of items.entries()) bytes.set(hexToBytes(id), index * ID_BYTES)
  return bytes
}

const sets = new WeakMap<LogIndex, { readonly size: number; readonly set: RangeSet }>()

/** The events of a log as a set. Kept until the log grows: a log never changes otherwise. */
export function rangeSetOf(log: LogIndex): RangeSet {
  const kept = sets.get(log)
  if (kept?.size === log.events.size) return kept.set
  const set = createRangeSet(itemsOf(log, kept))
  sets.set(log, { size: log.events.size, set })
  return set
}

/** What is sorted already stays sorted: only what came since is put in its place. */
function itemsOf(
  { events }: LogIndex,
  kept: { readonly size: number; readonly set: RangeSet } | undefined,
): readonly RangeItem[] {
  const items = kept === undefined ? [] : [...kept.set.items]
  let index = 0
  for (const { event } of events.values()) if (index++ >= (kept?.size ?? 0)) items.push({ at: event.at, id: event.id })
  return items
}
