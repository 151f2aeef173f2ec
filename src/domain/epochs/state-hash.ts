import { sha256 } from '@noble/hashes/sha2.js'
import { ascii } from '../encoding/bytes.ts'
import { compareCborKeys } from '../encoding/cbor-key-order.ts'
import { encodeCbor, writeCbor } from '../encoding/cbor.ts'
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
  const { salt } = facts.genesis
  const values = stateParts(facts, terms)
  const hashes = new Map<StatePart, Hash32>()
  // The state is the map of its parts. Each is encoded once, for its own hash and for the whole.
  const whole = startHash('quits/state/v1', salt).update(mapHead(values.size))
  for (const [part, value] of [...values].sort(([a], [b]) => compareCborKeys(a, b))) {
    const hash = startHash(`quits/state-part/v1/${part}`, salt)
    whole.update(encodeCbor(part))
    writeCbor(value, (chunk) => {
      hash.update(chunk)
      whole.update(chunk)
    })
    hashes.set(part, bytesToHex(hash.digest()) as Hash32)
  }
  const parts = new Map(Array.from(values.keys(), (part) => [part, hashes.get(part) as Hash32]))
  return { stateHash: bytesToHex(whole.digest()) as StateHash, parts }
}

function startHash(domain: string, salt: Hash32): ReturnType<typeof sha256.create> {
  return sha256.create().update(ascii(domain)).update(hexToBytes(salt))
}

/** RFC 8949 §3.1: major type 5 with fewer than 24 pairs. */
function mapHead(pairs: number): Uint8Array {
  return new Uint8Array([0xa0 | pairs])
}
