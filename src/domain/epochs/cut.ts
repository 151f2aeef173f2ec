// A cut says for every device how far its chain belongs to a settlement: everything its heads reach, and nothing else (EP1, EP7).

import { parentsOf } from './causality.ts'
import type { CutHead, PotEvent } from '../events/event.ts'
import type { ChosenBranch, Facts } from '../facts.ts'
import { compareIds, type DeviceId, type EventId } from '../ids.ts'
import { pushTo } from '../push-to.ts'
import { err, ok, type Result } from '../result.ts'

/** Why a cut cannot be used: data that is not here yet, or a cut that breaks EP7 whatever else arrives. */
export type CutError =
  | { readonly type: 'CutEventMissing'; readonly event: EventId }
  | { readonly type: 'CutHeadWrong'; readonly event: EventId }
  /** An event of the cut lies beyond the heads of its device. */
  | { readonly type: 'CutNotClosed'; readonly event: EventId }
  | { readonly type: 'CutForgetsBase'; readonly event: EventId }

/** What a fold knows, as far as its cut needs it. */
export interface OpenEpoch {
  readonly known: { readonly events: Iterable<PotEvent> }
  readonly base: { readonly cut: readonly CutHead[] }
  readonly open: Pick<Facts, 'branches'>
}

/**
 * The cut that holds all that counts in an open epoch, sorted by device, then id: the longest chain of each device. Of a device that forked (ME6)
 * also what shows that, the first event beside its longest chain; the end of the branch that was chosen (ME5); and the heads in the cut of the
 * base, so that it is extended.
 */
export function cutOf({ known, base, open }: OpenEpoch): readonly CutHead[] {
  const eventById = new Map(Array.from(known.events, (event) => [event.id, event]))
  const ownOf = new Map<DeviceId, PotEvent[]>()
  for (const event of [...eventById.values()].sort((a, b) => a.seq - b.seq || compareIds(a.id, b.id)))
    pushTo(ownOf, event.device, event)
  const heads: PotEvent[] = []
  for (const [device, own] of ownOf) {
    const head = own.at(-1) as PotEvent
    const chain = chainTo(head, eventById)
    const needed = new Set([...base.cut.map(({ id }) => id), ...endOf(open.branches.get(device), own)])
    const beside = own.filter(({ id }) => !chain.has(id))
    heads.push(head, ...beside.filter(({ id }, index) => index === 0 || needed.has(id)))
  }
  return heads
    .map(({ device, seq, id }) => ({ device, seq, id }))
    .sort((a, b) => compareIds(a.device, b.device) || compareIds(a.id, b.id))
}

/** The end of a chosen branch, or, where the device forked again, two events that show it. */
function endOf(branch: ChosenBranch | undefined, own: readonly PotEvent[]): readonly EventId[] {
  if (!branch) return []
  const next = own.filter(({ prev }) => prev === branch.id).map(({ id }) => id)
  return next.length > 1 ? next.slice(0, 2) : [branch.id]
}

/** The ids of a device's chain up to an event. */
function chainTo(head: PotEvent, eventById: ReadonlyMap<EventId, PotEvent>): ReadonlySet<EventId> {
  const chain = new Set<EventId>()
  for (
    let event: PotEvent | undefined = head;
    event;
    event = event.prev === null ? undefined : eventById.get(event.prev)
  )
    chain.add(event.id)
  return chain
}

/**
 * EP7: the events of a cut: everything that its heads reach. Refused when a head is not what it says, when an event names one beyond the heads
 * of its device, or when an event of `base` (the ids of the base's cut) is not in it.
 */
export function eventsOfCut(
  cut: readonly CutHead[],
  eventById: ReadonlyMap<EventId, PotEvent>,
  base: ReadonlySet<EventId>,
): Result<ReadonlySet<EventId>, CutError> {
  const inside = new Set<EventId>()
  const reached = cut.map(({ id }) => id)
  for (let id = reached.pop(); id !== undefined; id = reached.pop()) {
    if (inside.has(id)) continue
    const event = eventById.get(id)
    if (!event) return err({ type: 'CutEventMissing', event: id })
    inside.add(id)
    reached.push(...parentsOf(event))
  }
  const wrong = cut.find(
    ({ device, seq, id }) => eventById.get(id)?.device !== device || eventById.get(id)?.seq !== seq,
  )
  if (wrong) return err({ type: 'CutHeadWrong', event: wrong.id })
  const positions = positionsOf(cut)
  for (const id of inside) {
    const { device, seq } = eventById.get(id) as PotEvent
    if (seq > (positions.get(device) ?? -1)) return err({ type: 'CutNotClosed', event: id })
  }
  for (const id of base) if (!inside.has(id)) return err({ type: 'CutForgetsBase', event: id })
  return ok(inside)
}

/** How far each device's chain, the longest if it forked, is in a cut. */
export function positionsOf(cut: readonly CutHead[]): ReadonlyMap<DeviceId, number> {
  const positions = new Map<DeviceId, number>()
  for (const { device, seq } of cut) positions.set(device, Math.max(seq, positions.get(device) ?? -1))
  return positions
}
