import type { PotEvent } from './event.ts'
import type { DeviceId, EventId } from './ids.ts'

/** Answers, for a set of events that holds the past of each of its events, who had seen what. */
export interface Causality {
  /** Whether `past` is `event` itself or in its causal past. False when either is unknown. */
  readonly sees: (event: EventId, past: EventId) => boolean
}

/** For each event the highest position it had seen of each device (a version vector). `ordered` is in canonical order. */
export function createCausality(ordered: readonly PotEvent[]): Causality {
  const indexByDevice = new Map<DeviceId, number>()
  for (const { device } of ordered) if (!indexByDevice.has(device)) indexByDevice.set(device, indexByDevice.size)
  const byId = new Map<EventId, { readonly event: PotEvent; readonly seen: readonly number[] }>()
  for (const event of ordered) {
    const seen = Array.from(indexByDevice, () => -1)
    for (const parent of parentsOf(event)) {
      byId.get(parent)?.seen.forEach((seq, device) => {
        if (seq > (seen[device] as number)) seen[device] = seq
      })
    }
    seen[indexByDevice.get(event.device) as number] = event.seq
    byId.set(event.id, { event, seen })
  }
  const sees = (event: EventId, past: EventId): boolean => {
    const later = byId.get(event)
    const earlier = byId.get(past)?.event
    if (!later || !earlier) return false
    return (later.seen[indexByDevice.get(earlier.device) as number] as number) >= earlier.seq
  }
  return { sees }
}

/** What an event names directly: its device's previous event and the heads of others it had seen. */
export function parentsOf(event: PotEvent): readonly EventId[] {
  return event.prev === null ? event.seen : [event.prev, ...event.seen]
}
