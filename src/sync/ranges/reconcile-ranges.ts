// Range-based set reconciliation: where fingerprints of a part differ, both look at smaller parts, and at the smallest by ids. After a few messages
// each side knows what the other lacks. Work per message is one pass over the set.

import { compareIds } from '../../domain/index.ts'
import { shortId } from '../heads/device-head.ts'
import { SYNC_LIMITS } from '../limits.ts'
import { boundBetween, END, type RangeBound } from './range-bound.ts'
import type { Range } from './range.ts'
import type { RangeItem } from './range-item.ts'
import type { RangeSet } from './range-set.ts'

/** What follows from the other side's ranges. */
export interface RangeAnswer {
  /** Ranges for the other side; none when nothing is left to compare. */
  readonly ranges: readonly Range[]
  /** Ids that are here and not there. */
  readonly lackingThere: readonly string[]
  /** Short ids that are there and not here. */
  readonly lackingHere: readonly string[]
}

/** A part with at most this many items is told by its ids: cutting it once more would cost as many bytes, and a message. */
const FEW = 32
/** A larger one is cut into this many parts. */
const PARTS = 16
/** About what one range takes beside its prefix and ids: mode, seconds, length, fingerprint. */
const RANGE_BYTES = 24

/** The ranges with which a comparison of the whole sets begins. */
export function openingRanges(set: RangeSet): readonly Range[] {
  return rangesOf(set, 0, set.items.length, END)
}

/** One piece of the full list of ids: items `from` to `to`, when fingerprints did not end the matter. */
export function listRanges(set: RangeSet, from: number, to: number): readonly Range[] {
  const { items } = set
  const upper = to >= items.length ? END : boundBetween(items[to - 1] as RangeItem, items[to] as RangeItem)
  const list: Range = { upper, mode: 'ids', ids: idsIn(set, from, Math.min(to, items.length)) }
  if (from === 0) return [list]
  return [{ upper: boundBetween(items[from - 1] as RangeItem, items[from] as RangeItem), mode: 'skip' }, list]
}

/** Compares a set with what the other side said about its own. */
export function reconcileRanges(
  set: RangeSet,
  theirs: readonly Range[],
  byteLimit: number = SYNC_LIMITS.rangeBytes,
): RangeAnswer {
  const ranges: Range[] = []
  const lackingThere: string[] = []
  const lackingHere: string[] = []
  let bytes = 0
  let lower = 0
  let cutOff: number | null = null
  for (const range of theirs) {
    const upper = set.indexOf(range.upper)
    if (range.mode === 'ids') {
      const there = new Set(range.ids)
      const here = new Set<string>()
      for (let i = lower; i < upper; i++) {
        const { id } = set.items[i] as RangeItem
        here.add(shortId(id))
        if (!there.has(shortId(id))) lackingThere.push(id)
      }
      for (const id of range.ids) if (!here.has(id)) lackingHere.push(id)
    }
    const differs = range.mode === 'fingerprint' && set.fingerprint(lower, upper) !== range.fingerprint
    if (cutOff === null && differs) {
      const parts = rangesOf(set, lower, upper, range.upper)
      bytes += parts.reduce((sum, part) => sum + sizeOf(part), 0)
      if (bytes > byteLimit) cutOff = lower
      else ranges.push(...parts)
    } else if (cutOff === null) pushSkip(ranges, range.upper)
    lower = upper
  }
  // What does not fit is summed up: the other side asks for it again, in parts.
  if (cutOff !== null)
    ranges.push({ upper: END, mode: 'fingerprint', fingerprint: set.fingerprint(cutOff, set.items.length) })
  while (ranges.at(-1)?.mode === 'skip') ranges.pop()
  return { ranges, lackingThere, lackingHere }
}

function sizeOf(range: Range): number {
  return RANGE_BYTES + range.upper.prefix.length / 2 + (range.mode === 'ids' ? range.ids.length * 16 : 0)
}

function pushSkip(ranges: Range[], upper: RangeBound): void {
  if (ranges.at(-1)?.mode === 'skip') ranges.pop()
  ranges.push({ upper, mode: 'skip' })
}

function rangesOf(set: RangeSet, lower: number, upper: number, end: RangeBound): readonly Range[] {
  const count = upper - lower
  if (count <= FEW) return [{ upper: end, mode: 'ids', ids: idsIn(set, lower, upper) }]
  return Array.from({ length: PARTS }, (_, part): Range => {
    const from = lower + Math.floor((count * part) / PARTS)
    const to = lower + Math.floor((count * (part + 1)) / PARTS)
    const bound = part === PARTS - 1 ? end : boundBetween(set.items[to - 1] as RangeItem, set.items[to] as RangeItem)
    return { upper: bound, mode: 'fingerprint', fingerprint: set.fingerprint(from, to) }
  })
}

function idsIn({ items }: RangeSet, from: number, to: number): readonly string[] {
  return [...new Set(items.slice(from, to).map(({ id }) => shortId(id)))].sort(compareIds)
}
