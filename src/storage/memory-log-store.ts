import { compareIds, err, type EventId, ok, type PotId } from '../domain/index.ts'
import type { SignedEvent } from '../log/index.ts'
import { createListeners } from './listeners.ts'
import type { LogStore } from './log-store.ts'

/** A LogStore that forgets everything with the process: tests, the demo, and reading a file once. */
export function createMemoryLogStore(onRemoved: (pot: PotId) => void = () => undefined): LogStore {
  const pots = new Map<PotId, Map<EventId, SignedEvent>>()
  const changed = createListeners<[PotId]>()
  const add = (pot: PotId, events: readonly SignedEvent[]): number => {
    const kept = pots.get(pot) ?? new Map<EventId, SignedEvent>()
    const before = kept.size
    for (const signed of events) if (!kept.has(signed.stored.id)) kept.set(signed.stored.id, signed)
    if (kept.size > 0) pots.set(pot, kept)
    if (kept.size > before) changed.tell(pot)
    return kept.size - before
  }
  return {
    pots: async () => ok([...pots.keys()].sort(compareIds)),
    read: async (pot) => {
      const kept = [...(pots.get(pot)?.values() ?? [])]
      kept.sort(
        ({ event: a }, { event: b }) => compareIds(a.device, b.device) || a.seq - b.seq || compareIds(a.id, b.id),
      )
      return ok(kept.map(({ stored }) => stored))
    },
    count: async (pot) => ok(pots.get(pot)?.size ?? 0),
    append: async (pot, events) => ok(add(pot, events)),
    appendOwn: async (pot, events) => {
      const first = events[0]
      if (first === undefined) return ok(undefined)
      const { device, seq } = first.event
      const kept = [...(pots.get(pot)?.values() ?? [])].map(({ event }) => event)
      const last = kept.filter((event) => event.device === device).sort((a, b) => b.seq - a.seq)[0]
      if (last !== undefined && last.seq >= seq)
        return err({ type: 'SeqTaken', device, seq: last.seq, stored: last.id })
      add(pot, events)
      return ok(undefined)
    },
    remove: async (pot) => {
      onRemoved(pot)
      if (pots.delete(pot)) changed.tell(pot)
      return ok(undefined)
    },
    subscribe: changed.subscribe,
  }
}
