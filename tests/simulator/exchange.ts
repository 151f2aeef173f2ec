// Two tabs that become equal, by packets that may be lost, doubled and reordered.

import type { Hex } from '../../src/domain/index.ts'
import {
  createSyncState,
  findTwoViews,
  generateMessage,
  receiveMessage,
  toldHeadOf,
  type ToldHead,
} from '../../src/sync/index.ts'
import { cachedVerify } from '../sync/cached-verify.ts'
import type { Tab } from './device.ts'
import { note, take, type Packet, type World } from './world.ts'

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

const newSession = (world: World): Hex<'Session'> => (++world.sessions).toString(16).padStart(16, '0') as Hex<'Session'>
