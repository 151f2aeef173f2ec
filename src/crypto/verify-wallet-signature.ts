import { secp256k1 } from '@noble/curves/secp256k1.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { verify as verifySr25519 } from '@scure/sr25519'
import { type AccountId, bytesToHex, hexToBytes, type WalletScheme } from '../domain/index.ts'
import { verifySignature } from './verify-signature.ts'
import { walletBindingBytes, type WalletBinding } from './wallet-binding.ts'

/** A wallet's signature as it stands in an event: 64 bytes, 65 for ecdsa (r, s, recovery 0 or 1), without a scheme byte in front. */
export interface WalletSignature {
  readonly wallet: AccountId
  readonly scheme: WalletScheme
  readonly signature: Uint8Array
}

/** Whether the wallet signed the binding's text as wallets do, wrapped in `<Bytes>`. Never rejects. */
export async function verifyWalletBinding(binding: WalletBinding, signed: WalletSignature): Promise<boolean> {
  return verifyWalletSignature(walletBindingBytes(binding), signed)
}

/** Whether the wallet signed exactly these bytes. Never rejects. */
export async function verifyWalletSignature(
  bytes: Uint8Array,
  { wallet, scheme, signature }: WalletSignature,
): Promise<boolean> {
  switch (scheme) {
    case 'sr25519':
      return isSr25519(bytes, signature, wallet)
    case 'ed25519':
      return verifySignature(wallet, bytes, signature)
    case 'ecdsa':
      return ecdsaAccountOf(bytes, signature) === wallet
  }
}

function isSr25519(bytes: Uint8Array, signature: Uint8Array, wallet: AccountId): boolean {
  try {
    return verifySr25519(bytes, signature, hexToBytes(wallet))
  } catch {
    return false // thrown for bytes that are no point, no scalar, or of a wrong length
  }
}

/** An ecdsa account is the BLAKE2b-256 of the compressed key, which the signature of the BLAKE2b-256 of the bytes gives away. */
function ecdsaAccountOf(bytes: Uint8Array, signature: Uint8Array): string | null {
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
