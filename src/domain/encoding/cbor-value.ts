// EN1: what canonical bytes can say. A map is a `Map`, never an object: a key from outside named `__proto__` is then a key like
// any other. An integer is always a `bigint`, so no value depends on what a float can hold.

/** A value of the canonical encoding: null, boolean, integer within 64 bits, NFC text, byte string, list, map with text keys, or CID. */
export type CborValue = null | boolean | bigint | string | Uint8Array | Cid | readonly CborValue[] | CborMap

/** A map with text keys. The order of insertion means nothing; the bytes hold the keys sorted by (length, bytes). */
export type CborMap = ReadonlyMap<string, CborValue>

/** A content identifier in its binary form (version first, without the zero byte that DAG-CBOR puts before it). */
export type Cid = { readonly cid: Uint8Array }

/** EN1: containers inside one another, the outermost counted. */
export const MAX_CBOR_DEPTH = 16

/** The length of the only CIDs there are here: version 1, a one-byte codec, SHA-256. */
const CID_BYTES = 36

/** Whether `bytes` are a CID of version 1 with a one-byte codec and a SHA-256 digest, the only form Quits writes. */
export function isCidBytes(bytes: Uint8Array): boolean {
  return (
    bytes.length === CID_BYTES &&
    bytes[0] === 1 &&
    (bytes[1] as number) < 0x80 &&
    bytes[2] === 0x12 &&
    bytes[3] === 0x20
  )
}

/** Whether the value is a list. (`Array.isArray` does not narrow a readonly array.) */
export function isCborList(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value)
}

/** Whether the value is a map. */
export function isCborMap(value: CborValue): value is CborMap {
  return value instanceof Map
}
