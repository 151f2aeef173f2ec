// What each step of a plan does.

import { author, contentOf, DAY } from './author.ts'
import { reload, type Device, type Tab } from './device.ts'
import type { Plan, Step } from './plan.ts'
import { plant } from './plant.ts'
import { connect, deliver } from './exchange.ts'
import { visit } from './visit.ts'
import { noteReport, onDevice, type World } from './world.ts'

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
