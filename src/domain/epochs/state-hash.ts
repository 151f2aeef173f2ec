import { sha256 } from '@noble/hashes/sha2.js'
import { ascii } from '../encoding/bytes.ts'
import { writeCbor, type CborValue } from '../encoding/cbor.ts'
import type { Facts } from '../facts.ts'
import { bytesToHex, hexToBytes } from '../encoding/hex.ts'
import type { Hash32, StateHash } from '../ids.ts'
import { stateParts, type StatePart, type StateTerms } from './state.ts'

/** A state's hash and, beside it, the hash of each of its parts (SH3). */
export interface HashedState {
  readonly stateHash: StateHash
  readonly parts: ReadonlyMap<StatePart, Hash32>
}

/** SH2: SHA-256 over "quits/state/v1", the pot's salt and the state's canonical bytes, which are hashed as a stream. */
export function hashState(facts: Facts, terms: StateTerms): HashedState {
  const values = stateParts(facts, terms)
  const parts = new Map<StatePart, Hash32>()
  for (const [part, value] of values)
    parts.set(part, saltedHash(`quits/state-part/v1/${part}`, facts.genesis.salt, value))
  return { stateHash: saltedHash('quits/state/v1', facts.genesis.salt, values) as string as StateHash, parts }
}

function saltedHash(domain: string, salt: Hash32, value: CborValue): Hash32 {
  const hash = sha256.create().update(ascii(domain)).update(hexToBytes(salt))
  writeCbor(value, (chunk) => hash.update(chunk))
  return bytesToHex(hash.digest()) as Hash32
}
