import { eventMessage, verifySignature, type VerifySignature } from '../crypto/index.ts'
import { err, MAX_EVENT_BYTES, ok, parseEvent, type PotId, type Result } from '../domain/index.ts'
import { formFaultOf } from './form-rules.ts'
import { proofFaultOf } from './proof-rules.ts'
import type { RefusalReason } from './refusal.ts'
import type { SignedEvent, StoredEvent } from './stored-event.ts'

/** Everything about an event that does not depend on other events, cheapest first: size, bytes, id, pot and form, signatures. */
export async function checkEvent(
  stored: StoredEvent,
  pot: PotId,
  verify: VerifySignature = verifySignature,
): Promise<Result<SignedEvent, RefusalReason>> {
  const { bytes, signature } = stored
  if (bytes.length > MAX_EVENT_BYTES) return err({ type: 'TooLarge', bytes: bytes.length, limit: MAX_EVENT_BYTES })
  const parsed = parseEvent(bytes)
  if (!parsed.ok) return err({ type: 'Malformed', error: parsed.error })
  const event = parsed.value
  if (event.id !== stored.id) return err({ type: 'WrongId', actual: event.id })
  const formFault = formFaultOf(event, pot)
  if (formFault !== null) return err(formFault)
  if (!(await verify(event.device, eventMessage(bytes), signature)))
    return err({ type: 'BadSignature', device: event.device })
  const proofFault = await proofFaultOf(event, verify)
  return proofFault === null ? ok({ event, stored }) : err(proofFault)
}
