import { expect, test } from 'vitest'
import { clocksAhead } from '../../src/log/index.ts'
import { adding, alice, bob, carol, fixedPorts, lisbon, replicaOf, write, type Person } from './people.ts'

const DAY = 86_400
const idOf = ({ signer }: Person): string => signer.device

test('[EV1] clocks that are more than a day ahead are named by device, with the most that each was', async () => {
  const { pot, events } = await lisbon()
  const replica = await replicaOf(pot, ...events)
  const base = Math.max(...[...replica.events.values()].map(({ event }) => event.at))
  const at = (seconds: number) => ({ ...fixedPorts(), clock: { now: () => base + seconds } })
  await write(replica, alice, adding('Frank'), at(2 * DAY))
  await write(replica, bob, adding('Dave'), at(5 * DAY))
  await write(replica, bob, adding('Erin'), at(3 * DAY))
  await write(replica, carol, adding('Grace'), at(DAY))
  const expected = [
    { device: idOf(alice), seconds: 2 * DAY },
    { device: idOf(bob), seconds: 5 * DAY },
  ].toSorted((a, b) => (a.device < b.device ? -1 : 1))
  expect(clocksAhead(replica, base)).toEqual(expected)
  // A second less, and a day ahead is more than a day.
  expect(clocksAhead(replica, base - 1)).toHaveLength(3)
  expect(clocksAhead(replica, base + 2 * DAY)).toEqual([{ device: idOf(bob), seconds: 3 * DAY }])
  expect(clocksAhead(replica, base + 4 * DAY)).toEqual([])
})
