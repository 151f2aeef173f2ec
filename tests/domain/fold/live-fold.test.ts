import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  canonicalOrder,
  createLiveFold,
  cutOf,
  fold,
  parentsOf,
  type EventId,
  type GroupHistory,
  type PotEvent,
  type PotFold,
} from '../../../src/domain/index.ts'
import { compareEvents } from '../../../src/domain/epochs/order.ts'
import {
  claim,
  enter,
  evenExpense,
  meetAll,
  netsOf,
  newcomer,
  revise,
  rootOf,
  startPot,
  strike,
  wallet,
  type Person,
} from '../story.ts'
import { createGroup } from '../group-story.ts'
import { confirm, revoke } from './deeds.ts'
import { tieAfter } from './tie-after.ts'
import { anyStory, RUNS, type Told } from './any-story.ts'
import { outcomeOf } from './outcome.ts'
import { checkpointOf, settleUp, startTiedPot, type TiedPot } from './tied-pot.ts'

vi.setConfig({ testTimeout: 60_000 + 200 * RUNS })

/** Something that reaches a replica: events, or how far the chain was read. */
type Arrival = { readonly events: readonly PotEvent[] } | { readonly histories: readonly GroupHistory[] }

/** A story as it reaches somebody: its events in any order that keeps the past before what follows, the chain in between, as far as it was read. */
const arrivals = (maxLength = 40): fc.Arbitrary<{ readonly told: Told; readonly list: readonly Arrival[] }> =>
  anyStory(maxLength).chain((told) =>
    fc
      .tuple(
        fc.shuffledSubarray([...told.events], { minLength: told.events.length }),
        fc.array(fc.tuple(fc.nat(8), fc.nat(30)), { minLength: 1, maxLength: 12 }),
        fc.nat(2),
        fc.nat(14),
      )
      .map(([order, cuts, style, late]) => ({
        told,
        list:
          style === 0
            ? arrivalsOf(told, withPast(order), cuts)
            : latecomersOf(told, style === 1 ? order.slice(0, 3) : canonicalOrder(told.events).slice(-late)),
      })),
  )

/** Almost everything at once, the whole chain, and then the others one by one, each with what follows from it after it. */
function latecomersOf({ events, histories }: Told, late: readonly PotEvent[]): readonly Arrival[] {
  const ordered = canonicalOrder(events)
  const waiting = new Set(late.filter(({ pot }) => pot !== null).map(({ id }) => id))
  for (const event of ordered) if (parentsOf(event).some((id) => waiting.has(id))) waiting.add(event.id)
  const [first, last] = [false, true].map((isLate) =>
    ordered.filter(({ id }) => waiting.has(id) === isLate),
  ) as unknown as readonly [readonly PotEvent[], readonly PotEvent[]]
  return [{ events: first }, { histories }, ...last.map((event) => ({ events: [event] }))]
}

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
  const [first, second] = compareEvents(dearer, cheaper) < 0 ? [carol, bob] : [bob, carol]
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

/** A live fold of what some know, that takes events one by one and is the whole fold after each. */
const follow = (known: Iterable<PotEvent>, ...histories: readonly GroupHistory[]) => {
  const all = new Map(Array.from(known, (event) => [event.id, event]))
  const live = createLiveFold(all.values(), histories)
  return {
    live,
    take: (...events: readonly PotEvent[]): PotFold => {
      for (const event of events) all.set(event.id, event)
      expect(outcomeOf(live.add(events))).toEqual(outcomeOf(fold(all.values(), histories)))
      return live.now()
    },
  }
}

type Trio = readonly [Person, Person, Person]

/** A settled dinner that Alice paid, all of whose events everybody knows. */
const settledDinner = () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol']) as TiedPot & { readonly people: Trio }
  const dinner = enter(pot.people[0], evenExpense('Dinner', 3000, pot.people[0], pot.people))
  meetAll(pot.people)
  settleUp(pot, pot.people[0])
  meetAll(pot.people)
  return { pot, dinner }
}

/** Whether events are taken without judging settlements and folding the epoch again. */
const isStep = ({ live, take }: ReturnType<typeof follow>, ...events: readonly PotEvent[]): boolean => {
  const { anchors } = live.now()
  return take(...events).anchors === anchors
}

test('[OR2] a version of an entry is taken without folding the epoch again, also one that does not count', () => {
  const [alice, bob, carol] = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  carol.writer.meet(dave.writer)
  confirm(carol, claimed)
  for (const person of [alice, bob, dave]) person.writer.meet(carol.writer)
  const pot = follow(alice.writer.known.values())
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob]))
  const blind = strike(bob, dinner, dinner)
  expect(isStep(pot, dinner)).toBe(true)
  expect(isStep(pot, blind)).toBe(true)
  expect(pot.live.now().open.notCounting.get(blind.id)).toEqual({ type: 'UnknownEvent', event: dinner.id })
  expect(isStep(pot, revise(alice, dinner, evenExpense('Dinner', 3300, alice, [alice, bob]), dinner))).toBe(true)
  // Dave's device wrote nothing before but its claim.
  expect(isStep(pot, enter(dave, evenExpense('Bar', 900, dave, [alice, dave])))).toBe(true)
  expect(isStep(pot, alice.writer.write({ kind: 'member.added', body: { name: 'Erin' } }))).toBe(false)
})

test('[OR2] a settlement that is final, and a promise that never counted, are no reason to fold again', () => {
  const { pot } = settledDinner()
  const [alice, bob] = pot.people
  const tie = [...alice.writer.known.values()].find(({ kind }) => kind === 'pot.tied') as PotEvent
  const again = alice.writer.write({ kind: 'tie.signed', body: { tie: tie.id } })
  bob.writer.meet(alice.writer)
  const found = follow(alice.writer.known.values(), pot.group.history())
  expect(found.live.now().anchors.map(({ verdict }) => verdict.type)).toEqual(['final'])
  expect(found.live.now().open.notCounting.get(again.id)?.type).toBe('AlreadyDone')
  expect(isStep(found, enter(bob, evenExpense('Tea', 200, bob, pot.people)))).toBe(true)
})

test('[ME6] an entry whose author saw what a revoked device confirmed makes that count', () => {
  const [alice, bob, carol] = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  for (const person of [alice, bob, carol]) person.writer.meet(dave.writer)
  const revoked = revoke(alice, carol.writer)
  const confirmed = confirm(carol, claimed)
  const { take } = follow(bob.writer.known.values())
  const excluded = take(revoked, confirmed)
  expect(excluded.open.notCounting.get(confirmed.id)?.type).toBe('DeviceRevoked')
  bob.writer.see(confirmed)
  expect(take(enter(bob, evenExpense('Tea', 200, bob, [alice, bob]))).open.devices.has(dave.writer.device)).toBe(true)
})

test('[EX3] versions that arrive in another order than theirs stand in theirs, after those that are frozen', () => {
  const { pot, dinner } = settledDinner()
  const [alice, bob, carol] = pot.people
  const found = follow(alice.writer.known.values(), pot.group.history())
  const both = [bob, carol].map((person) =>
    revise(person, dinner, evenExpense('Dinner', 3300, alice, pot.people), dinner),
  )
  for (const event of both.toSorted(compareEvents).toReversed()) expect(isStep(found, event)).toBe(true)
  expect(found.live.now().open.versions.get(rootOf(dinner))).toEqual([dinner, ...both.toSorted(compareEvents)])
})

test('[EP5] a correction of a frozen entry that arrives by itself counts the difference', () => {
  const { pot, dinner } = settledDinner()
  const [alice, bob] = pot.people
  const { take } = follow(alice.writer.known.values(), pot.group.history())
  const dearer = revise(bob, dinner, evenExpense('Dinner', 3300, alice, pot.people), dinner)
  expect(netsOf(take(dearer))).toEqual({ Alice: 2200n, Bob: -1100n, Carol: -1100n })
  expect(netsOf(take(strike(bob, dinner, dearer)))).toEqual({})
})

test('[ME6] the second event of a device at a position is never taken for an entry more', () => {
  const [alice, bob, carol] = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  const { take } = follow(alice.writer.known.values())
  take(enter(carol, evenExpense('Lunch', 300, alice, [alice, bob])))
  const forked = take(enter(copy, evenExpense('Supper', 900, alice, [alice, bob])))
  expect(netsOf(forked)).toEqual({})
  // Nor is one that goes on from there.
  expect(netsOf(take(enter(copy, evenExpense('Bar', 600, alice, [alice, bob]))))).toEqual({})
  expect(netsOf(take(enter(bob, evenExpense('Tea', 200, bob, [alice, bob]))))).toEqual({ Alice: -100n, Bob: 100n })
})

test('[ME6] an entry whose author saw what an excluded device confirmed makes that count', () => {
  const [alice, bob, carol] = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  bob.writer.meet(dave.writer)
  carol.writer.meet(dave.writer)
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  const confirmed = carol.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
  const twin = enter(copy, evenExpense('Lunch', 300, alice, [alice, bob]))
  const { take } = follow(bob.writer.known.values())
  const excluded = take(confirmed, twin)
  expect(excluded.open.notCounting.get(confirmed.id)?.type).toBe('DeviceForked')
  expect(excluded.open.devices.has(dave.writer.device)).toBe(false)
  bob.writer.see(confirmed)
  const seen = take(enter(bob, evenExpense('Tea', 200, bob, [alice, bob])))
  expect(seen.open.devices.has(dave.writer.device)).toBe(true)
})

test('[EP9] a settlement is judged again when what is known of another group changes', () => {
  const { pot } = settledDinner()
  const [alice, ...others] = pot.people
  const next = createGroup(
    pot.people.map(({ name }) => wallet(name).address),
    { name: 'second' },
  )
  const tie = alice.writer.write({ kind: 'pot.tied', body: tieAfter(pot.seenBy(alice), pot.group, next) })
  meetAll(pot.people)
  for (const { writer } of others) writer.write({ kind: 'tie.signed', body: { tie: tie.id } })
  meetAll(pot.people)
  const both = [pot.group.history(), next.history()]
  const body = checkpointOf(fold(alice.writer.known.values(), both))
  next.finalize(alice.writer.write({ kind: 'checkpoint.proposed', body }))
  const known = [...alice.writer.known.values()]
  const live = createLiveFold(known, [pot.group.history(), next.history()])
  expect(live.now().anchors.map(({ verdict }) => verdict.type)).toEqual(['final', 'final'])
  // A node that has not read the first group, asked later.
  expect(outcomeOf(live.follow([next.history()]))).toEqual(outcomeOf(fold(known, [next.history()])))
  expect(live.now().anchors.map(({ verdict }) => verdict.type)).toEqual(['waiting'])
})

test('[EP4] an entry that a settlement waits for makes it final', () => {
  const { pot } = settledDinner()
  const [alice, bob] = pot.people
  const taxi = enter(bob, evenExpense('Taxi', 600, bob, pot.people))
  const knowing = fold([...alice.writer.known.values(), taxi], [pot.group.history()])
  const body = { ...checkpointOf(knowing), cut: cutOf(knowing) }
  // Alice proposes what she has not seen herself.
  const checkpoint = alice.writer.write({ kind: 'checkpoint.proposed', body })
  pot.group.finalize(checkpoint)
  const { live, take } = follow(alice.writer.known.values(), pot.group.history())
  expect(live.now().anchors.at(-1)?.verdict).toEqual({ type: 'waiting', missing: taxi.id })
  expect(take(taxi).base.event).toBe(checkpoint.id)
})
