// Taking events from anywhere. What depends on an event alone is checked first and in parallel; what depends on other events is judged at the end
// in one go, without awaiting, so that calls may overlap. Neither the order in a batch nor the order of batches changes what is taken.

import { compareEvents, compareIds, equalBytes, type EventId, parentsOf } from '../domain/index.ts'
import { checkEvents, type CheckOptions } from './check-events.ts'
import type { Fork } from './fork.ts'
import { pastFaultOf } from './past-rules.ts'
import type { Refusal, WaitingEvent } from './refusal.ts'
import { namedPast, type Replica } from './replica.ts'
import type { SignedEvent, StoredEvent } from './stored-event.ts'

/** What became of a batch. */
export interface AdmitReport {
  /** Taken now, parents before children; with events that had waited for what this batch brought. */
  readonly accepted: readonly SignedEvent[]
  /** Here already. */
  readonly known: readonly EventId[]
  readonly refused: readonly Refusal[]
  /** Everything that waits for its past now, from this batch and from earlier ones. */
  readonly waiting: readonly WaitingEvent[]
  /** Forks to which this batch added a branch. Both branches are kept. */
  readonly forks: readonly Fork[]
}

/** Checks events and adds those in order to the replica. Duplicates change nothing; what is refused or must wait is named. Rejects with `CheckCancelled` alone. */
export async function admitEvents(
  replica: Replica,
  incoming: Iterable<StoredEvent>,
  options: CheckOptions = {},
): Promise<AdmitReport> {
  const fresh: StoredEvent[] = []
  const known: EventId[] = []
  for (const stored of incoming) {
    if (isStored(replica, stored)) known.push(stored.id)
    else fresh.push(stored)
  }
  const { checked, refused } = await checkEvents(replica.pot, fresh, options)
  const placed = placeEvents(replica, checked)
  return { ...placed, known: [...known, ...placed.known], refused: [...refused, ...placed.refused] }
}

/** Whether exactly this is in the log. Another signature for the same bytes is not: it is checked like anything else. */
function isStored({ events }: Replica, { id, bytes, signature }: StoredEvent): boolean {
  const stored = events.get(id)?.stored
  return stored !== undefined && equalBytes(stored.bytes, bytes) && equalBytes(stored.signature, signature)
}

function placeEvents(replica: Replica, checked: readonly SignedEvent[]): AdmitReport {
  const accepted: SignedEvent[] = []
  const known: EventId[] = []
  const refused: Refusal[] = []
  const waiting: WaitingEvent[] = []

  /** Whether the event's past is here, so that it is judged for good. */
  const judge = (signed: SignedEvent): boolean => {
    const { event } = signed
    if (replica.events.has(event.id)) {
      known.push(event.id)
      return true
    }
    const past = namedPast(replica, event)
    if (past === null) return false
    const fault = pastFaultOf(event, past)
    if (fault === null) {
      replica.insert(signed)
      accepted.push(signed)
    } else refused.push({ id: event.id, reason: fault })
    return true
  }

  // In canonical order parents come before children, unless a Lamport number is wrong: only such events find their past in the second round.
  const pending = [...replica.quarantine.takeAll(), ...checked].sort((a, b) => compareEvents(a.event, b.event))
  const early = pending.filter((signed) => !judge(signed))
  for (const signed of early.filter((each) => !judge(each))) {
    const { id, device } = signed.event
    const missing = parentsOf(signed.event)
      .filter((parent) => !replica.events.has(parent))
      .sort(compareIds)
    if (!replica.quarantine.add(signed)) refused.push({ id, reason: { type: 'QuarantineFull', missing } })
    else if (waiting.at(-1)?.id !== id) waiting.push({ id, device, missing })
  }

  const added = new Set(accepted.map(({ event }) => event.id))
  const forks =
    accepted.length === 0 ? [] : replica.forks().filter(({ branches }) => branches.some(({ id }) => added.has(id)))
  return { accepted, known, refused, waiting, forks }
}
