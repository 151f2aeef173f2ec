import { ok, type EventId, type PotId, type Result } from '../domain/index.ts'
import { createReplica, type AdmitReport, type StoredEvent } from '../log/index.ts'
import type { Identity } from './identity.ts'
import { noteCopy } from './copied-device.ts'
import { admitInWatch } from './session/load-replica.ts'
import type { SessionPorts, TakeOptions, WriteError } from './pot-session.ts'

/** Takes a pot that is new here: what is in order is kept, whoever sent it, and only if its first event is there. */
export async function takeNewPot(
  ports: SessionPorts,
  identity: Identity,
  pot: PotId,
  events: readonly StoredEvent[],
  options?: TakeOptions,
): Promise<Result<AdmitReport, WriteError>> {
  const replica = createReplica(pot)
  const admitted = await admitInWatch(ports, replica, events, options)
  if (!admitted.ok) return admitted
  const report = admitted.value
  if (!replica.events.has(pot as string as EventId)) return ok(report)
  const noted = await noteCopy(ports, identity, pot, report.accepted)
  if (!noted.ok) return noted
  const kept = await ports.storage.logs.append(pot, report.accepted)
  return kept.ok ? ok(report) : kept
}
