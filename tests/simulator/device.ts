// One installation: a disk that keeps what was written, and tabs that forget everything when they crash.

import { compareIds, type DeviceId, type EventId, type PotId } from '../../src/domain/index.ts'
import { admitEvents, createReplica, type AdmitReport, type Replica, type SignedEvent } from '../../src/log/index.ts'
import type { KnownRelay, SyncState } from '../../src/sync/index.ts'
import type { Person } from '../log/people.ts'
import { cachedVerify } from '../sync/cached-verify.ts'

/** The end of a process between two writes. */
export class Crash extends Error {}

/** What outlives a crash. Each commit is one write: all of it or nothing. */
export interface Disk {
  readonly events: Map<EventId, SignedEvent>
  readonly relays: Map<string, KnownRelay>
  /** Writes until the next crash, null for none. */
  crashIn: number | null
}

/** An installation. */
export interface Device {
  readonly index: number
  readonly person: Person
  readonly isHostile: boolean
  readonly disk: Disk
  readonly tabs: Tab[]
  /** Seconds by which its clock is wrong. */
  skew: number
}

/** A running copy of the app on a device. */
export interface Tab {
  readonly name: string
  readonly device: Device
  replica: Replica
  readonly sessions: Map<string, SyncState>
  readonly relays: Map<string, KnownRelay>
}

/** An installation with these events and this many tabs. */
export async function createDevice(
  index: number,
  person: Person,
  isHostile: boolean,
  tabs: number,
  pot: PotId,
  events: Iterable<SignedEvent>,
): Promise<Device> {
  const disk: Disk = { events: new Map(), relays: new Map(), crashIn: null }
  for (const signed of events) disk.events.set(signed.event.id, signed)
  const device: Device = { index, person, isHostile, disk, tabs: [], skew: 0 }
  for (let at = 0; at < tabs; at++) {
    const tab: Tab = {
      name: `${index}.${at}`,
      device,
      replica: createReplica(pot),
      sessions: new Map(),
      relays: new Map(),
    }
    await restart(tab)
    device.tabs.push(tab)
  }
  return device
}

/** One write. The process may end before it. */
export function commit(disk: Disk, change: () => void): void {
  if (disk.crashIn !== null && disk.crashIn-- <= 0) {
    disk.crashIn = null
    throw new Crash()
  }
  change()
}

/** Begins anew from the disk: what was only in memory is gone. What it finds there is judged like anything from outside. */
export async function restart(tab: Tab): Promise<AdmitReport> {
  tab.replica = createReplica(tab.replica.pot)
  tab.sessions.clear()
  tab.relays.clear()
  for (const [name, known] of tab.device.disk.relays) tab.relays.set(name, known)
  return reload(tab)
}

/** Takes what another tab wrote to the disk. */
export function reload({ replica, device }: Tab): Promise<AdmitReport> {
  const fresh = [...device.disk.events.values()].filter(({ event }) => !replica.events.has(event.id))
  return admitEvents(
    replica,
    fresh.map(({ stored }) => stored),
    { verify: cachedVerify },
  )
}

/** Adds events of its own or from elsewhere to the disk, in one write. */
export function keep(disk: Disk, events: readonly SignedEvent[]): void {
  if (events.length > 0) commit(disk, () => events.forEach((signed) => disk.events.set(signed.event.id, signed)))
}

/** The device's last event on the disk: the guard against two tabs that write at one place. */
export function lastKept(disk: Disk, device: DeviceId): SignedEvent | undefined {
  return [...disk.events.values()]
    .filter(({ event }) => event.device === device)
    .sort((a, b) => b.event.seq - a.event.seq || compareIds(a.event.id, b.event.id))[0]
}
