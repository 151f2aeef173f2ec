import { bytesToHex, hexToBytes } from '../../domain/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'
import type { RangeItem } from './range-item.ts'

/** A place between items: everything with smaller seconds, or with these seconds and an id below `prefix`, is before it. */
export interface RangeBound {
  /** Seconds; `Infinity` for the end of everything. */
  readonly at: number
  /** 0 to 32 bytes of hex. */
  readonly prefix: string
}

/** Before everything. */
export const START: RangeBound = { at: 0, prefix: '' }
/** After everything. */
export const END: RangeBound = { at: Infinity, prefix: '' }

/** Whether an item lies before a bound. */
export function isBefore({ at, id }: RangeItem, bound: RangeBound): boolean {
  return at < bound.at || (at === bound.at && id < bound.prefix)
}

/** Whether one bound lies before another. */
function isBoundBefore(a: RangeBound, b: RangeBound): boolean {
  return a.at < b.at || (a.at === b.at && a.prefix < b.prefix)
}

/** The shortest bound between two neighbouring items: `before` is before it, `after` is not. */
export function boundBetween(before: RangeItem, after: RangeItem): RangeBound {
  if (before.at !== after.at) return { at: after.at, prefix: '' }
  let shared = 0
  while (before.id[shared] === after.id[shared]) shared++
  return { at: after.at, prefix: after.id.slice(0, 2 * (shared >> 1) + 2) }
}

/** Writes a bound other than `END`: varint of the seconds since the bound before it, one byte length of the prefix, the prefix. */
export function writeBound(writer: ByteWriter, bound: RangeBound, previous: RangeBound): void {
  writer.varint(bound.at - previous.at)
  writer.byte(bound.prefix.length / 2)
  writer.bytes(hexToBytes(bound.prefix))
}

/** Reads a bound, which must lie after `previous`. */
export function readBound(reader: ByteReader, previous: RangeBound): RangeBound {
  const start = reader.offset()
  const at = previous.at + reader.varint()
  const length = reader.byte()
  if (length > 32 || at > Number.MAX_SAFE_INTEGER) reader.refuse('TooLarge', start)
  const bound = { at, prefix: bytesToHex(reader.bytes(Math.min(length, 32))) }
  if (reader.fault() === null && !isBoundBefore(previous, bound)) reader.refuse('NotSorted', start)
  return bound
}
