// Ed25519 accepts different signatures in different libraries. Ours has one rule everywhere: the equation without cofactor, canonical
// encodings (RFC 8032 §5.1.2, §5.1.3, §5.1.7), and key and R in the prime-order group. What bytes alone can decide is decided here, in front of
// every engine; no arithmetic, so it costs nothing a signature.

import { hexToBytes } from '../domain/index.ts'

/** 2^255 - 19 and the group order L, little-endian as on the wire. */
const FIELD = hexToBytes('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')
const ORDER = hexToBytes('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')

/** y of the points whose order divides 8, little-endian: 0 (order 4), 1 (neutral), -1 (order 2), and both of order 8. */
const SMALL_ORDER_Y: readonly Uint8Array[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map((hex) => hexToBytes(hex))

/** Whether 32 bytes may encode a key or an R: y below 2^255 - 19 and no point of small order (under either sign of x). */
export function isPointEncoding(bytes: Uint8Array): boolean {
  return bytes.length === 32 && isYOfLargeOrder(bytes)
}

/** Whether 64 bytes may be a signature: a permitted R, then S below the group order (no second S for the same signature). */
export function isSignatureEncoding(bytes: Uint8Array): boolean {
  return bytes.length === 64 && isYOfLargeOrder(bytes) && compareNumbers(bytes, 32, 0xff, ORDER) < 0
}

function isYOfLargeOrder(bytes: Uint8Array): boolean {
  // The highest bit is the sign of x.
  return (
    compareNumbers(bytes, 0, 0x7f, FIELD) < 0 &&
    SMALL_ORDER_Y.every((small) => compareNumbers(bytes, 0, 0x7f, small) !== 0)
  )
}

/** Compares the little-endian number in the 32 bytes at `start`, its highest byte masked, with another: from the top, so mostly one byte. */
function compareNumbers(bytes: Uint8Array, start: number, topMask: number, other: Uint8Array): number {
  const top = ((bytes[start + 31] as number) & topMask) - (other[31] as number)
  if (top !== 0) return top
  for (let i = 30; i >= 0; i--) {
    const difference = (bytes[start + i] as number) - (other[i] as number)
    if (difference !== 0) return difference
  }
  return 0
}
