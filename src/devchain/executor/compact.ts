// SCALE's compact integers up to 2^30: the two low bits of the first byte tell the width.
import { u32ToBytes } from './bytes.ts'

/** Encodes a length. Lengths from 2^30 do not fit a runtime's memory. */
export function lengthToCompact(length: number): Uint8Array {
  if (length < 1 << 6) return Uint8Array.of(length << 2)
  if (length < 1 << 14) return Uint8Array.of(((length << 2) | 1) & 0xff, length >> 6)
  return u32ToBytes(length * 4 + 2)
}

/** Decodes the length at the start of `bytes`, and how many bytes it takes there. */
export function compactToLength(bytes: Uint8Array): { readonly length: number; readonly width: number } {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes
  const mode = first & 3
  if (mode === 0) return { length: first >> 2, width: 1 }
  if (mode === 1) return { length: (first | (second << 8)) >>> 2, width: 2 }
  return { length: (first | (second << 8) | (third << 16) | (fourth << 24)) >>> 2, width: 4 }
}
