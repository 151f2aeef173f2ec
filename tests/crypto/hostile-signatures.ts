// Signatures on which Ed25519 verifiers disagree, made from the group's own structure: what an attacker would send to make two honest devices
// see two logs.

import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { ascii, bytesToHex, concatBytes, hexToBytes, uintLe } from '../../src/domain/index.ts'

/** A signature that the rule refuses. */
export interface HostileSignature {
  readonly why: string
  readonly key: string
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

const { Point } = ed25519
const ORDER = Point.Fn.ORDER
const FIELD = Point.Fp.ORDER
const message = ascii('an event of Mallory')
const { scalar, point: honest } = ed25519.utils.getExtendedPublicKey(new Uint8Array(32).fill(7))
const torsion = Point.fromBytes(hexToBytes('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'))

const mod = (value: bigint): bigint => ((value % ORDER) + ORDER) % ORDER
const toNumber = (bytes: Uint8Array): bigint => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
const challenge = (r: Uint8Array, key: Uint8Array): bigint => mod(toNumber(sha512(concatBytes(r, key, message))))

/** R and S over key `a`·B (+ whatever `key` adds to it) with the point R encoded as `r`. */
const forge = (why: string, key: Uint8Array, r: Uint8Array, nonce: bigint): HostileSignature => {
  const s = mod(nonce + challenge(r, key) * scalar)
  return { why, key: bytesToHex(key), message, signature: concatBytes(r, uintLe(s, 32)) }
}

const nonce = 123456789012345678901234567890n
const key = honest.toBytes()
const R = Point.BASE.multiply(nonce)
const good = forge('', key, R.toBytes(), nonce)

/** The honest signature beside which the hostile ones stand. */
export const honestSignature: HostileSignature = { ...good, why: 'an honest signature' }

const withS = (why: string, s: bigint): HostileSignature => ({
  ...good,
  why,
  signature: concatBytes(R.toBytes(), uintLe(s, 32)),
})
const goodS = toNumber(good.signature.subarray(32))

/** Points of order 1, 2, 4 and 8. */
const smallPoints = Array.from({ length: 8 }, (_, i) => (i === 0 ? Point.ZERO : torsion.multiplyUnsafe(BigInt(i))))

/** All ways to write the points of small order: canonical, with y + p where it fits, with the sign of an x that is 0. */
export const smallOrderEncodings: readonly Uint8Array[] = (() => {
  const found = new Map<string, Uint8Array>()
  for (const { y } of smallPoints.map((point) => point.toAffine()))
    for (const written of [y, y + FIELD])
      for (const sign of [0n, 1n]) {
        if (written >> 255n !== 0n) continue
        const bytes = uintLe(written | (sign << 255n), 32)
        found.set(bytesToHex(bytes), bytes)
      }
  return [...found.values()]
})()

/** With a key of small order and R = S·B, many messages verify in a lenient verifier: the key says nothing. */
const smallKeys = smallOrderEncodings.map((small) => ({
  ...forge('a key of small order', small, Point.BASE.multiply(nonce).toBytes(), nonce),
  signature: concatBytes(R.toBytes(), uintLe(nonce, 32)),
}))

const mixedKeys = [1n, 2n, 4n].flatMap((times) => {
  const mixed = honest.add(torsion.multiplyUnsafe(times)).toBytes()
  // A cofactored verifier takes any of these; one without cofactor those whose challenge is a multiple of 8.
  return Array.from({ length: 16 }, (_, i) =>
    forge('a key of mixed order', mixed, Point.BASE.multiply(nonce + BigInt(i)).toBytes(), nonce + BigInt(i)),
  )
})

const torsionRs = smallPoints
  .slice(1)
  .map((small) => forge('an R with a torsion part', key, R.add(small).toBytes(), nonce))
const smallRs = smallOrderEncodings.map((small) => forge('an R of small order', key, small, 0n))

/** Everything the rule refuses. */
export const hostileSignatures: readonly HostileSignature[] = [
  ...smallKeys,
  ...mixedKeys,
  ...torsionRs,
  ...smallRs,
  withS('S + L', goodS + ORDER),
  withS('S = L', ORDER),
  withS('S with its top bits set', goodS | (7n << 253n)),
  withS('S = 0', 0n),
  withS('another S', mod(goodS + 1n)),
  { ...good, why: 'a key that is no point', key: bytesToHex(uintLe(2n, 32)) },
  { ...good, why: 'a key with y = p + 3', key: bytesToHex(uintLe(FIELD + 3n, 32)) },
  { ...good, why: 'another key', key: bytesToHex(Point.BASE.toBytes()) },
  { ...good, why: 'a negated key', key: bytesToHex(honest.negate().toBytes()) },
  { ...good, why: 'a key that is too short', key: good.key.slice(2) },
  { ...good, why: 'a key in uppercase', key: good.key.toUpperCase() },
  { ...good, why: 'no key', key: '' },
  { ...good, why: 'another message', message: ascii('an event of Carol') },
  { ...good, why: 'a truncated signature', signature: good.signature.slice(0, 63) },
  { ...good, why: 'a longer signature', signature: concatBytes(good.signature, new Uint8Array(1)) },
  { ...good, why: 'no signature', signature: new Uint8Array(0) },
  { ...good, why: 'a signature of zeros', signature: new Uint8Array(64) },
]
