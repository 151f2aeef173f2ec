// What a device writes, and how.

import type { EventOf } from '../../src/domain/index.ts'
import { clocksAhead, createEvent, type LaterContent } from '../../src/log/index.ts'
import { evenExpense } from '../domain/story.ts'
import { adding } from '../log/people.ts'
import { seededRandom } from './cast.ts'
import { keep, lastKept, reload, type Tab } from './device.ts'
import { speak } from './exchange.ts'
import { honestTabs, note, noteReport, take, type World } from './world.ts'

/** Seconds of a day. */
export const DAY = 86_400
/** The true time of a run's beginning; the devices' clocks are off it by their skew. */
export const BEGINNING = 1_767_300_000

/** A device writes: into its own log on the disk first, as long as no other tab took the place. */
export async function author(world: World, tab: Tab, content: LaterContent): Promise<void> {
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

/** Something to write, chosen by two numbers. */
export function contentOf(world: World, { replica }: Tab, b: number, c: number): LaterContent {
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
