import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, equalBytes } from '../domain/index.ts'
import { isPointEncoding, isSignatureEncoding } from './edwards-encoding.ts'

const { Point } = ed25519
type EdwardsPoint = InstanceType<typeof Point>

/** Whether 32 bytes are an Ed25519 key that we accept: canonical, on the curve, of prime order. About a millisecond. */
export function isAcceptableKey(key: Uint8Array): boolean {
  return pointOfKey(key) !== null
}

/**
 * The acceptance rule in plain arithmetic: R = S·B - k·A, compared as bytes. Slow (milliseconds), the same everywhere; what faster engines are
 * measured against, and what stands in for them where they are missing or accept too much.
 */
export function verifyStrictly(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!isSignatureEncoding(signature)) return false
  const point = pointOfKey(key)
  if (point === null) return false
  const r = signature.subarray(0, 32)
  const s = scalarOf(signature.subarray(32))
  const k = scalarOf(sha512(concatBytes(r, key, message)))
  // A of prime order puts S·B - k·A there too: an R with a torsion part can never equal it.
  return equalBytes(Point.BASE.multiplyUnsafe(s).subtract(point.multiplyUnsafe(k)).toBytes(), r)
}

function pointOfKey(key: Uint8Array): EdwardsPoint | null {
  if (!isPointEncoding(key)) return null
  try {
    const point = Point.fromBytes(key, false)
    return point.isTorsionFree() ? point : null
  } catch {
    return null // noble throws for bytes that are no point of the curve
  }
}

function scalarOf(littleEndian: Uint8Array): bigint {
  let value = 0n
  for (let i = littleEndian.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(littleEndian[i] as number)
  return Point.Fn.create(value)
}
