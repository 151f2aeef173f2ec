// A pot's log in memory: a set of checked events that only grows, with the indexes that writing, judging and syncing need. The union of two such
// sets is their merge, so nothing here depends on the order in which events came.

import { compareIds, type DeviceId, type EventId, parentsOf, type PotEvent, type PotId } from '../domain/index.ts'
import type { Fork } from './fork.ts'
import type { NamedPast } from './past-rules.ts'
import { createQuarantine, type Quarantine, type QuarantineLimits } from './quarantine.ts'
import type { SignedEvent, StoredEvent } from './stored-event.ts'

/** What can be asked about a log. */
export interface LogIndex {
  readonly pot: PotId
  /** Every checked event by id, in the order in which they were taken: parents before children. */
  readonly events: ReadonlyMap<EventId, SignedEvent>
  /** The events of a device at a position: none, one, or more than one after a fork. Sorted by id. */
  readonly at: (device: DeviceId, seq: number) => readonly EventId[]
  /** A device's last events: none, one, or one for each branch of a fork. Sorted by id. */
  readonly headsOf: (device: DeviceId) => readonly EventId[]
  /** Events that name this one as `prev` or among `seen`, sorted. */
  readonly childrenOf: (id: EventId) => readonly EventId[]
  /** Events that no other event names: everything in the log is in the past of one of them. Sorted. */
  readonly tips: () => readonly EventId[]
  /** Every device that wrote, sorted. */
  readonly devices: () => readonly DeviceId[]
  /** Every place where a device's chain splits, by device, then position. */
  readonly forks: () => readonly Fork[]
  /** Whether checked events of this device wait for their past. */
  readonly isWaiting: (device: DeviceId) => boolean
}

/** A log that takes events. */
export interface Replica extends LogIndex {
  /** Checked events whose past is not here yet. */
  readonly quarantine: Quarantine
  /** Adds an event that has been checked and whose parents are here; adding it twice changes nothing. For `admitEvents` alone. */
  readonly insert: (signed: SignedEvent) => void
}

/** An empty log of the pot whose genesis event has the id `pot`. */
export function createReplica(pot: PotId, limits?: QuarantineLimits): Replica {
  const events = new Map<EventId, SignedEvent>()
  const chains = new Map<DeviceId, EventId[][]>()
  const children = new Map<EventId, EventId[]>()
  const tips = new Set<EventId>()
  const forked = new Set<DeviceId>()
  const quarantine = createQuarantine(limits)

  const at = (device: DeviceId, seq: number): readonly EventId[] => chains.get(device)?.[seq] ?? []
  const eventOf = (id: EventId): SignedEvent => events.get(id) as SignedEvent

  const insert = (signed: SignedEvent): void => {
    const { event } = signed
    if (events.has(event.id)) return
    events.set(event.id, signed)
    tips.add(event.id)
    for (const parent of parentsOf(event)) {
      tips.delete(parent)
      addSorted(children, parent, event.id)
    }
    const chain = chains.get(event.device) ?? []
    chains.set(event.device, chain)
    const here = (chain[event.seq] ??= [])
    here.push(event.id)
    if (here.length > 1) {
      here.sort(compareIds)
      forked.add(event.device)
    }
  }

  return {
    pot,
    events,
    at,
    headsOf: (device) => {
      const chain = chains.get(device) ?? []
      if (!forked.has(device)) return chain.at(-1) ?? []
      const inner = new Set(chain.flat().map((id) => eventOf(id).event.prev))
      return chain
        .flat()
        .filter((id) => !inner.has(id))
        .sort(compareIds)
    },
    childrenOf: (id) => children.get(id) ?? [],
    tips: () => [...tips].sort(compareIds),
    devices: () => [...chains.keys()].sort(compareIds),
    forks: () =>
      [...forked].sort(compareIds).flatMap((device) => forksIn(device, chains.get(device) as EventId[][], eventOf)),
    isWaiting: (device) => quarantine.holds(device),
    quarantine,
    insert,
  }
}

function forksIn(
  device: DeviceId,
  chain: readonly (readonly EventId[])[],
  eventOf: (id: EventId) => SignedEvent,
): readonly Fork[] {
  return chain.flatMap((ids, seq) => {
    const byPrev = new Map<EventId | null, StoredEvent[]>()
    for (const { event, stored } of ids.map(eventOf)) {
      const branches = byPrev.get(event.prev)
      if (branches === undefined) byPrev.set(event.prev, [stored])
      else branches.push(stored)
    }
    return [...byPrev]
      .filter(([, branches]) => branches.length > 1)
      .map(([prev, branches]) => ({ device, seq, prev, branches }))
  })
}

function addSorted(lists: Map<EventId, EventId[]>, key: EventId, id: EventId): void {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  list.push(id)
  if (list.length > 1) list.sort(compareIds)
}

/** The events that an event names, or null as long as one of them is not in the log. */
export function namedPast(log: LogIndex, { prev, seen }: Pick<PotEvent, 'prev' | 'seen'>): NamedPast | null {
  const own = prev === null ? null : log.events.get(prev)?.event
  if (own === undefined) return null
  const others: PotEvent[] = []
  for (const id of seen) {
    const other = log.events.get(id)?.event
    if (other === undefined) return null
    others.push(other)
  }
  return { prev: own, seen: others }
}

/** An event that is in the log. Throws if it is not: for ids that came from the log itself. */
export function eventIn(log: LogIndex, id: EventId): PotEvent {
  const signed = log.events.get(id)
  if (signed === undefined) throw new RangeError(`Event ${id} is not in the log`)
  return signed.event
}

/** The decoded events of a log, for the fold. */
export function eventsOf(log: LogIndex): readonly PotEvent[] {
  return Array.from(log.events.values(), ({ event }) => event)
}
