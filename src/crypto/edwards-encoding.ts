// Ed25519 accepts different signatures in different libraries. Ours has one rule everywhere: the equation without cofactor, canonical
// encodings (RFC 8032 §5.1.2, §5.1.3, §5.1.7), and key and R in the prime-order group. What bytes alone can decide is decided here, in front of
// every engine; no arithmetic, so it costs nothing a signature.

import { hexToBytes } from '../domain/hex.ts'
import { compareBytes } from '../domain/bytes.ts'

/** 2^255 - 19 and the group order L, big-endian. */
const FIELD = hexToBytes('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed')
const ORDER = hexToBytes('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed')

/** y of the points whose order divides 8, big-endian: 0 (order 4), 1 (neutral), -1 (order 2), and both of order 8. */
const SMALL_ORDER_Y: readonly Uint8Array[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000001',
  '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec',
  '05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826',
  '7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7',
].map((hex) => hexToBytes(hex))

/** Whether 32 bytes may encode a key or an R: y below 2^255 - 19 and no point of small order (under either sign of x). */
export function isPointEncoding(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false
  const y = bytes.toReversed()
  y[0] = (y[0] as number) & 0x7f
  return compareBytes(y, FIELD) < 0 && !SMALL_ORDER_Y.some((small) => compareBytes(y, small) === 0)
}

/** Whether 64 bytes may be a signature: a permitted R, then S below the group order (no second S for the same signature). */
export function isSignatureEncoding(bytes: Uint8Array): boolean {
  return bytes.length === 64 && isPointEncoding(bytes.subarray(0, 32)) && compareBytes(bytes.slice(32).reverse(), ORDER) < 0
}
