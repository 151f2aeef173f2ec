import type { DeviceId, EventId } from '../domain/index.ts'
import type { SignedEvent } from './stored-event.ts'

/** How much may wait. Per device, so that one cannot crowd out the others; in all, because device keys cost nothing. */
export interface QuarantineLimits {
  readonly eventsPerDevice: number
  readonly bytesPerDevice: number
  readonly bytes: number
}

/** Checked events whose past has not arrived. Bounded, so that nobody can fill a memory with events that will never fit. */
export interface Quarantine {
  /** Whether there was room; adding one that waits already changes nothing. */
  readonly add: (signed: SignedEvent) => boolean
  /** Whether an event of this device waits. */
  readonly holds: (device: DeviceId) => boolean
  /** Removes and returns everything that waits. */
  readonly takeAll: () => readonly SignedEvent[]
}

/** A long absence on a busy device fits; a flood does not. */
export const QUARANTINE_LIMITS: QuarantineLimits = {
  eventsPerDevice: 4096,
  bytesPerDevice: 4 * 1024 * 1024,
  bytes: 32 * 1024 * 1024,
}

/** An empty quarantine. */
export function createQuarantine(limits: QuarantineLimits = QUARANTINE_LIMITS): Quarantine {
  const waiting = new Map<EventId, SignedEvent>()
  const byDevice = new Map<DeviceId, { readonly events: number; readonly bytes: number }>()
  let total = 0
  return {
    add: (signed) => {
      const { id, device } = signed.event
      if (waiting.has(id)) return true
      const size = signed.stored.bytes.length
      const { events, bytes } = byDevice.get(device) ?? { events: 0, bytes: 0 }
      if (events >= limits.eventsPerDevice || bytes + size > limits.bytesPerDevice || total + size > limits.bytes)
        return false
      waiting.set(id, signed)
      byDevice.set(device, { events: events + 1, bytes: bytes + size })
      total += size
      return true
    },
    holds: (device) => byDevice.has(device),
    takeAll: () => {
      const taken = [...waiting.values()]
      waiting.clear()
      byDevice.clear()
      total = 0
      return taken
    },
  }
}
