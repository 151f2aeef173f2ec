// A cut says for every device how far its chain belongs to a settlement: everything its heads reach, and nothing else (EP1, EP7).

import { parentsOf } from './causality.ts'
import type { CutHead, PotEvent } from './event.ts'
import { compareIds, type DeviceId, type EventId } from './ids.ts'
import { err, ok, type Result } from './result.ts'

/** Why a cut cannot be used: data that is not here yet, or a cut that breaks EP7 whatever else arrives. */
export type CutError =
  | { readonly type: 'CutEventMissing'; readonly event: EventId }
  | { readonly type: 'CutHeadWrong'; readonly event: EventId }
  | { readonly type: 'CutNotClosed'; readonly event: EventId; readonly names: EventId }
  | { readonly type: 'CutForgetsBase'; readonly event: EventId }

/** The cut that holds all of `events`: the head of each device, sorted by device id. Of a forked device the first branch by id. */
export function cutOf(events: Iterable<PotEvent>): readonly CutHead[] {
  const heads = new Map<DeviceId, PotEvent>()
  for (const event of events) {
    const head = heads.get(event.device)
    if (!head || event.seq > head.seq || (event.seq === head.seq && compareIds(event.id, head.id) < 0)) heads.set(event.device, event)
  }
  return [...heads.values()]
    .map(({ device, seq, id }) => ({ device, seq, id }))
    .sort((a, b) => compareIds(a.device, b.device))
}

/**
 * EP7: the events of a cut, found by walking each device's chain from its head. Refused when a head is not what it says, when an event names
 * one outside the cut, or when an event of `base` (the ids of the base's cut) is not in it.
 */
export function eventsOfCut(
  cut: readonly CutHead[],
  eventById: ReadonlyMap<EventId, PotEvent>,
  base: ReadonlySet<EventId>,
): Result<ReadonlySet<EventId>, CutError> {
  const inside = new Set<EventId>()
  for (const head of cut) {
    for (let id: EventId | null = head.id; id !== null; ) {
      const event: PotEvent | undefined = eventById.get(id)
      if (!event) return err({ type: 'CutEventMissing', event: id })
      if (id === head.id && (event.device !== head.device || event.seq !== head.seq)) return err({ type: 'CutHeadWrong', event: id })
      inside.add(id)
      id = event.prev
    }
  }
  for (const id of inside) {
    const outside = parentsOf(eventById.get(id) as PotEvent).find((parent) => !inside.has(parent))
    if (outside !== undefined) return err({ type: 'CutNotClosed', event: id, names: outside })
  }
  for (const id of base) if (!inside.has(id)) return err({ type: 'CutForgetsBase', event: id })
  return ok(inside)
}
