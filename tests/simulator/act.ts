// What each step of a plan does.

import {
  bytesToHex,
  eventToBytes,
  fold,
  type EventId,
  type EventOf,
  type Hex,
  type PotId,
  type UnsignedEvent,
} from '../../src/domain/index.ts'
import { clocksAhead, createEvent, eventsOf, type LaterContent, type StoredEvent } from '../../src/log/index.ts'
import { plainPayloads, syncMessageToBytes } from '../../src/sync/index.ts'
import { adding, forge } from '../log/people.ts'
import { evenExpense } from '../domain/story.ts'
import { seededRandom } from './cast.ts'
import { createDevice, keep, lastKept, reload, type Device, type Tab } from './device.ts'
import type { Plan, Step } from './plan.ts'
import {
  connect,
  deliver,
  honestTabs,
  idOf,
  note,
  noteReport,
  noticed,
  onDevice,
  speak,
  take,
  visit,
  type World,
} from './world.ts'

const DAY = 86_400
/** The true time of a run's beginning; the devices' clocks are off it by their skew. */
const BEGINNING = 1_767_300_000

/** Carries out one step. A step that has no object does nothing. */
export async function act(world: World, plan: Plan, [deed, a, b, c]: Step): Promise<void> {
  const { devices, relays } = world
  const device = devices[a % devices.length] as Device
  const tab = device.tabs[b % device.tabs.length] as Tab
  switch (deed) {
    case 'write':
      await onDevice(world, device, () => author(world, tab, contentOf(world, tab, b, c)))
      return
    case 'connect': {
      const other = devices[c % devices.length] as Device
      const peer = other.tabs[a % other.tabs.length] as Tab
      if (peer !== tab) connect(world, tab, peer)
      return
    }
    case 'deliver':
    case 'duplicate':
    case 'drop':
      return carry(world, deed, a)
    case 'partition':
      for (const each of devices) world.groups.set(each.index, (b >> (each.index % 8)) & 1)
      return
    case 'heal':
      world.groups.clear()
      return
    case 'crash':
      device.disk.crashIn = c % 8
      return
    case 'notice':
      noteReport(world, device, await reload(tab))
      return
    case 'skew':
      device.skew = (b - 500) * DAY
      return
    case 'visit': {
      const relay = relays[c % relays.length]
      const frames = b % 4 === 0 ? b % 5 : Infinity
      if (relay !== undefined) await onDevice(world, device, async () => void (await visit(world, tab, relay, frames)))
      return
    }
    default:
      return plant(world, plan, [deed, a, b, c])
  }
}

async function carry(world: World, deed: 'deliver' | 'duplicate' | 'drop', a: number): Promise<void> {
  const { packets, groups } = world
  const canPass = packets.filter(
    ({ from, to }) => (groups.get(from.device.index) ?? 0) === (groups.get(to.device.index) ?? 0),
  )
  // Mostly the oldest, sometimes any: order is nothing to rely on.
  const packet = canPass[a % 3 === 0 ? a % canPass.length : 0]
  if (packet === undefined) return
  if (deed !== 'duplicate') packets.splice(packets.indexOf(packet), 1)
  if (deed !== 'drop') await onDevice(world, packet.to.device, () => deliver(world, packet))
}

/** A device writes: into its own log on the disk first, as long as no other tab took the place. */
async function author(world: World, tab: Tab, content: LaterContent): Promise<void> {
  const { disk, person, skew } = tab.device
  for (let attempt = 0; attempt < 3; attempt++) {
    const at = BEGINNING + world.time++ + skew
    const created = await createEvent(tab.replica, person.signer, content, {
      clock: { now: () => at },
      random: seededRandom(world.time * 7919 + tab.device.index),
    })
    if (!created.ok) return note(world, tab.device, `CannotWrite:${created.error.type}`)
    const { event } = created.value
    const last = lastKept(disk, event.device)
    if (last !== undefined && last.event.seq >= event.seq) {
      noteReport(world, tab.device, await reload(tab))
      continue
    }
    keep(disk, [created.value])
    await take(world, tab, [created.value.stored])
    if (skew > 2 * DAY)
      world.plants.push({
        what: `a clock ${skew / DAY} days ahead`,
        isNamed: () =>
          honestTabs(world)
            .filter(({ replica }) => replica.events.has(event.id))
            .every(({ replica }) =>
              clocksAhead(replica, BEGINNING + world.time).some((each) => each.device === event.device),
            ),
      })
    // Exchanges under way hear of it at once.
    for (const to of world.devices.flatMap(({ tabs }) => tabs))
      if (tab.sessions.get(to.name)?.theirs) speak(world, tab, to)
    return
  }
}

function contentOf(world: World, { replica }: Tab, b: number, c: number): LaterContent {
  const { members } = world.beginning
  const among = members.map((member) => ({ member }) as never)
  const entry = evenExpense(`Dinner ${c}`, 100 + c, among[b % among.length] as never, among)
  const entries = [...replica.events.values()]
    .map(({ event }) => event)
    .filter((event): event is EventOf<'entry.created'> => event.kind === 'entry.created')
  const target = entries[c % Math.max(entries.length, 1)]
  if (b % 5 === 0) return adding(`Friend ${world.time}-${c}`)
  if (target !== undefined && b % 5 === 1)
    return { kind: 'entry.voided', body: { root: target.id as never, replaces: [target.id] } }
  if (target !== undefined && b % 5 === 2)
    return { kind: 'entry.revised', body: { root: target.id as never, replaces: [target.id], entry } }
  return { kind: 'entry.created', body: { entry } }
}

/** Misbehaviour, with the name it must get. */
async function plant(world: World, plan: Plan, [deed, a, b, c]: Step): Promise<void> {
  const relay = world.relays[1]
  const honest = world.devices.filter(({ isHostile }) => !isHostile)
  const victim = honest[a % honest.length] as Device
  const tab = victim.tabs[0] as Tab
  switch (deed) {
    case 'forkWrite':
      return forkWrite(world, plan, b, c)
    case 'hostileEvent':
      return hostileEvent(world, plan, tab, c)
    case 'revoke':
      return revoke(world, plan)
    case 'relayRollsBack': {
      if (relay === undefined) return
      const length = relay.views[0]?.envelopes.length ?? 0
      const back = Math.min(length, b % (length + 1))
      for (const view of relay.views) {
        view.envelopes.length = Math.min(view.envelopes.length, back)
        view.positions.length = Math.min(view.positions.length, back + 1)
      }
      relay.lies = c % 2 === 0
      // What it never signed for it never promised: that is sent again and nobody is blamed.
      const wasBeyond = (tab.relays.get(relay.name)?.head?.count ?? 0) > back
      const finished = await onDevice(world, victim, async () => void (await visit(world, tab, relay)))
      if (wasBeyond && finished)
        world.plants.push({
          what: `${relay.name} went back to ${back}${relay.lies ? ' and denied it' : ''}`,
          isNamed: () =>
            ['RelayWentBack', 'RelayRewrote', 'RelayStartedOver', 'RelayOutOfPlace'].some((type) =>
              noticed(world, type, relay.key, victim),
            ),
        })
      return
    }
    case 'relayTwoViews': {
      const [view] = relay?.views ?? []
      if (relay === undefined || view === undefined || relay.views.length > 1) return
      relay.views.push({ envelopes: [...view.envelopes], positions: [...view.positions] })
      for (const device of world.devices) if (device.index % 2 === 1) relay.elsewhere.add(idOf(device))
      return
    }
    case 'relayWithholds':
      return void relay?.tampering.set(idOf(victim), 'withhold')
    case 'relayReorders':
      return void relay?.tampering.set(idOf(victim), 'reorder')
    case 'relayRelabels':
      return void relay?.tampering.set(idOf(victim), 'relabel')
    default:
  }
}

/** The hostile device exists twice: what both copies write from here on is a fork. */
async function forkWrite(world: World, plan: Plan, b: number, c: number): Promise<void> {
  const original = world.devices[plan.devices - 1] as Device
  if (world.devices.length === plan.devices) {
    const { pot } = world.beginning
    const kept = original.disk.events.values()
    world.devices.push(await createDevice(plan.devices, original.person, true, 1, pot, kept))
  }
  const twin = world.devices[plan.devices] as Device
  for (const copy of [original, twin]) {
    const tab = copy.tabs[0] as Tab
    await onDevice(world, copy, () => author(world, tab, contentOf(world, tab, b, c)))
  }
}

/** The founder revokes the hostile device at the last place that the founder knows. */
async function revoke(world: World, plan: Plan): Promise<void> {
  const founder = world.devices[0] as Device
  const tab = founder.tabs[0] as Tab
  const device = idOf(world.devices[plan.devices - 1] as Device)
  // What another tab has taken in the meantime is in the revocation's past, so it has to be in the place that it names (ME6).
  noteReport(world, founder, await reload(tab))
  const [head, more] = tab.replica.headsOf(device)
  const event = head === undefined ? undefined : tab.replica.events.get(head)?.event
  if (more !== undefined) return
  const last = event === undefined ? null : { seq: event.seq, id: event.id }
  const done = await onDevice(world, founder, () =>
    author(world, tab, { kind: 'device.revoked', body: { device, last } }),
  )
  // The device goes on as if nothing had happened. What it writes from here on counts for nobody who hears of both.
  const after = await writeOn(world, plan)
  if (!done || after === undefined) return
  world.plants.push({
    what: 'an entry of a revoked device',
    isNamed: () =>
      honestTabs(world).every(({ replica }) => {
        const { notCounting } = fold(eventsOf(replica), []).open
        return !replica.events.has(after) || notCounting.has(after)
      }),
  })
}

/** The hostile device writes an entry; its id if it could. */
async function writeOn(world: World, plan: Plan): Promise<EventId | undefined> {
  const hostile = world.devices[plan.devices - 1] as Device
  const tab = hostile.tabs[0] as Tab
  const entry = contentOf(world, tab, 3, world.time)
  const before = tab.replica.events.size
  await onDevice(world, hostile, () => author(world, tab, entry))
  return tab.replica.events.size === before + 1 ? tab.replica.headsOf(idOf(hostile))[0] : undefined
}

/** The hostile device sends an honest one what no honest software sends. It must be refused under its own name. */
async function hostileEvent(world: World, plan: Plan, to: Tab, c: number): Promise<void> {
  const hostile = world.devices[plan.devices - 1] as Device
  const { signer } = hostile.person
  const { pot, foreign, people } = world.beginning
  const tip = to.replica.tips().map((id) => to.replica.events.get(id)?.event)[0]
  if (tip === undefined) return
  const fine: UnsignedEvent = {
    version: 1,
    pot,
    device: signer.device,
    seq: 0,
    prev: null,
    seen: [tip.id],
    lamport: tip.lamport + 1,
    at: BEGINNING,
    nonce: bytesToHex(seededRandom(c + world.time++).bytes(16)) as Hex<'Nonce'>,
    ...(adding('Mallory') as { readonly kind: 'member.added'; readonly body: { readonly name: string } }),
  }
  const honest = people[0]?.signer.device
  const own = to.replica.headsOf(signer.device)[0]
  const stranger = { ...fine, device: honest ?? signer.device }
  const attacks: readonly (() => Promise<readonly [expected: string, event: StoredEvent]>)[] = [
    async () => [
      'Refused:WrongLamport',
      await forge({ ...fine, lamport: fine.lamport + 1000, seen: [pot as string as EventId] }, signer),
    ],
    async () => ['Refused:ForeignPot', foreign],
    async () => ['Refused:TooLarge', { ...(await forge(fine, signer)), bytes: new Uint8Array(65_537) }],
    async () => ['Refused:BadSignature', { ...(await forge(fine, signer)), signature: new Uint8Array(64) }],
    async () => ['Refused:WrongId', { ...(await forge(fine, signer)), id: 'ee'.repeat(32) as EventId }],
    async () => ['Refused:BadSignature', await forge(stranger, signer)],
    async () => ['Refused:Malformed', { ...(await forge(fine, signer)), bytes: eventToBytes(fine).slice(0, -1) }],
    async () => [
      own === undefined ? 'Refused:NoPast' : 'Refused:PrevNotBefore',
      await forge(
        own === undefined ? { ...fine, seen: [] } : { ...fine, prev: own, seq: 500, seen: [], lamport: 1 },
        signer,
      ),
    ],
  ]
  const attack = attacks[c % attacks.length]
  const frame = (events: readonly StoredEvent[], named: PotId = pot): Uint8Array =>
    syncMessageToBytes({
      pot: named,
      session: 'ffffffffffffffff' as Hex<'Session'>,
      number: 1,
      heard: 0,
      more: true,
      statement: null,
      ranges: [],
      needs: [],
      relays: [],
      payloads: events.map((event) => ({ id: event.id, bytes: plainPayloads.seal(event) })),
    })
  const from = hostile.tabs[0] as Tab
  if (c % 10 > 7) {
    const [bytes, expected] =
      c % 10 === 8
        ? ([frame([], 'ab'.repeat(32) as PotId), 'Message:ForeignPot'] as const)
        : ([seededRandom(c).bytes(100), 'Message:NotASyncMessage'] as const)
    await deliver(world, { from, to, bytes })
    world.plants.push({ what: expected, isNamed: () => noticed(world, expected, '', to.device) })
    return
  }
  if (attack === undefined) return
  const [expected, event] = await attack()
  const done = await onDevice(world, to.device, () => deliver(world, { from, to, bytes: frame([event]) }))
  // The packet made the victim forget its exchange with the hostile device's real tab; the next message begins a new one.
  if (done) world.plants.push({ what: expected, isNamed: () => noticed(world, expected, event.id, to.device) })
}
