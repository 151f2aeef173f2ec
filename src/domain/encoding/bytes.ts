// Byte strings: joining, comparing, and the fixed-width little-endian integers of the hashed layouts.

/** One byte string after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Order of byte strings: first differing byte, then length. Negative, zero or positive, as `sort` wants it. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Whether both hold the same bytes. Not constant-time: for public data. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return compareBytes(a, b) === 0
}

/** The bytes of ASCII text, for domain separators. Throws on any other character. */
export function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) throw new RangeError(`Not ASCII at character ${i}`)
    bytes[i] = unit
  }
  return bytes
}

/** An unsigned integer in `length` little-endian bytes. Throws if it does not fit. */
export function uintLe(value: bigint, length: number): Uint8Array {
  if (value < 0n || value >> BigInt(8 * length) !== 0n)
    throw new RangeError(`${value} does not fit ${length} unsigned bytes`)
  const bytes = new Uint8Array(length)
  for (let i = 0, rest = value; i < length; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn)
  return bytes
}

/** An unsigned 64-bit integer in 8 little-endian bytes. Throws outside its range. */
export const u64le = (value: bigint): Uint8Array => uintLe(value, 8)

/** An unsigned 128-bit integer in 16 little-endian bytes. Throws outside its range. */
export const u128le = (value: bigint): Uint8Array => uintLe(value, 16)
