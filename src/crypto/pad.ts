// Lengths say much about what is sealed: a comment is short, a settlement long. PADMÉ (Nikitin et al., "Reducing Metadata Leakage from Encrypted
// Files and Communication with PURBs", 2019, §4) leaves O(log log n) bits of a length for at most 12 % more bytes.

import { concatBytes, err, ok, type Result } from '../domain/index.ts'

/** Padding that is not the one this software writes. */
export type PaddingError = { readonly type: 'BadPadding' }

const PREFIX_BYTES = 4

/** Content with its length (4 bytes, little-endian) in front and zeros behind, up to the next PADMÉ length. */
export function padBytes(content: Uint8Array): Uint8Array {
  const prefix = new Uint8Array(PREFIX_BYTES)
  new DataView(prefix.buffer).setUint32(0, content.length, true)
  const length = PREFIX_BYTES + content.length
  return concatBytes(prefix, content, new Uint8Array(padmeLength(length) - length))
}

/** The content of padded bytes. Only the one padding that `padBytes` gives is accepted. */
export function unpadBytes(padded: Uint8Array): Result<Uint8Array, PaddingError> {
  if (padded.length < PREFIX_BYTES) return err({ type: 'BadPadding' })
  const end = PREFIX_BYTES + new DataView(padded.buffer, padded.byteOffset).getUint32(0, true)
  const isCanonical =
    end <= padded.length && padmeLength(end) === padded.length && padded.subarray(end).every((byte) => byte === 0)
  return isCanonical ? ok(padded.subarray(PREFIX_BYTES, end)) : err({ type: 'BadPadding' })
}

/** The smallest length from `length` (1 to 2^31) on whose last E - S bits are zero: E = floor(log2 length), S = floor(log2 E) + 1. */
function padmeLength(length: number): number {
  if (length < 2) return length
  const exponent = 31 - Math.clz32(length)
  const kept = 32 - Math.clz32(exponent)
  const mask = 2 ** (exponent - kept) - 1
  return Math.ceil(length / (mask + 1)) * (mask + 1)
}
