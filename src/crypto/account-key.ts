import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { ascii, bytesToHex, type Hex } from '../domain/index.ts'
import { createSeedSigner, publicKeyOf } from './ed25519-key.ts'

/** A person's keys, all from one 32-byte seed that outlives their devices. */
export interface AccountKey {
  /** The Ed25519 key that vouches for devices and wallets. */
  readonly account: Hex<'AccountKey'>
  /** The X25519 key of the device that this account began on, where that device has none of its own. */
  readonly sealing: Hex<'SealingKey'>
  /** The 64-byte Ed25519 signature of `message` by the account key. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
}

/** The keys of an account seed (32 bytes; throws on another length). */
export function createAccountKey(seed: Uint8Array): AccountKey {
  return {
    account: publicKeyOf(seed) as Hex<'AccountKey'>,
    sealing: bytesToHex(x25519.getPublicKey(sealingSecretOf(seed))) as Hex<'SealingKey'>,
    sign: createSeedSigner(seed),
  }
}

/**
 * The X25519 secret of an account seed: HKDF-SHA-256 (RFC 5869) with info "quits/sealing/v1", so that one key never serves two algorithms. Devices of
 * before each had a sealing key go on with it.
 */
export function sealingSecretOf(seed: Uint8Array): Uint8Array {
  return hkdf(sha256, seed, undefined, ascii('quits/sealing/v1'), 32)
}
