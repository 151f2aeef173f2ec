import { err, MAX_EVENT_BYTES, ok, parseEvent, type PotId, type Result } from '../domain/index.ts'
import { formFaultOf } from './form-rules.ts'
import type { RefusalReason } from './refusal.ts'
import type { SignedEvent, StoredEvent } from './stored-event.ts'

/** Everything about an event that its bytes alone show, cheapest first: size, bytes, id, pot and form. No signature is looked at. */
export function readEvent(stored: StoredEvent, pot: PotId): Result<SignedEvent, RefusalReason> {
  const { bytes } = stored
  if (bytes.length > MAX_EVENT_BYTES) return err({ type: 'TooLarge', bytes: bytes.length, limit: MAX_EVENT_BYTES })
  const parsed = parseEvent(bytes)
  if (!parsed.ok) return err({ type: 'Malformed', error: parsed.error })
  const event = parsed.value
  if (event.id !== stored.id) return err({ type: 'WrongId', actual: event.id })
  const formFault = formFaultOf(event, pot)
  return formFault === null ? ok({ event, stored }) : err(formFault)
}
