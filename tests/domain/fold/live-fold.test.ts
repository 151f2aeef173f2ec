import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  createLiveFold,
  fold,
  parentsOf,
  type EventId,
  type GroupHistory,
  type PotEvent,
  type PotFold,
} from '../../../src/domain/index.ts'
import { enter, evenExpense, meetAll, revise, startPot, strike, type Person } from '../story.ts'
import { anyStory, RUNS, type Told } from './any-story.ts'
import { outcomeOf } from './outcome.ts'
import { settleUp, startTiedPot } from './tied-pot.ts'

vi.setConfig({ testTimeout: 20_000 + 200 * RUNS })

/** Something that reaches a replica: events, or how far the chain was read. */
type Arrival = { readonly events: readonly PotEvent[] } | { readonly histories: readonly GroupHistory[] }

/** A story as it reaches somebody: its events in any order that keeps the past before what follows, the chain in between, as it was read. */
const arrivals = (maxLength = 40): fc.Arbitrary<{ readonly told: Told; readonly list: readonly Arrival[] }> =>
  anyStory(maxLength).chain((told) =>
    fc
      .tuple(
        fc.shuffledSubarray([...told.events], { minLength: told.events.length }),
        fc.array(fc.tuple(fc.nat(8), fc.nat(30)), { minLength: 1, maxLength: 12 }),
      )
      .map(([order, cuts]) => ({ told, list: arrivalsOf(told, withPast(order), cuts) })),
  )

function arrivalsOf(
  { histories }: Told,
  order: readonly PotEvent[],
  cuts: readonly (readonly [size: number, read: number])[],
): readonly Arrival[] {
  const list: Arrival[] = []
  let at = 0
  for (let round = 0; at < order.length; round++) {
    const [size, read] = cuts[round % cuts.length] as readonly [number, number]
    list.push({ events: order.slice(at, at + size) })
    at += Math.max(1, size)
    if (size === 0) list.push({ events: order.slice(at - 1, at) })
    if (read % 4 === 0)
      list.push({
        histories: histories
          .map((history) => ({ ...history, events: history.events.slice(0, 1 + read + round) }))
          .slice(read % 3 === 0 ? 1 : 0),
      })
  }
  return [...list, { histories }]
}

/** Each event after those it names, otherwise in the order given. */
function withPast(events: readonly PotEvent[]): readonly PotEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]))
  const done = new Map<EventId, PotEvent>()
  const take = (event: PotEvent): void => {
    if (done.has(event.id)) return
    for (const parent of parentsOf(event)) take(byId.get(parent) as PotEvent)
    done.set(event.id, event)
  }
  for (const event of events) take(event)
  return [...done.values()]
}

const genesisOf = ({ events }: Told): readonly PotEvent[] => events.filter(({ pot }) => pot === null)

test('[OR2] the fold that goes on is the fold of everything, whatever arrives in whatever order', () => {
  fc.assert(
    fc.property(arrivals(), ({ told, list }) => {
      const live = createLiveFold(genesisOf(told), [])
      const known = new Map(genesisOf(told).map((event) => [event.id, event]))
      let histories: readonly GroupHistory[] = []
      for (const [index, arrival] of list.entries()) {
        if ('events' in arrival) {
          for (const event of arrival.events) known.set(event.id, event)
          live.add(arrival.events)
        } else {
          histories = arrival.histories
          live.follow(histories)
        }
        // Each in-between state costs a whole fold; most are looked at, in some story.
        if (index % 5 === list.length % 5 || index === list.length - 1)
          expect(outcomeOf(live.now())).toEqual(outcomeOf(fold(known.values(), histories)))
      }
    }),
    { numRuns: RUNS },
  )
})

test('[OR2] entry by entry it is the same as well, and what it was before stays as it was', () => {
  const people = startPot('Alice', 'Bob', 'Carol') as unknown as readonly [Person, Person, Person]
  const [alice, bob, carol] = people
  const live = createLiveFold(alice.writer.known.values(), [])
  const seen: (readonly [PotFold, ReturnType<typeof outcomeOf>])[] = []
  const grow = ({ writer }: Person): void => {
    seen.push([live.now(), outcomeOf(live.now())])
    live.add(writer.known.values())
  }
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, people))
  grow(alice)
  meetAll(people)
  const dearer = revise(bob, dinner, evenExpense('Dinner', 3300, alice, people), dinner)
  const cheaper = revise(carol, dinner, evenExpense('Dinner', 2700, alice, people), dinner)
  const [first, second] = dearer.id < cheaper.id ? [carol, bob] : [bob, carol]
  // The later one of the two in canonical order comes first.
  grow(first)
  grow(second)
  meetAll(people)
  strike(alice, dinner, dearer, cheaper)
  grow(alice)
  expect(outcomeOf(live.now())).toEqual(outcomeOf(fold(alice.writer.known.values(), [])))
  for (const [earlier, then] of seen) {
    expect(earlier.known.events).toEqual(then.order.map((id) => earlier.known.eventById.get(id)))
    expect(earlier.open).toEqual(then.open)
  }
})

test('[OR2] what is here already changes nothing, not even the object', () => {
  const [alice] = startPot('Alice', 'Bob') as [Person]
  const live = createLiveFold(alice.writer.known.values(), [])
  const before = live.now()
  expect(live.add(alice.writer.known.values())).toBe(before)
  expect(live.add([])).toBe(before)
})

test('[EP2] a late entry is named as late when it arrives by itself', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as readonly [Person, Person, Person]
  const [alice, bob] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const late = enter(bob, evenExpense('Taxi', 600, bob, people))
  settleUp({ ...pot, people: [alice] }, alice)
  const live = createLiveFold(alice.writer.known.values(), [pot.group.history()])
  expect(live.now().late.size).toBe(0)
  live.add([late])
  expect([...live.now().late]).toEqual([late.id])
  expect(outcomeOf(live.now())).toEqual(outcomeOf(fold([...alice.writer.known.values(), late], [pot.group.history()])))
})
