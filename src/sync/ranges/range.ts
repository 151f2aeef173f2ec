import { bytesToHex, hexToBytes } from '../../domain/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'
import { END, type RangeBound, readBound, START, writeBound } from './range-bound.ts'

/** What a side says about the part of its set between the range before and `upper`. What lies beyond the last range is not spoken of. */
export type Range = { readonly upper: RangeBound } & RangeContent

/** Nothing; a hash over the ids; or the first 16 bytes of every id, sorted. */
export type RangeContent =
  | { readonly mode: 'skip' }
  | { readonly mode: 'fingerprint'; readonly fingerprint: string }
  | { readonly mode: 'ids'; readonly ids: readonly string[] }

const MODES = ['skip', 'fingerprint', 'ids'] as const
/** The range reaches to the end of everything: no bound follows. */
const LAST = 0x80
const SHORT_BYTES = 16

/** Writes ranges: their number, then each as one byte (mode, 0x80 if it is the last of all), bound, content. */
export function writeRanges(writer: ByteWriter, ranges: readonly Range[]): void {
  writer.varint(ranges.length)
  let previous = START
  for (const range of ranges) {
    const isLast = range.upper.at === Infinity
    writer.byte(MODES.indexOf(range.mode) | (isLast ? LAST : 0))
    if (!isLast) writeBound(writer, range.upper, previous)
    previous = range.upper
    if (range.mode === 'fingerprint') writer.bytes(hexToBytes(range.fingerprint))
    if (range.mode !== 'ids') continue
    writer.varint(range.ids.length)
    for (const id of range.ids) writer.bytes(hexToBytes(id))
  }
}

/** Reads what `writeRanges` wrote. What does not fit is told by `reader.fault()`. */
export function readRanges(reader: ByteReader): readonly Range[] {
  const ranges: Range[] = []
  let previous = START
  for (let left = reader.count(1); left > 0; left--) {
    const start = reader.offset()
    const head = reader.byte()
    const mode = MODES[head & ~LAST]
    const isLast = (head & LAST) !== 0
    const upper = isLast ? END : readBound(reader, previous)
    if (mode === undefined) reader.refuse('UnknownValue', start)
    // Nothing follows the end of everything.
    if (previous.at === Infinity) reader.refuse('NotSorted', start)
    if (reader.fault() !== null) return []
    ranges.push({ upper, ...readContent(reader, mode as (typeof MODES)[number]) })
    previous = upper
  }
  return ranges
}

function readContent(reader: ByteReader, mode: (typeof MODES)[number]): RangeContent {
  if (mode === 'skip') return { mode }
  if (mode === 'fingerprint') return { mode, fingerprint: bytesToHex(reader.bytes(SHORT_BYTES)) }
  return { mode, ids: readShortIds(reader) }
}

/** Reads a count and as many short ids, which must be sorted and distinct. */
export function readShortIds(reader: ByteReader, most = Infinity): readonly string[] {
  const ids: string[] = []
  for (let left = reader.count(SHORT_BYTES, most); left > 0; left--) {
    const start = reader.offset()
    const id = bytesToHex(reader.bytes(SHORT_BYTES))
    if (ids.length > 0 && id <= (ids.at(-1) as string)) reader.refuse('NotSorted', start)
    if (reader.fault() !== null) return []
    ids.push(id)
  }
  return ids
}
