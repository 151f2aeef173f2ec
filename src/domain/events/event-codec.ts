import { sha256 } from '@noble/hashes/sha2.js'
import { decodeCbor, encodeCbor, isCborMap, MAX_EVENT_BYTES, type CborError, type CborMap } from '../encoding/cbor.ts'
import { checkEntry } from '../entries/entry-check.ts'
import { eventSchema, kindSchema, newerEventSchema } from './event-schema.ts'
import { RULEBOOK_VERSION, type EventContent, type PotEvent, type UnsignedEvent } from './event.ts'
import { bytesToHex } from '../encoding/hex.ts'
import type { EventId } from '../ids.ts'
import { err, ok, type Result } from '../result.ts'
import { badShape, type SchemaError } from '../encoding/schema.ts'
import { checkSeries, type SeriesError } from '../entries/series-check.ts'

/** Why bytes are no event (EN2, EV3): not canonical, of another version, without the shape of their kind, or numbers that do not add up. */
export type EventError =
  | CborError
  | SchemaError
  | { readonly type: 'OtherVersion'; readonly version: bigint }
  | { readonly type: 'BadEntry'; readonly error: SeriesError }

/** EN1: the canonical bytes of an event: what is hashed and signed. */
export function eventToBytes(event: UnsignedEvent): Uint8Array {
  return encodeCbor(eventSchema(event.kind).encode(event))
}

/** ID1: the id of an event is the SHA-256 of its canonical bytes. */
export function eventIdOf(bytes: Uint8Array): EventId {
  return bytesToHex(sha256(bytes)) as EventId
}

/**
 * EN2: an event from bytes of any origin. Only canonical bytes of a known kind and shape are accepted; of a newer version (EV2) the envelope alone
 * is read, and whatever its kind and body are is kept in its bytes.
 */
export function parseEvent(bytes: Uint8Array): Result<PotEvent, EventError> {
  const decoded = decodeCbor(bytes, { maxBytes: MAX_EVENT_BYTES })
  if (!decoded.ok) return decoded
  const value = decoded.value
  if (!isCborMap(value)) return badShape('', 'expected a map')
  const version = value.get('version')
  if (typeof version === 'bigint' && version < BigInt(RULEBOOK_VERSION)) return err({ type: 'OtherVersion', version })
  if (typeof version === 'bigint' && version > BigInt(RULEBOOK_VERSION)) return parseNewerEvent(value, bytes)
  const kind = kindSchema.decode(value.get('kind') ?? null, 'kind')
  if (!kind.ok) return kind
  const event = eventSchema(kind.value).decode(value, '')
  if (!event.ok) return event
  const content = checkContent(event.value)
  return content.ok ? ok({ ...event.value, id: eventIdOf(bytes) }) : err({ type: 'BadEntry', error: content.error })
}

/** EX1, EX4: numbers of an entry or a series that add up. */
function checkContent({ kind, body }: EventContent): Result<unknown, SeriesError> {
  if (kind === 'entry.created' || kind === 'entry.revised') return checkEntry(body.entry)
  return kind === 'series.created' || kind === 'series.revised' ? checkSeries(body.series) : ok(null)
}

function parseNewerEvent(value: CborMap, bytes: Uint8Array): Result<PotEvent, EventError> {
  const event = newerEventSchema.decode(value, '')
  if (!event.ok) return event
  const { kind, ...rest } = event.value
  return ok({ ...rest, kind: 'newer', body: { kind }, id: eventIdOf(bytes) })
}
