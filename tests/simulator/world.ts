// Devices, a network that may do anything, and what was noticed. Nothing here asks for the time or for chance: a run is a function of its plan.

import { eventIdOf, type DeviceId, type EventId, type Hex } from '../../src/domain/index.ts'
import { admitEvents, type AdmitReport, type SignedEvent, type StoredEvent } from '../../src/log/index.ts'
import {
  createKnownRelay,
  createSyncState,
  findTwoViews,
  generateMessage,
  hearRelay,
  plainPayloads,
  receiveMessage,
  subscribeTo,
  toldHeadOf,
  type KnownRelay,
  type ToldHead,
} from '../../src/sync/index.ts'
import { createEnvelope, verifyEnvelope, type Envelope, type RelayFrame } from '../../src/sync/relay/index.ts'
import { cachedVerify } from '../sync/cached-verify.ts'
import type { Beginning } from './cast.ts'
import { commit, Crash, keep, restart, type Device, type Tab } from './device.ts'
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

const newSession = (world: World): Hex<'Session'> => (++world.sessions).toString(16).padStart(16, '0') as Hex<'Session'>

/** A tab begins an exchange with another. */
export function connect(world: World, from: Tab, to: Tab): void {
  from.sessions.set(to.name, createSyncState(from.replica.pot, newSession(world)))
  speak(world, from, to)
}

/** Everything a tab has to say to another now. */
export function speak(world: World, from: Tab, to: Tab): void {
  for (;;) {
    const state = from.sessions.get(to.name)
    if (state === undefined) return
    const generated = generateMessage(state, from.replica, { relays: toldBy(from) })
    from.sessions.set(to.name, generated.state)
    if (generated.message === null) return
    world.packets.push({ from, to, bytes: generated.message })
  }
}

const toldBy = ({ relays }: Tab): readonly ToldHead[] =>
  [...relays.values()].map(toldHeadOf).filter((head) => head !== null)

/** A packet arrives. */
export async function deliver(world: World, { from, to, bytes }: Packet): Promise<void> {
  const state = to.sessions.get(from.name) ?? createSyncState(to.replica.pot, newSession(world))
  const received = receiveMessage(state, to.replica, bytes)
  if (!received.ok) return note(world, to.device, `Message:${received.error.type}`)
  const { events, suspicions, relays } = received.value
  for (const { device } of suspicions) note(world, to.device, 'ForkSuspected', device)
  for (const { relay } of await findTwoViews([...to.relays.values()], relays, cachedVerify))
    note(world, to.device, 'TwoViews', relay)
  await take(world, to, events)
  to.sessions.set(from.name, received.value.state)
  speak(world, to, from)
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

/** The envelope of an event: the device's envelopes follow its chain, one for each event. */
function envelopeOf(world: World, tab: Tab, signed: SignedEvent): Promise<Envelope> {
  const { event, stored } = signed
  const known = world.envelopes.get(event.id)
  if (known !== undefined) return known
  const made = (async () => {
    const prev = event.prev === null ? undefined : tab.replica.events.get(event.prev)
    const previous = prev === undefined ? null : (await envelopeOf(world, tab, prev)).id
    const content = {
      route: world.beginning.route,
      sequence: event.seq,
      previous,
      payload: plainPayloads.seal(stored),
    }
    return createEnvelope(content, tab.device.person.signer)
  })()
  world.envelopes.set(event.id, made)
  return made
}

/** A tab asks a relay for what is new and gives it what is its own. The connection ends after `frames` frames of the relay. */
export async function visit(world: World, tab: Tab, relay: SimRelay, frames = Infinity): Promise<boolean> {
  const { device } = tab.device.person.signer
  let left = frames
  const hearAll = async (answer: { readonly frames: readonly RelayFrame[]; readonly cheated: boolean }) => {
    const before = relayFindings(world, tab, relay)
    for (const frame of answer.frames) {
      if (left-- <= 0) return false
      await hearFrame(world, tab, relay, frame)
    }
    if (answer.cheated)
      world.plants.push({
        what: `${relay.name} cheated ${tab.name}`,
        isNamed: () => relayFindings(world, tab, relay) > before || noticed(world, 'EnvelopeForged', relay.key),
      })
    return true
  }
  if (!(await hearAll({ frames: [relay.welcome()], cheated: false }))) return false
  const asked = subscribeTo(knownOf(world, tab, relay))
  if (asked.kind !== 'subscribe' || !(await hearAll(await relay.subscribe(device, asked)))) return false
  const own = [...tab.replica.events.values()].filter(({ event }) => event.device === device)
  own.sort((a, b) => a.event.seq - b.event.seq)
  const envelopes = await Promise.all(own.map((signed) => envelopeOf(world, tab, signed)))
  const { position } = knownOf(world, tab, relay)
  return hearAll(
    await relay.put(
      device,
      position.count,
      envelopes.map(({ bytes }) => bytes),
    ),
  )
}

/** How much a tab has noticed about a relay. */
const relayFindings = (world: World, { device }: Tab, relay: SimRelay): number =>
  relayNotes.get(world)?.get(`${device.index} ${relay.name}`) ?? 0

const relayNotes = new WeakMap<World, Map<string, number>>()

const knownOf = ({ beginning }: World, { relays }: Tab, { name, key }: SimRelay): KnownRelay =>
  relays.get(name) ?? createKnownRelay(beginning.route, key)

async function hearFrame(world: World, tab: Tab, relay: SimRelay, frame: RelayFrame): Promise<void> {
  const { known, envelopes, findings, behind } = await hearRelay(knownOf(world, tab, relay), frame, cachedVerify)
  const events: StoredEvent[] = []
  for (const envelope of envelopes) {
    if (await verifyEnvelope(envelope, cachedVerify)) events.push(eventIn(envelope))
    else note(world, tab.device, 'EnvelopeForged', relay.key)
  }
  const { waiting } = await take(world, tab, events)
  const found = findings.map(({ type }) => type as string)
  // A head ends every answer of this relay: what it signed for and did not send is not on its way.
  if (behind > 0) found.push('RelayWithholds')
  for (const type of found) note(world, tab.device, type, relay.key)
  const notes = relayNotes.get(world) ?? new Map<string, number>()
  const name = `${tab.device.index} ${relay.name}`
  relayNotes.set(world, notes.set(name, (notes.get(name) ?? 0) + found.length))
  tab.relays.set(relay.name, known)
  // Events first, the place up to which they were read after them; what waits for its past is in memory only and will be read again.
  if (waiting.length === 0) commit(tab.device.disk, () => tab.device.disk.relays.set(relay.name, known))
}

function eventIn({ payload }: Envelope): StoredEvent {
  const [signature, bytes] = [payload.slice(0, 64), payload.slice(64)]
  return { id: eventIdOf(bytes), bytes, signature }
}

/** The honest tabs. */
export const honestTabs = ({ devices }: World): readonly Tab[] =>
  devices.filter(({ isHostile }) => !isHostile).flatMap(({ tabs }) => tabs)

/** The device id of a person. */
export const idOf = ({ person }: Device): DeviceId => person.signer.device
