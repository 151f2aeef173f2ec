import { admitEvents } from '../../log/index.ts'
import type { LivePot } from './live-pot.ts'
import { waitingOf } from './load-replica.ts'

/** Takes from the store what is new there: another tab of this installation has stored it. */
export async function takeStored(pot: LivePot): Promise<void> {
  const stored = await pot.ports.storage.logs.read(pot.id)
  if (!stored.ok) return
  const replica = pot.replica()
  const admission = await admitEvents(
    replica,
    stored.value.filter((event) => !replica.events.has(event.id)),
  )
  pot.setWaiting(waitingOf(admission))
  if (admission.accepted.length > 0) pot.took(admission.accepted)
}
