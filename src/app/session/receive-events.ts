import type { Result } from '../../domain/index.ts'
import type { AdmitReport, StoredEvent } from '../../log/index.ts'
import { noteCopy } from '../copied-device.ts'
import type { TakeOptions, WriteError } from '../pot-session.ts'
import type { LivePot } from './live-pot.ts'
import { admitInWatch, waitingOf } from './load-replica.ts'

/** Takes events from outside: what is in order is stored, then in memory, then told; the rest comes back with reasons. */
export async function receiveEvents(
  pot: LivePot,
  events: readonly StoredEvent[],
  options?: TakeOptions,
): Promise<Result<AdmitReport, WriteError>> {
  const { id, identity, ports } = pot
  const admitted = await admitInWatch(ports, pot.replica(), events, options)
  if (!admitted.ok) return admitted
  const { accepted } = admitted.value
  const hasNews = pot.setWaiting(waitingOf(admitted.value))
  if (accepted.length === 0) {
    if (hasNews) pot.tell()
    return admitted
  }
  const noted = await noteCopy(ports, identity, id, accepted)
  if (!noted.ok) return noted
  const kept = await ports.storage.logs.append(id, accepted)
  if (!kept.ok) {
    const reloaded = await pot.reload()
    pot.tell()
    return reloaded.ok ? kept : reloaded
  }
  pot.took(accepted)
  return admitted
}
