import { Keyring } from '@polkadot/keyring'
import { hexToU8a, u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { bytesToHex, err, ok, type AccountId, type Result } from '../../domain/index.ts'
import type { TransactionSigner } from '../transaction-signer.ts'

/** Not a phrase of words, a seed of 64 hex digits, or one of these with a derivation path. What it was is not repeated. */
export type BadSecret = { readonly type: 'BadSecret' }

/** A signer from an sr25519 secret, for commands that run without a wallet. Paths alone (`//Alice`) are development keys; others are people's. */
export async function signerFromSecret(secret: string): Promise<Result<TransactionSigner, BadSecret>> {
  await cryptoWaitReady()
  try {
    const pair = new Keyring({ type: 'sr25519' }).addFromUri(secret.trim())
    const sign = (data: string): `0x${string}` => u8aToHex(pair.sign(hexToU8a(data), { withType: true }))
    return ok({
      account: bytesToHex(pair.publicKey) as AccountId,
      custody: secret.trim().startsWith('//') ? 'development key' : 'browser wallet',
      signRaw: async ({ data }) => ({ id: 0, signature: sign(data) }),
    })
  } catch {
    // What the library says may hold the secret.
    return err({ type: 'BadSecret' })
  }
}
