import { compareIds, type DeviceId } from '../domain/index.ts'
import type { LogIndex } from './replica.ts'

/** Wall time as a port. It labels events for people and orders nothing (EV1). */
export interface Clock {
  /** Unix time in whole seconds. */
  readonly now: () => number
}

/** A device that dates what it writes too far ahead. */
export interface ClockAhead {
  readonly device: DeviceId
  /** By how much, in seconds, at the most. */
  readonly seconds: number
}

const DAY_SECONDS = 86_400

/**
 * Devices with an event that claims to be from more than a day after `now`, sorted by id: shown to people as a wrong clock (theirs, or the one that `now`
 * comes from), never a reason to refuse anything.
 */
export function clocksAhead({ events }: Pick<LogIndex, 'events'>, now: number): readonly ClockAhead[] {
  const ahead = new Map<DeviceId, number>()
  for (const { event } of events.values()) {
    const seconds = event.at - now
    if (seconds > DAY_SECONDS) ahead.set(event.device, Math.max(seconds, ahead.get(event.device) ?? 0))
  }
  return Array.from(ahead, ([device, seconds]) => ({ device, seconds })).sort((a, b) => compareIds(a.device, b.device))
}
