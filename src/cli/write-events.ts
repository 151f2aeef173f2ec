import { systemRandom, type EventSigner } from '../crypto/index.ts'
import { err, ok, type PotEvent, type Result } from '../domain/index.ts'
import {
  admitEvents,
  createEvent,
  type AuthoringError,
  type Clock,
  type LaterContent,
  type Replica,
} from '../log/index.ts'

/** Wall time of this machine. It labels events and orders nothing. */
export const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) }

/** Signs one event and adds it to a log in memory; the file is written when all are there. */
export async function writeEvent(
  log: Replica,
  signer: EventSigner,
  content: LaterContent,
): Promise<Result<PotEvent, AuthoringError>> {
  const created = await createEvent(log, signer, content, { clock: systemClock, random: systemRandom })
  if (!created.ok) return created
  const report = await admitEvents(log, [created.value.stored])
  const refused = report.refused[0]
  if (refused) throw new Error(`an event of this device was refused: ${refused.reason.type}`)
  return report.accepted.length === 1 ? ok(created.value.event) : err({ type: 'PotNotHere' })
}
