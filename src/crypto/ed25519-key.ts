import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, concatBytes, hexToBytes } from '../domain/index.ts'

/** Length of the seed of a key. */
export const SEED_BYTES = 32

/** The public Ed25519 key of a seed, in hex. Throws on a seed of another length. */
export function publicKeyOf(seed: Uint8Array): string {
  return bytesToHex(ed25519.getPublicKey(seed))
}

/** A function that signs with the key of a seed: on the platform where it can, in plain arithmetic otherwise. Same bytes either way (RFC 8032). */
export function createSeedSigner(
  seed: Uint8Array,
  engine: Pick<SubtleCrypto, 'importKey' | 'sign'> | undefined = globalThis.crypto?.subtle,
): (message: Uint8Array) => Promise<Uint8Array> {
  const imported = importSeed(seed, engine)
  return async (message) => {
    const key = await imported
    if (key === null || engine === undefined) return ed25519.sign(message, seed)
    return new Uint8Array(await engine.sign('Ed25519', key, message as BufferSource))
  }
}

// RFC 8410 §7: the fixed front of a PKCS #8 Ed25519 key.
const PKCS8 = hexToBytes('302e020100300506032b657004220420')

async function importSeed(
  seed: Uint8Array,
  engine: Pick<SubtleCrypto, 'importKey'> | undefined,
): Promise<CryptoKey | null> {
  if (engine === undefined) return null
  try {
    return await engine.importKey('pkcs8', concatBytes(PKCS8, seed) as BufferSource, 'Ed25519', false, ['sign'])
  } catch {
    return null // a platform without Ed25519 throws
  }
}
