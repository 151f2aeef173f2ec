// A leg on chain says nothing about the pot: its memo is a salted hash of the pot-currency amount and the rate. Whoever knows
// the pot recomputes it; the salt, different for every leg, keeps others from guessing small amounts.

import { sha256 } from '@noble/hashes/sha2.js'
import type { Minor } from '../money/amount.ts'
import { ascii, concatBytes, u64le } from '../encoding/bytes.ts'
import { encodeCbor } from '../encoding/cbor.ts'
import { bytesToHex, hexToBytes } from '../encoding/hex.ts'
import type { Hash32 } from '../ids.ts'
import { scaleU8 } from '../encoding/scale.ts'

/** What a memo commits to: the amount in the pot's currency, the currency's code, and the agreed rate as decimal text or null. */
export type LegTerms = { readonly amount: Minor; readonly currency: string; readonly rate: string | null }

/** The salt of one leg: SHA-256("quits/leg-salt/v1" ++ pot salt ++ epoch u64 LE ++ index u8). */
export function legSalt(potSalt: Hash32, epoch: bigint, index: number): Hash32 {
  return hash(ascii('quits/leg-salt/v1'), hexToBytes(potSalt), u64le(epoch), scaleU8(index))
}

/** The memo of one leg: SHA-256("quits/leg/v1" ++ leg salt ++ canonical bytes of its terms). */
export function legMemo(salt: Hash32, { amount, currency, rate }: LegTerms): Hash32 {
  const terms = new Map([
    ['amount', amount.toString()],
    ['currency', currency],
    ['rate', rate],
  ])
  return hash(ascii('quits/leg/v1'), hexToBytes(salt), encodeCbor(terms))
}

function hash(...parts: readonly Uint8Array[]): Hash32 {
  return bytesToHex(sha256(concatBytes(...parts))) as Hash32
}
