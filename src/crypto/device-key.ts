import { bytesToHex, type DeviceId } from '../domain/index.ts'
import { createSeedSigner, publicKeyOf, SEED_BYTES } from './ed25519-key.ts'
import type { EventSigner } from './event-signer.ts'
import type { Random } from './random.ts'

/** A device's signing key: one that the platform keeps and nobody can read, or a seed where the platform cannot keep one. */
export type DeviceKey =
  | { readonly kind: 'kept'; readonly device: DeviceId; readonly privateKey: CryptoKey }
  | { readonly kind: 'seed'; readonly device: DeviceId; readonly seed: Uint8Array }

/** A new key that the platform keeps: it can be stored in IndexedDB and used, never exported. Null where the platform has no Ed25519. */
export async function createKeptDeviceKey(): Promise<DeviceKey | null> {
  try {
    const { publicKey, privateKey } = await globalThis.crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    const raw = new Uint8Array(await globalThis.crypto.subtle.exportKey('raw', publicKey))
    return { kind: 'kept', device: bytesToHex(raw) as DeviceId, privateKey }
  } catch {
    return null // a platform without Ed25519, or an insecure origin without `subtle`
  }
}

/** A new key as a seed, for Node and for platforms that keep none. */
export function createSeedDeviceKey(random: Random): DeviceKey {
  return seedDeviceKey(random.bytes(SEED_BYTES))
}

/** The key of a seed of 32 bytes. */
export function seedDeviceKey(seed: Uint8Array): DeviceKey {
  return { kind: 'seed', device: publicKeyOf(seed) as DeviceId, seed }
}

/** Signs with a device's key: Ed25519, RFC 8032, signatures of 64 bytes. Signing rejects only where the platform fails. */
export function createSigner(key: DeviceKey): EventSigner {
  if (key.kind === 'seed') return { device: key.device, sign: createSeedSigner(key.seed) }
  return {
    device: key.device,
    sign: async (message) =>
      new Uint8Array(await globalThis.crypto.subtle.sign('Ed25519', key.privateKey, message as BufferSource)),
  }
}
