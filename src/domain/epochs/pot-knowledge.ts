import { createCausality, type GrowingCausality } from './causality.ts'
import type { GroupHistory } from '../group/chain-event.ts'
import type { EventOf, PotEvent } from '../events/event.ts'
import { IdMap } from '../id-map.ts'
import { compareIds, type EventId } from '../ids.ts'
import { canonicalOrder, insertInOrder } from './order.ts'

/** All that a replica knows of one pot: a set of valid events that holds each one's past, and replayed histories of its groups. */
export interface PotKnowledge {
  readonly genesis: EventOf<'pot.created'>
  /** In canonical order. */
  readonly events: readonly PotEvent[]
  readonly eventById: ReadonlyMap<EventId, PotEvent>
  readonly causality: GrowingCausality
  readonly histories: readonly GroupHistory[]
}

/** Puts what arrived, in any order, into the form that the fold reads. Throws when the set has no genesis event: such a set is no pot. */
export function createKnowledge(events: Iterable<PotEvent>, histories: readonly GroupHistory[]): PotKnowledge {
  const ordered = canonicalOrder(events)
  const genesis = ordered.find((event) => event.kind === 'pot.created')
  if (!genesis) throw new Error('a set of events without a genesis event is no pot')
  return {
    genesis,
    events: ordered,
    eventById: IdMap.from(new Map(ordered.map((event) => [event.id, event]))),
    causality: createCausality(ordered),
    histories: canonicalHistories(histories),
  }
}

/**
 * The same with more events: in canonical order, each new and with its past. The causality is that of `known`, grown: what it said of earlier
 * events stays true.
 */
export function growKnowledge(known: PotKnowledge, fresh: readonly PotEvent[]): PotKnowledge {
  const eventById = IdMap.from(known.eventById)
  for (const event of fresh) {
    eventById.set(event.id, event)
    known.causality.add(event)
  }
  return { ...known, events: insertInOrder(known.events, fresh), eventById }
}

/** OR2: each group once, as far as it was read, in an order that does not depend on arrival. */
export function canonicalHistories(histories: readonly GroupHistory[]): readonly GroupHistory[] {
  const byGroup = new Map<string, GroupHistory>()
  for (const history of histories) {
    const key = `${history.genesis}.${history.contract}.${history.group}.${history.createdAt}`
    const known = byGroup.get(key)
    if (!known || history.events.length > known.events.length) byGroup.set(key, history)
  }
  return [...byGroup].sort(([a], [b]) => compareIds(a, b)).map(([, history]) => history)
}
