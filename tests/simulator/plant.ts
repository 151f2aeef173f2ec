// Misbehaviour of a device or a relay, each with the name it must get.

import { fold, type EventId } from '../../src/domain/index.ts'
import { eventsOf } from '../../src/log/index.ts'
import { author, contentOf } from './author.ts'
import { createDevice, reload, type Device, type Tab } from './device.ts'
import { hostileEvent } from './hostile-event.ts'
import type { Plan, Step } from './plan.ts'
import { visit } from './visit.ts'
import { honestTabs, idOf, noteReport, noticed, onDevice, type World } from './world.ts'

/** Misbehaves as a step says. */
export async function plant(world: World, plan: Plan, [deed, a, b, c]: Step): Promise<void> {
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
