import { x25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, type Hex } from '../domain/index.ts'

/** The X25519 key of a device, to which pot keys are wrapped. */
export interface SealingKey {
  readonly sealing: Hex<'SealingKey'>
  /** The key inside (`wrapKey`), null when it is wrapped to another device, bound to something else or altered. Rejects only when code cannot be loaded. */
  readonly unwrap: (wrapped: Uint8Array, bound: Uint8Array) => Promise<Uint8Array | null>
}

/** The sealing key of a secret (32 bytes; throws on another length). */
export function createSealingKey(secret: Uint8Array): SealingKey {
  return {
    sealing: bytesToHex(x25519.getPublicKey(secret)) as Hex<'SealingKey'>,
    unwrap: async (wrapped, bound) => {
      // Pots that never leave a device have no keys: what opens them is loaded with the first one.
      const { unwrapKey } = await import('./wrap-key.ts')
      const opened = unwrapKey(wrapped, secret, bound)
      return opened.ok ? opened.value : null
    },
  }
}
