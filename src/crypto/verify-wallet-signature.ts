import type { AccountId, WalletScheme } from '../domain/index.ts'
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
    case 'sr25519': {
      // Most pots have no wallets: what checks their signatures is loaded with the first one.
      const { isSr25519Signature } = await import('./sr25519-signature.ts')
      return isSr25519Signature(bytes, signature, wallet)
    }
    case 'ed25519':
      return verifySignature(wallet, bytes, signature)
    case 'ecdsa': {
      const { ecdsaAccountOf } = await import('./ecdsa-account.ts')
      return ecdsaAccountOf(bytes, signature) === wallet
    }
  }
}
