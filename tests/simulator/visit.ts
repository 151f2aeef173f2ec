// A tab at a relay, and what it notices there.

import type { StoredEvent, SignedEvent } from '../../src/log/index.ts'
import { createKnownRelay, hearRelay, plainPayloads, subscribeTo, type KnownRelay } from '../../src/sync/index.ts'
import { createEnvelope, verifyEnvelope, type Envelope, type RelayFrame } from '../../src/sync/relay/index.ts'
import { cachedVerify } from '../sync/cached-verify.ts'
import { commit, type Tab } from './device.ts'
import { eventIn } from './event-in.ts'
import type { SimRelay } from './relay.ts'
import { note, noticed, take, type World } from './world.ts'

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
