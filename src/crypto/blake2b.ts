// BLAKE2b (RFC 7693) as Substrate uses it.

import { blake2b } from '@noble/hashes/blake2.js'

/** BLAKE2b with 32 bytes of output: the hash of headers, trie nodes and metadata. */
export function blake2b256(bytes: Uint8Array): Uint8Array {
  return blake2b(bytes, { dkLen: 32 })
}

/** BLAKE2b with 16 bytes of output: spreads storage keys. */
export function blake2b128(bytes: Uint8Array): Uint8Array {
  return blake2b(bytes, { dkLen: 16 })
}
