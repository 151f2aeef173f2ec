import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes } from './bytes.ts'
import { bytesToHex } from './hex.ts'
import type { Hash32 } from '../ids.ts'

/** Keccak-256 of the parts one after the other: the hash of everything the contract hashes. */
export function keccak(...parts: readonly Uint8Array[]): Hash32 {
  return bytesToHex(keccak_256(concatBytes(...parts))) as Hash32
}

/** 32 zero bytes: the plan root of a plan without on-chain legs, and the contract's "none". */
export const ZERO_HASH = '0'.repeat(64) as Hash32
