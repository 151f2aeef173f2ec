import type { PotEvent } from '../events/event.ts'
import type { DeviceId, EventId } from '../ids.ts'
import { pushTo } from '../push-to.ts'

/** Events by device and position. A device that forked has several at one position. */
export interface DeviceChains {
  readonly byId: ReadonlyMap<EventId, PotEvent>
  readonly byDevice: ReadonlyMap<DeviceId, ReadonlyMap<number, readonly PotEvent[]>>
}

/** The chains that these events make. */
export function deviceChains(events: Iterable<PotEvent>): DeviceChains {
  const byId = new Map<EventId, PotEvent>()
  const byDevice = new Map<DeviceId, Map<number, PotEvent[]>>()
  for (const event of events) {
    byId.set(event.id, event)
    const chain = byDevice.get(event.device) ?? new Map<number, PotEvent[]>()
    byDevice.set(event.device, chain)
    pushTo(chain, event.seq, event)
  }
  return { byId, byDevice }
}

/** What a device wrote at a position. */
export function eventsAt({ byDevice }: DeviceChains, device: DeviceId, seq: number): readonly PotEvent[] {
  return byDevice.get(device)?.get(seq) ?? []
}
