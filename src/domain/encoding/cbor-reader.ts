// The heads of CBOR items (RFC 8949 §3), shortest form only, and the place where a decoder stands.

/** Bytes that are not canonical: why, and at which byte the offending item begins. */
export type CborError = { readonly type: 'BadCbor'; readonly offset: number; readonly reason: CborReason }

/** Why bytes are not canonical. */
export type CborReason =
  | 'TooManyBytes'
  | 'Truncated'
  | 'TrailingBytes'
  | 'TooDeep'
  | 'IndefiniteLength'
  | 'ReservedLength'
  | 'NotShortest'
  | 'Float'
  | 'Undefined'
  | 'UnknownSimple'
  | 'UnknownTag'
  | 'BadCid'
  | 'KeyNotText'
  | 'KeysNotSorted'
  | 'DuplicateKey'
  | 'NotUtf8'
  | 'NotNfc'

/** `high` and `low` are the 32-bit halves of the last head's argument. A function that reads answers undefined once `refusal` is set. */
export type CborReader = {
  readonly bytes: Uint8Array
  at: number
  high: number
  low: number
  refusal: CborError | undefined
}

/** Stops the reader for this reason. */
export function refuse(reader: CborReader, offset: number, reason: CborReason): undefined {
  reader.refusal = { type: 'BadCbor', offset, reason }
}

/** Gives the major type and leaves the argument in the reader; of major type 7 only false, true and null pass. */
export function readHead(reader: CborReader): number | undefined {
  const start = reader.at
  const initial = reader.bytes[start]
  if (initial === undefined) return refuse(reader, start, 'Truncated')
  const major = initial >> 5
  const info = initial & 31
  if (major === 7 && (info < 20 || info > 22)) return refuse(reader, start, reasonOfSimple(info))
  reader.at += 1
  reader.high = 0
  reader.low = info
  if (info < 24) return major
  if (info > 27) return refuse(reader, start, info === 31 ? 'IndefiniteLength' : 'ReservedLength')
  const width = 1 << (info - 24)
  if (width > reader.bytes.length - reader.at) return refuse(reader, start, 'Truncated')
  if (width === 8) reader.high = readUint(reader, 4)
  reader.low = readUint(reader, Math.min(width, 4))
  const least = width === 1 ? 24 : width === 2 ? 0x100 : 0x1_0000
  if (width === 8 ? reader.high === 0 : reader.low < least) return refuse(reader, start, 'NotShortest')
  return major
}

function reasonOfSimple(info: number): CborReason {
  if (info === 23) return 'Undefined'
  if (info >= 25 && info <= 27) return 'Float'
  return info === 31 ? 'IndefiniteLength' : 'UnknownSimple'
}

function readUint(reader: CborReader, width: number): number {
  let value = 0
  for (let i = 0; i < width; i++) value = value * 256 + (reader.bytes[reader.at++] as number)
  return value
}

/** The argument as an integer. */
export function argumentOf(reader: CborReader): bigint {
  return reader.high === 0 ? BigInt(reader.low) : (BigInt(reader.high) << 32n) | BigInt(reader.low)
}

/** The argument as a number of items of at least `itemBytes` each, if so many can still follow. */
export function readCount(reader: CborReader, start: number, itemBytes: number): number | undefined {
  const count = reader.high * 0x1_0000_0000 + reader.low
  return count * itemBytes > reader.bytes.length - reader.at ? refuse(reader, start, 'Truncated') : count
}
