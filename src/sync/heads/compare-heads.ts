// The second tier: from 32 bytes a device, what the other side lacks. Exact as long as chains have one end; a device that forked out of our sight is
// left to the ranges.

import { compareEvents, type DeviceId, type EventId, type PotEvent } from '../../domain/index.ts'
import type { LogIndex } from '../../log/index.ts'
import { type DeviceHead, shortDevice, shortId } from './device-head.ts'

/** Two replicas name different events at one position of a device. No proof yet: that comes with the events themselves, as a `Fork`. */
export interface ForkSuspicion {
  readonly type: 'ForkSuspected'
  readonly device: DeviceId
  readonly seq: number
  readonly ours: readonly EventId[]
  /** First 16 bytes of the id of the event that the other side named. */
  readonly theirs: string
}

/** What the heads of another replica say beside a log. */
export interface HeadsComparison {
  /** Events that are here and not there, parents before children. */
  readonly lackingThere: readonly EventId[]
  /** Whether they hold something that is not here. */
  readonly isAhead: boolean
  readonly suspicions: readonly ForkSuspicion[]
}

/** Compares a log with another replica's heads. */
export function compareHeads(log: LogIndex, theirs: readonly DeviceHead[]): HeadsComparison {
  const named = new Map<string, DeviceHead[]>()
  for (const head of theirs) {
    const list = named.get(head.device)
    if (list === undefined) named.set(head.device, [head])
    else list.push(head)
  }
  const here = new Map<string, DeviceId[]>()
  for (const device of log.devices()) {
    const short = shortDevice(device)
    here.set(short, [...(here.get(short) ?? []), device])
  }
  const lacking: PotEvent[] = []
  const suspicions: ForkSuspicion[] = []
  let isAhead = [...named.keys()].some((short) => !here.has(short))
  for (const [short, devices] of here) {
    const known: EventId[] = []
    let unknown = false
    for (const head of named.get(short) ?? []) {
      const at = devices.flatMap((device) => log.at(device, head.seq))
      const found = at.find((id) => shortId(id) === head.prefix)
      if (found !== undefined) known.push(found)
      else unknown = true
      const [device] = devices
      if (found === undefined && at.length > 0 && device !== undefined)
        suspicions.push({ type: 'ForkSuspected', device, seq: head.seq, ours: at, theirs: head.prefix })
    }
    // Whoever knows an event of a device that we do not know has, unless it forked, everything of it that we have.
    if (unknown) isAhead = true
    else for (const device of devices) lacking.push(...beyond(log, device, known))
  }
  return { lackingThere: lacking.sort(compareEvents).map(({ id }) => id), isAhead, suspicions }
}

/** The events of a device that are not in the chains which end at `known`. */
function beyond(log: LogIndex, device: DeviceId, known: readonly EventId[]): readonly PotEvent[] {
  const own = known.map((id) => log.events.get(id)?.event).filter((event) => event?.device === device)
  const isForked = log.headsOf(device).length > 1
  const covered = isForked ? chainsOf(log, own) : new Set<EventId>()
  const first = isForked ? 0 : own.reduce((seq, event) => Math.max(seq, (event?.seq ?? -1) + 1), 0)
  const events: PotEvent[] = []
  for (let seq = first; ; seq++) {
    const at = log.at(device, seq)
    if (at.length === 0) return events
    for (const id of at) {
      const event = log.events.get(id)?.event
      if (event !== undefined && !covered.has(id)) events.push(event)
    }
  }
}

function chainsOf(log: LogIndex, ends: readonly (PotEvent | undefined)[]): Set<EventId> {
  const covered = new Set<EventId>()
  for (const end of ends) {
    let event = end
    while (event !== undefined && !covered.has(event.id)) {
      covered.add(event.id)
      event = event.prev === null ? undefined : log.events.get(event.prev)?.event
    }
  }
  return covered
}
