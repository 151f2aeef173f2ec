import { eventMessage, type VerifySignature } from '../crypto/index.ts'
import { proofFaultOf } from './proof-rules.ts'
import type { RefusalReason } from './refusal.ts'
import type { SignedEvent } from './stored-event.ts'

/** The first signature of an event that does not hold: its device's own, then those in its body. */
export async function signatureFaultOf(
  { event, stored }: SignedEvent,
  verify: VerifySignature,
): Promise<RefusalReason | null> {
  const { bytes, signature } = stored
  if (!(await verify(event.device, eventMessage(bytes), signature)))
    return { type: 'BadSignature', device: event.device }
  return proofFaultOf(event, verify)
}
