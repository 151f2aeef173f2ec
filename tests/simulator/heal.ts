import { fingerprintOf } from '../../src/sync/index.ts'
import type { Tab } from './device.ts'
import { connect, deliver } from './exchange.ts'
import { visit } from './visit.ts'
import { honestTabs, onDevice, type World } from './world.ts'

/** More messages than any exchange of these sizes needs. */
const MOST_MESSAGES = 5000

/** The network works again: everything on its way arrives, everybody visits every relay, and neighbours talk until all are equal. */
export async function heal(world: World): Promise<void> {
  world.groups.clear()
  for (const device of world.devices) device.disk.crashIn = null
  await settle(world)
  const tabs = honestTabs(world)
  for (let round = 0; round < 2; round++)
    for (const relay of world.relays)
      for (const tab of tabs) await onDevice(world, tab.device, async () => void (await visit(world, tab, relay)))
  // Word goes from neighbour to neighbour: as many rounds as there are tabs, and one for what the last ones tell.
  for (let round = 0; round <= tabs.length; round++) {
    for (const [index, tab] of tabs.entries()) {
      const next = tabs[(index + 1) % tabs.length] as Tab
      if (next === tab) continue
      connect(world, tab, next)
      await settle(world)
      // Nothing was lost on the way: one exchange is enough.
      if (fingerprintOf(tab.replica) !== fingerprintOf(next.replica))
        world.faults.push(`one exchange left ${tab.name} and ${next.name} unequal`)
    }
    if (round > 0 && new Set(tabs.map(({ replica }) => fingerprintOf(replica))).size === 1) return
  }
}

async function settle(world: World): Promise<void> {
  for (let count = 0; world.packets.length > 0; count++) {
    if (count === MOST_MESSAGES) throw new Error('an exchange never ends')
    const packet = world.packets.shift()
    if (packet !== undefined) await onDevice(world, packet.to.device, () => deliver(world, packet))
  }
}
