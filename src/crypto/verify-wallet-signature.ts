import { verify as verifySr25519 } from '@scure/sr25519'
import { type AccountId, hexToBytes, type WalletScheme } from '../domain/index.ts'
import { verifySignature } from './verify-signature.ts'
import { walletBindingBytes, type WalletBinding } from './wallet-binding.ts'

/** A wallet's signature as it stands in an event: 64 bytes, 65 for ecdsa (r, s, recovery 0 or 1), without a scheme byte in front. */
export interface WalletSignature {
  readonly wallet: AccountId
  readonly scheme: WalletScheme
  readonly signature: Uint8Array
}

/** Whether the wallet signed the binding's text as wallets do, wrapped in `<Bytes>`. Rejects only when code cannot be loaded. */
export async function verifyWalletBinding(binding: WalletBinding, signed: WalletSignature): Promise<boolean> {
  return verifyWalletSignature(walletBindingBytes(binding), signed)
}

/** Whether the wallet signed exactly these bytes. Rejects only when code cannot be loaded. */
export async function verifyWalletSignature(
  bytes: Uint8Array,
  { wallet, scheme, signature }: WalletSignature,
): Promise<boolean> {
  switch (scheme) {
    case 'sr25519':
      return isSr25519(bytes, signature, wallet)
    case 'ed25519':
      return verifySignature(wallet, bytes, signature)
    case 'ecdsa': {
      // Few wallets sign so: its curve is loaded when the first one does.
      const { ecdsaAccountOf } = await import('./ecdsa-account.ts')
      return ecdsaAccountOf(bytes, signature) === wallet
    }
  }
}

function isSr25519(bytes: Uint8Array, signature: Uint8Array, wallet: AccountId): boolean {
  try {
    return verifySr25519(bytes, signature, hexToBytes(wallet))
  } catch {
    return false // thrown for bytes that are no point, no scalar, or of a wrong length
  }
}
