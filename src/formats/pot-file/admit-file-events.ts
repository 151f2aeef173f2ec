import { err, eventIdOf, ok, parseEvent, potOf, type EventId, type PotId, type Result } from '../../domain/index.ts'
import { admitEvents, createReplica, type CheckOptions, type RefusalReason, type Replica } from '../../log/index.ts'
import type { FileEvent } from './pot-file-events.ts'

/** Why the events of a file are no log. */
export type FileEventFault =
  /** An event is altered, forged, or no event. */
  | {
      readonly type: 'EventRefused'
      readonly line: number
      readonly part: string
      readonly id: EventId
      readonly reason: RefusalReason
    }
  /** An event names others that are not in the file. */
  | {
      readonly type: 'EventsMissing'
      readonly line: number
      readonly part: string
      readonly missing: readonly EventId[]
    }

/** A log of these events alone: each is checked like one from a stranger, and the first in the file that is refused or waits is named. There is one at least. */
export async function admitFileEvents(
  events: readonly FileEvent[],
  options: CheckOptions,
): Promise<Result<Replica, FileEventFault>> {
  const first = events[0] as FileEvent
  const genesis = parseEvent(first.stored.bytes)
  // An event that is none is named below, by the log.
  const replica = createReplica(genesis.ok ? potOf(genesis.value) : (eventIdOf(first.stored.bytes) as string as PotId))
  const report = await admitEvents(
    replica,
    events.map(({ stored }) => stored),
    options,
  )
  const refused = firstInFile(events, report.refused)
  if (refused)
    return err({ type: 'EventRefused', ...refused.place, id: refused.found.id, reason: refused.found.reason })
  const waiting = firstInFile(events, report.waiting)
  if (waiting) return err({ type: 'EventsMissing', ...waiting.place, missing: waiting.found.missing })
  return ok(replica)
}

type Found<T> = { readonly found: T; readonly place: { readonly line: number; readonly part: string } }

function firstInFile<T extends { readonly id: EventId }>(
  events: readonly FileEvent[],
  found: readonly T[],
): Found<T> | undefined {
  const byId = new Map(found.map((each) => [each.id, each]))
  const index = events.findIndex(({ stored }) => byId.has(stored.id))
  const event = events[index]
  if (!event) return undefined
  return { found: byId.get(event.stored.id) as T, place: { line: event.line, part: `events[${index}]` } }
}
