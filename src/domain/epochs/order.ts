import type { PotEvent } from '../events/event.ts'
import { compareIds } from '../ids.ts'

/**
 * OR1: the canonical order of two events: (lamport, device id, seq, id). A valid event's Lamport number exceeds that of everything it
 * names, so this order is topological, and it is what picking the smallest ready event again and again would give.
 */
export function compareEvents(a: PotEvent, b: PotEvent): number {
  return a.lamport - b.lamport || compareIds(a.device, b.device) || a.seq - b.seq || compareIds(a.id, b.id)
}

/** OR1: the events in canonical order, each once. A function of the set: neither the order of arrival nor a duplicate changes it. */
export function canonicalOrder(events: Iterable<PotEvent>): readonly PotEvent[] {
  const byId = new Map<string, PotEvent>()
  for (const event of events) byId.set(event.id, event)
  return [...byId.values()].sort(compareEvents)
}

/** Events in canonical order with more of them (at least one), also in canonical order; what comes before the first of these is taken over as it is. */
export function insertInOrder(ordered: readonly PotEvent[], more: readonly PotEvent[]): readonly PotEvent[] {
  const first = more[0] as PotEvent
  let at = ordered.length
  while (at > 0 && compareEvents(ordered[at - 1] as PotEvent, first) > 0) at--
  if (at === ordered.length) return ordered.concat(more)
  return ordered.slice(0, at).concat([...ordered.slice(at), ...more].sort(compareEvents))
}
