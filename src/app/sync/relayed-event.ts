// An event on its way through relays: what its envelope holds is its signature and its canonical bytes, sealed under a key of the pot and bound to
// the envelope's place, so that a relay can neither read nor relabel it.
//
// What brings keys (`key.rotated`, `key.shared`) is sealed under a key that follows from the pot's first event: a device without a key could not
// read the event that gives it one. So is `device.revoked`: the device that it names gets no later key, and could not tell why nothing counts any more.
// Who was ever in the pot can read these; the keys in them are wrapped to one device each.

import { openPayload, sealPayload, sha256, type OpenError, type PotKey, type Random } from '../../crypto/index.ts'
import {
  ascii,
  concatBytes,
  eventIdOf,
  hexToBytes,
  ok,
  u64le,
  type EventId,
  type Hash32,
  type PotId,
  type Result,
} from '../../domain/index.ts'
import type { StoredEvent } from '../../log/index.ts'
import type { Envelope } from '../../sync/index.ts'

/** The place of an envelope: what its content is bound to. */
export type EnvelopePlace = Pick<Envelope, 'route' | 'device' | 'sequence'>

const SIGNATURE_BYTES = 64

/** What is put into the envelope of this place. */
export function sealEvent(
  { signature, bytes }: StoredEvent,
  key: PotKey,
  place: EnvelopePlace,
  random: Random,
): Uint8Array {
  return sealPayload(concatBytes(signature, bytes), key, boundTo(place), random)
}

/** The event in an envelope, unchecked; an error when no key that `keyOf` knows opens it. */
export function openEvent(
  { payload, ...place }: EnvelopePlace & Pick<Envelope, 'payload'>,
  keyOf: (id: EventId) => Uint8Array | undefined,
): Result<StoredEvent, OpenError> {
  const opened = openPayload(payload, keyOf, boundTo(place))
  if (!opened.ok) return opened
  const bytes = opened.value.slice(SIGNATURE_BYTES)
  return ok({ id: eventIdOf(bytes), signature: opened.value.slice(0, SIGNATURE_BYTES), bytes })
}

/** The key for what is for everybody who was ever in the pot, named by the pot: SHA-256("quits/opening-key/v1" ++ pot ++ salt). */
export function openingKey(pot: PotId, salt: Hash32): PotKey {
  const bytes = sha256(ascii('quits/opening-key/v1'), hexToBytes(pot), hexToBytes(salt))
  return { id: pot as string as EventId, bytes }
}

/** "quits/relayed/v1" ++ route ++ device ++ sequence (u64, little-endian). */
function boundTo({ route, device, sequence }: EnvelopePlace): Uint8Array {
  return concatBytes(ascii('quits/relayed/v1'), hexToBytes(route), hexToBytes(device), u64le(BigInt(sequence)))
}
