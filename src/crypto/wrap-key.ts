// A pot key on its way to one device or invited person: sealed to their X25519 key, so that only its owner opens it.
//
//     0  32  ephemeral X25519 public key
//    32  48  XChaCha20-Poly1305 of the 32-byte key, tag at its end
//
// HKDF-SHA-256 of the shared secret, salt = ephemeral ++ recipient, info "quits/wrap/v1" gives key (32) and nonce (24): the ephemeral key is used once.
// Associated data: "quits/wrap/v1" and what the caller binds it to.

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { ascii, concatBytes, err, hexToBytes, ok, type Hex, type Result } from '../domain/index.ts'
import type { Random } from './random.ts'

/** Why a wrapped key does not open: it is for somebody else, or altered. */
export type UnwrapError = { readonly type: 'BadWrap' } | { readonly type: 'NotForThisKey' }

/** Bytes of a wrapped key. */
export const WRAPPED_KEY_BYTES = 80

const INFO = ascii('quits/wrap/v1')

/**
 * Wraps a 32-byte key to a sealing key of any origin. One of small order belongs to nobody: what is wrapped to it is zeros, which open for nobody, so
 * that a made-up key in one claim keeps no key from everybody else.
 */
export function wrapKey(key: Uint8Array, recipient: Hex<'SealingKey'>, bound: Uint8Array, random: Random): Uint8Array {
  const secret = random.bytes(32)
  const ephemeral = x25519.getPublicKey(secret)
  const shared = sharedSecret(secret, hexToBytes(recipient))
  if (shared === null) return new Uint8Array(WRAPPED_KEY_BYTES)
  return concatBytes(ephemeral, cipherOf(shared, ephemeral, hexToBytes(recipient), bound).encrypt(key))
}

/** The key inside, for whoever holds the secret of the sealing key. */
export function unwrapKey(
  wrapped: Uint8Array,
  sealingSecret: Uint8Array,
  bound: Uint8Array,
): Result<Uint8Array, UnwrapError> {
  if (wrapped.length !== WRAPPED_KEY_BYTES) return err({ type: 'BadWrap' })
  const ephemeral = wrapped.subarray(0, 32)
  const shared = sharedSecret(sealingSecret, ephemeral)
  if (shared === null) return err({ type: 'NotForThisKey' })
  // The library throws on a tag that does not fit.
  try {
    return ok(cipherOf(shared, ephemeral, x25519.getPublicKey(sealingSecret), bound).decrypt(wrapped.subarray(32)))
  } catch {
    return err({ type: 'NotForThisKey' })
  }
}

/** Null where the public key is of small order: the library throws there. */
function sharedSecret(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  try {
    return x25519.getSharedSecret(secret, publicKey)
  } catch {
    return null
  }
}

function cipherOf(
  shared: Uint8Array,
  ephemeral: Uint8Array,
  recipient: Uint8Array,
  bound: Uint8Array,
): ReturnType<typeof xchacha20poly1305> {
  const derived = hkdf(sha256, shared, concatBytes(ephemeral, recipient), INFO, 56)
  return xchacha20poly1305(derived.subarray(0, 32), derived.subarray(32), concatBytes(INFO, bound))
}
