// Devices, a network that may do anything, and what was noticed. Nothing here asks for the time or for chance: a run is a function of its plan.

import type { DeviceId, EventId } from '../../src/domain/index.ts'
import { admitEvents, type AdmitReport, type StoredEvent } from '../../src/log/index.ts'
import type { Envelope } from '../../src/sync/relay/index.ts'
import { cachedVerify } from '../sync/cached-verify.ts'
import type { Beginning } from './cast.ts'
import { Crash, keep, restart, type Device, type Tab } from './device.ts'
import { eventIn } from './event-in.ts'
import type { SimRelay } from './relay.ts'

/** Something planted, and how it must have been named in the end. */
export interface Plant {
  readonly what: string
  readonly isNamed: (world: World) => boolean
}

/** A frame on its way. */
export interface Packet {
  readonly from: Tab
  readonly to: Tab
  readonly bytes: Uint8Array
}

/** Everything that there is. */
export interface World {
  readonly beginning: Beginning
  readonly devices: Device[]
  readonly relays: readonly SimRelay[]
  readonly packets: Packet[]
  /** Devices whose group differs do not hear each other. */
  readonly groups: Map<number, number>
  /** What the tabs of a device noticed: `what about`. */
  readonly findings: Map<Device, Set<string>>
  readonly plants: Plant[]
  /** What was seen not to hold on the way. */
  readonly faults: string[]
  readonly envelopes: Map<EventId, Promise<Envelope>>
  time: number
  sessions: number
}

/** Records what a device noticed. */
export function note(world: World, device: Device, what: string, about = ''): void {
  const found = world.findings.get(device) ?? new Set()
  world.findings.set(device, found.add(`${what} ${about}`))
}

/** Whether a device, or any honest one, noticed something of this kind about this. */
export function noticed(world: World, what: string, about: string, by?: Device): boolean {
  return world.devices.some(
    (device) =>
      (by === undefined ? !device.isHostile : device === by) &&
      world.findings.get(device)?.has(`${what} ${about}`) === true,
  )
}

/** Admits events and keeps what was accepted, before anything is said about it. */
export async function take(world: World, tab: Tab, events: readonly StoredEvent[]): Promise<AdmitReport> {
  const report = await admitEvents(tab.replica, events, { verify: cachedVerify })
  noteReport(world, tab.device, report)
  keep(tab.device.disk, report.accepted)
  return report
}

/** What admission found. */
export function noteReport(world: World, device: Device, { refused, forks }: AdmitReport): void {
  for (const { id, reason } of refused) note(world, device, `Refused:${reason.type}`, id)
  for (const fork of forks) note(world, device, 'Forked', fork.device)
}

/** Does something on a device. A crash in it restarts all tabs of the device. */
export async function onDevice(world: World, device: Device, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!(error instanceof Crash)) throw error
    for (const tab of device.tabs) noteReport(world, device, await restart(tab))
    world.faults.push(...lostBehind(world, device))
    return false
  }
}

/** Events before the place up to which an honest relay was read that are not on the disk: they would never be asked for again. */
function lostBehind({ relays }: World, { index, disk, person }: Device): readonly string[] {
  const known = disk.relays.get(relays[0]?.name ?? '')
  const read = relays[0]?.viewOf(person.signer.device).envelopes.slice(0, known?.position.count ?? 0) ?? []
  return read.some((envelope) => !disk.events.has(eventIn(envelope).id)) ? [`${index} lost what it had read`] : []
}

/** The honest tabs. */
export const honestTabs = ({ devices }: World): readonly Tab[] =>
  devices.filter(({ isHostile }) => !isHostile).flatMap(({ tabs }) => tabs)

/** The device id of a person. */
export const idOf = ({ person }: Device): DeviceId => person.signer.device
