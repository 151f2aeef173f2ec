// EN1, EN2: a decoder that accepts canonical bytes only, so that what it accepts encodes to the same bytes again (a property
// test holds it to that). `@ipld/dag-cbor` accepts unsorted keys, float16, -0 and undefined, which would give one event many ids.
// Nothing is allocated for a length before that many bytes are known to be there.

import { isCidBytes, MAX_CBOR_DEPTH, type CborValue } from './cbor-value.ts'
import { argumentOf, readCount, readHead, refuse, type CborError, type CborReader } from './cbor-reader.ts'
import { err, ok, type Result } from '../result.ts'
import { utf8Decode } from './utf8.ts'

/** EN1: the most bytes an event may have. */
export const MAX_EVENT_BYTES = 65_536

/** How much a decoder may be given. */
export type CborLimits = { readonly maxBytes: number }

/** The value of canonical bytes; anything else is refused with the offset and the reason. Byte strings in the value are copies. */
export function decodeCbor(bytes: Uint8Array, limits: CborLimits): Result<CborValue, CborError> {
  if (bytes.length > limits.maxBytes) return err({ type: 'BadCbor', offset: limits.maxBytes, reason: 'TooManyBytes' })
  const reader: CborReader = { bytes, at: 0, high: 0, low: 0, refusal: undefined }
  const value = readValue(reader, 0)
  if (value !== undefined && reader.at < bytes.length) refuse(reader, reader.at, 'TrailingBytes')
  return reader.refusal === undefined ? ok(value as CborValue) : err(reader.refusal)
}

function readValue(reader: CborReader, depth: number): CborValue | undefined {
  const start = reader.at
  const major = readHead(reader)
  switch (major) {
    case undefined:
      return undefined
    case 0:
      return argumentOf(reader)
    case 1:
      return -1n - argumentOf(reader)
    case 2:
      return readBytes(reader, start)
    case 3:
      return readText(reader, start)
    case 4:
      return readList(reader, start, depth)
    case 5:
      return readMap(reader, start, depth)
    case 6:
      return readCid(reader, start)
    default:
      return reader.low === 22 ? null : reader.low === 21
  }
}

function readBytes(reader: CborReader, start: number): Uint8Array | undefined {
  const length = readCount(reader, start, 1)
  if (length === undefined) return undefined
  reader.at += length
  return reader.bytes.slice(reader.at - length, reader.at)
}

function readText(reader: CborReader, start: number): string | undefined {
  const length = readCount(reader, start, 1)
  if (length === undefined) return undefined
  const from = reader.at
  reader.at += length
  const text = utf8Decode(reader.bytes, from, reader.at)
  if (!text.ok) return refuse(reader, text.error.offset, 'NotUtf8')
  // As many characters as bytes is ASCII, which is always NFC.
  if (text.value.length !== length && text.value.normalize('NFC') !== text.value) return refuse(reader, start, 'NotNfc')
  return text.value
}

function readList(reader: CborReader, start: number, depth: number): CborValue | undefined {
  const count = readCount(reader, start, 1)
  if (count === undefined) return undefined
  if (depth === MAX_CBOR_DEPTH) return refuse(reader, start, 'TooDeep')
  const items: CborValue[] = []
  for (let i = 0; i < count; i++) {
    const item = readValue(reader, depth + 1)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

function readMap(reader: CborReader, start: number, depth: number): CborValue | undefined {
  const count = readCount(reader, start, 2)
  if (count === undefined) return undefined
  if (depth === MAX_CBOR_DEPTH) return refuse(reader, start, 'TooDeep')
  const map = new Map<string, CborValue>()
  let before = reader.at
  for (let i = 0; i < count; i++) {
    const at = reader.at
    const key = readKey(reader)
    if (key === undefined) return undefined
    // EN1: sorted by (length, bytes), which is the order of the encoded keys themselves, heads included.
    const order = i === 0 ? -1 : compareKeys(reader, before, at)
    if (order >= 0) return refuse(reader, at, order === 0 ? 'DuplicateKey' : 'KeysNotSorted')
    const value = readValue(reader, depth + 1)
    if (value === undefined) return undefined
    map.set(key, value)
    before = at
  }
  return map
}

function readKey(reader: CborReader): string | undefined {
  const start = reader.at
  const major = readHead(reader)
  if (major === undefined) return undefined
  return major === 3 ? readText(reader, start) : refuse(reader, start, 'KeyNotText')
}

/** Negative if the text item at `a` belongs before the one at `b`, 0 if they are equal. No views of the bytes: this runs for every key. */
function compareKeys({ bytes, at }: CborReader, a: number, b: number): number {
  for (let i = 0; b + i < at; i++) {
    const difference = (bytes[a + i] as number) - (bytes[b + i] as number)
    if (difference !== 0) return difference
  }
  return 0
}

function readCid(reader: CborReader, start: number): CborValue | undefined {
  if (reader.high !== 0 || reader.low !== 42) return refuse(reader, start, 'UnknownTag')
  const inner = reader.at
  const major = readHead(reader)
  if (major === undefined) return undefined
  if (major !== 2) return refuse(reader, start, 'BadCid')
  const bytes = readBytes(reader, inner)
  if (bytes === undefined) return undefined
  const cid = bytes.subarray(1)
  return bytes[0] === 0 && isCidBytes(cid) ? { cid } : refuse(reader, start, 'BadCid')
}
