// EN1: one value, one byte string. The writer refuses by throwing what has no canonical form (an integer beyond 64 bits, text
// that is not NFC, more than 16 levels): what reaches it was built or parsed by us, so that is a bug and not an input.

import { concatBytes } from './bytes.ts'
import { compareCborKeys } from './cbor-key-order.ts'
import { isCborList, isCborMap, isCidBytes, MAX_CBOR_DEPTH, type CborMap, type CborValue } from './cbor-value.ts'
import { utf8Encode } from './utf8.ts'

/** Events are small and many, states large and few. */
const VALUE_PAGE_BYTES = 1024
const STREAM_PAGE_BYTES = 8192
const MAX_HEAD_BYTES = 9
const UINT32 = 0x1_0000_0000

/** The canonical bytes of a value. */
export function encodeCbor(value: CborValue): Uint8Array {
  const parts: Uint8Array[] = []
  writePages(value, VALUE_PAGE_BYTES, (chunk) => parts.push(chunk.slice()))
  return parts.length === 1 ? (parts[0] as Uint8Array) : concatBytes(...parts)
}

/** Gives the canonical bytes of a value to `sink` piece by piece: a state of any size is hashed without its bytes ever being in one place. A chunk is only valid during the call. */
export function writeCbor(value: CborValue, sink: (chunk: Uint8Array) => void): void {
  writePages(value, STREAM_PAGE_BYTES, sink)
}

type Sink = (chunk: Uint8Array) => void
type Writer = { readonly page: Uint8Array; used: number; readonly sink: Sink }

function writePages(value: CborValue, pageBytes: number, sink: Sink): void {
  const writer: Writer = { page: new Uint8Array(pageBytes), used: 0, sink }
  writeValue(writer, value, 0)
  flush(writer)
}

function writeValue(writer: Writer, value: CborValue, depth: number): void {
  if (typeof value === 'string') return writeText(writer, value)
  if (typeof value === 'bigint')
    return value < 0n ? writeInteger(writer, 1, -1n - value) : writeInteger(writer, 0, value)
  if (value === null) return writeByte(writer, 0xf6)
  if (typeof value === 'boolean') return writeByte(writer, value ? 0xf5 : 0xf4)
  if (value instanceof Uint8Array) {
    writeHead(writer, 2, value.length)
    return writeBytes(writer, value)
  }
  if (isCborList(value)) {
    const inner = deeper(depth)
    writeHead(writer, 4, value.length)
    for (const item of value) writeValue(writer, item, inner)
    return
  }
  if (isCborMap(value)) return writeMap(writer, value, deeper(depth))
  return writeCid(writer, value.cid)
}

function writeMap(writer: Writer, map: CborMap, depth: number): void {
  writeHead(writer, 5, map.size)
  for (const [key, value] of inOrder(map)) {
    writeText(writer, key)
    writeValue(writer, value, depth)
  }
}

/** The pairs by key. Most maps are made in this order, and large states are made of small maps. */
function inOrder(map: CborMap): Iterable<readonly [string, CborValue]> {
  let last: string | null = null
  for (const key of map.keys()) {
    if (last !== null && compareCborKeys(last, key) > 0)
      return Array.from(map).sort(([a], [b]) => compareCborKeys(a, b))
    last = key
  }
  return map
}

function writeCid(writer: Writer, cid: Uint8Array): void {
  if (!isCidBytes(cid)) throw new TypeError('Not a version 1 CID with SHA-256')
  writeHead(writer, 6, 42)
  writeHead(writer, 2, cid.length + 1)
  writeByte(writer, 0)
  writeBytes(writer, cid)
}

function deeper(depth: number): number {
  if (depth === MAX_CBOR_DEPTH) throw new RangeError(`More than ${MAX_CBOR_DEPTH} levels`)
  return depth + 1
}

function writeText(writer: Writer, text: string): void {
  if (writeAscii(writer, text)) return
  const bytes = utf8Encode(text)
  // As many bytes as characters is ASCII, which is always NFC.
  if (bytes.length !== text.length && text.normalize('NFC') !== text) throw new TypeError('Text is not in NFC')
  writeHead(writer, 3, bytes.length)
  writeBytes(writer, bytes)
}

/** Most text is short and ASCII: it goes straight into the page. False, with nothing written, if this one is not. */
function writeAscii(writer: Writer, text: string): boolean {
  if (text.length + MAX_HEAD_BYTES > writer.page.length) return false
  if (writer.used + text.length + MAX_HEAD_BYTES > writer.page.length) flush(writer)
  const start = writer.used
  writeHead(writer, 3, text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) {
      writer.used = start
      return false
    }
    writer.page[writer.used++] = unit
  }
  return true
}

/** RFC 8949 §3: major type and argument below 2^32 (every length is), in the shortest form (§4.2.1). */
function writeHead(writer: Writer, major: number, argument: number): void {
  writeHeadWords(writer, major, 0, argument)
}

function writeInteger(writer: Writer, major: number, argument: bigint): void {
  if (argument < BigInt(UINT32)) return writeHead(writer, major, Number(argument))
  if (argument >> 64n !== 0n) throw new RangeError('Integer beyond 64 bits')
  writeHeadWords(writer, major, Number(argument >> 32n), Number(argument & 0xffff_ffffn))
}

function writeHeadWords(writer: Writer, major: number, high: number, low: number): void {
  const width = high > 0 ? 8 : low > 0xffff ? 4 : low > 0xff ? 2 : low > 23 ? 1 : 0
  const info = width === 8 ? 27 : width === 4 ? 26 : width === 2 ? 25 : width === 1 ? 24 : low
  writeByte(writer, (major << 5) | info)
  for (let i = width - 1; i >= 0; i--) writeByte(writer, ((i >= 4 ? high : low) >>> (8 * (i % 4))) & 0xff)
}

function writeByte(writer: Writer, byte: number): void {
  if (writer.used === writer.page.length) flush(writer)
  writer.page[writer.used++] = byte
}

function writeBytes(writer: Writer, bytes: Uint8Array): void {
  if (writer.used + bytes.length > writer.page.length) flush(writer)
  if (bytes.length > writer.page.length) return writer.sink(bytes)
  writer.page.set(bytes, writer.used)
  writer.used += bytes.length
}

function flush(writer: Writer): void {
  if (writer.used > 0) writer.sink(writer.page.subarray(0, writer.used))
  writer.used = 0
}
