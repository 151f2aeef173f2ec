// What of a pot leaves a device: sealed under the pot's key, so that whoever stores or forwards it learns neither content nor exact length.
//
//     0   1  version, 1
//     1  32  key: id of the event that named the pot key
//    33  24  nonce, random
//    57  32  commitment: without it one ciphertext can be made to open under two keys, for two readers
//    89   n  XChaCha20-Poly1305 of the padded content (pad.ts), tag at its end
//
// HKDF-SHA-256 (RFC 5869) of the pot key, salt = nonce, info "quits/sealed/v1" gives the message's key and the commitment, 32 bytes each. Associated
// data are "quits/sealed/v1", the bytes before the ciphertext, and what the caller binds it to, so that a relay cannot relabel it.

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import {
  ascii,
  bytesToHex,
  concatBytes,
  equalBytes,
  err,
  hexToBytes,
  type EventId,
  type Result,
} from '../domain/index.ts'
import { padBytes, unpadBytes } from './pad.ts'
import type { Random } from './random.ts'

/** A key of a pot, named by the event that brought it. */
export interface PotKey {
  readonly id: EventId
  /** 32 bytes. */
  readonly bytes: Uint8Array
}

/** Why sealed bytes do not open. `WrongKey`: they were sealed under another key of this name; `Tampered`: they or what they are bound to changed. */
export type OpenError =
  | { readonly type: 'Truncated' }
  | { readonly type: 'OtherVersion'; readonly version: number }
  | { readonly type: 'UnknownKey'; readonly key: EventId }
  | { readonly type: 'WrongKey'; readonly key: EventId }
  | { readonly type: 'Tampered' }
  | { readonly type: 'BadPadding' }

const VERSION = 1
const HEADER_BYTES = 89
const TAG_BYTES = 16
const INFO = ascii('quits/sealed/v1')

/** Seals content under a pot key; it opens only together with the same `bound` bytes. */
export function sealPayload(content: Uint8Array, key: PotKey, bound: Uint8Array, random: Random): Uint8Array {
  const nonce = random.bytes(24)
  const { messageKey, commitment } = keysOf(key.bytes, nonce)
  const header = concatBytes(new Uint8Array([VERSION]), hexToBytes(key.id), nonce, commitment)
  const cipher = xchacha20poly1305(messageKey, nonce, concatBytes(INFO, header, bound))
  return concatBytes(header, cipher.encrypt(padBytes(content)))
}

/** Opens sealed bytes of any origin with one of the keys that `keyOf` knows. */
export function openPayload(
  sealed: Uint8Array,
  keyOf: (id: EventId) => Uint8Array | undefined,
  bound: Uint8Array,
): Result<Uint8Array, OpenError> {
  const version = sealed[0]
  if (version !== undefined && version !== VERSION) return err({ type: 'OtherVersion', version })
  if (sealed.length < HEADER_BYTES + TAG_BYTES) return err({ type: 'Truncated' })
  const id = bytesToHex(sealed.subarray(1, 33)) as EventId
  const key = keyOf(id)
  if (!key) return err({ type: 'UnknownKey', key: id })
  const nonce = sealed.subarray(33, 57)
  const { messageKey, commitment } = keysOf(key, nonce)
  if (!equalBytes(commitment, sealed.subarray(57, HEADER_BYTES))) return err({ type: 'WrongKey', key: id })
  const header = sealed.subarray(0, HEADER_BYTES)
  const padded = decrypt(messageKey, nonce, concatBytes(INFO, header, bound), sealed.subarray(HEADER_BYTES))
  return padded === null ? err({ type: 'Tampered' }) : unpadBytes(padded)
}

/** The id of the key that sealed bytes ask for, null when they are too short to say. */
export function sealingKeyOf(sealed: Uint8Array): EventId | null {
  return sealed.length < HEADER_BYTES ? null : (bytesToHex(sealed.subarray(1, 33)) as EventId)
}

function keysOf(
  key: Uint8Array,
  nonce: Uint8Array,
): { readonly messageKey: Uint8Array; readonly commitment: Uint8Array } {
  const derived = hkdf(sha256, key, nonce, INFO, 64)
  return { messageKey: derived.subarray(0, 32), commitment: derived.subarray(32) }
}

// The library throws on a wrong tag, which is the one failure that input from outside can cause here.
function decrypt(key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, ciphertext: Uint8Array): Uint8Array | null {
  try {
    return xchacha20poly1305(key, nonce, bound).decrypt(ciphertext)
  } catch {
    return null
  }
}
