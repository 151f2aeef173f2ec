// A block's header as its chain hashes it: parent 32 bytes, number compact, state root 32, extrinsics root 32, digest. The block's hash is BLAKE2b-256
// of all of it, so the digest needs no reading: who changes it changes the hash.

import { blake2b256 } from '../../crypto/index.ts'
import { bytesToHex, err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { BlockHeader } from '../block-ref.ts'
import { createScaleReader, ScaleFault } from './scale-reader.ts'

/** What a header says, and the hash of the block that it makes. */
export type StatedHeader = BlockHeader & { readonly stateRoot: Hash32 }

/** The bytes are no header. */
export type HeaderError = { readonly type: 'BadHeader'; readonly detail: string }

/** A state root that a chain without a state trie writes: Chopsticks does. Nothing can be proven against it. */
export const NO_STATE_ROOT = '0'.repeat(64) as Hash32

/** Reads a header's bytes. */
export function parseHeader(bytes: Uint8Array): Result<StatedHeader, HeaderError> {
  const reader = createScaleReader(bytes)
  try {
    const parentHash = bytesToHex(reader.take(32)) as Hash32
    const number = reader.compact()
    const stateRoot = bytesToHex(reader.take(32)) as Hash32
    reader.take(32)
    return ok({ number, hash: bytesToHex(blake2b256(bytes)) as Hash32, parentHash, stateRoot })
  } catch (thrown) {
    if (thrown instanceof ScaleFault) return err({ type: 'BadHeader', detail: thrown.message })
    throw thrown
  }
}
