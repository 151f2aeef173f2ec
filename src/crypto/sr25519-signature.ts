import { verify } from '@scure/sr25519'
import { type AccountId, hexToBytes } from '../domain/index.ts'

/** Whether the account's key made this sr25519 signature of the bytes. */
export function isSr25519Signature(bytes: Uint8Array, signature: Uint8Array, wallet: AccountId): boolean {
  try {
    return verify(bytes, signature, hexToBytes(wallet))
  } catch {
    return false // thrown for bytes that are no point, no scalar, or of a wrong length
  }
}
