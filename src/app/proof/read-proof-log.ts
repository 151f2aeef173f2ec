import {
  canonicalOrder,
  err,
  ok,
  parseEvent,
  potOf,
  type EventId,
  type PotId,
  type Result,
} from '../../domain/index.ts'
import type { ProofFile } from '../../formats/index.ts'
import { admitEvents, createReplica, eventsOf } from '../../log/index.ts'
import type { ProofDifference } from './proof-difference.ts'

/** The log in a proof. */
export interface ProofLog {
  readonly pot: PotId
  readonly events: ReturnType<typeof eventsOf>
}

/** Admits the events of a proof file as any log's are: each signed, in its device's chain, with its past, in canonical order. */
export async function readProofLog({ events }: Pick<ProofFile, 'events'>): Promise<Result<ProofLog, ProofDifference>> {
  const first = events[0]
  const genesis = first && parseEvent(first.bytes)
  if (!first || !genesis?.ok)
    return err({ type: 'LogRefused', event: (first?.id ?? '') as EventId, reason: 'Malformed' })
  const replica = createReplica(potOf(genesis.value))
  const { refused, waiting } = await admitEvents(replica, events)
  if (refused[0]) return err({ type: 'LogRefused', event: refused[0].id, reason: refused[0].reason.type })
  if (waiting[0]) return err({ type: 'LogIncomplete', event: waiting[0].id, missing: waiting[0].missing })
  const admitted = eventsOf(replica)
  const ordered = canonicalOrder(admitted)
  const isInOrder = ordered.length === events.length && ordered.every(({ id }, i) => id === events[i]?.id)
  return isInOrder ? ok({ pot: replica.pot, events: admitted }) : err({ type: 'LogNotInOrder' })
}
