import { secp256k1 } from '@noble/curves/secp256k1.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { bytesToHex } from '../domain/index.ts'

/** The account that signed: the BLAKE2b-256 of the compressed key, which the signature of the BLAKE2b-256 of the bytes gives away. Null for no signature. */
export function ecdsaAccountOf(bytes: Uint8Array, signature: Uint8Array): string | null {
  const recovery = signature[64]
  if (signature.length !== 65 || (recovery !== 0 && recovery !== 1)) return null
  try {
    const { Signature } = secp256k1
    const rs = Signature.fromBytes(signature.subarray(0, 64), 'compact')
    if (rs.hasHighS()) return null // the other of the two S values of one signature: no signer makes it
    const key = rs
      .addRecoveryBit(recovery)
      .recoverPublicKey(blake2b(bytes, { dkLen: 32 }))
      .toBytes(true)
    return bytesToHex(blake2b(key, { dkLen: 32 }))
  } catch {
    return null // thrown for numbers out of range and points that do not exist
  }
}
