// EX2: voids are taken back.

import { expect, test } from 'vitest'
import {
  fold,
  type EntryId,
  type EventId,
  type EventOf,
  type LiveVersion,
  type PotEvent,
} from '../../../src/domain/index.ts'
import { contentsOf } from '../../../src/domain/entries/entry-content.ts'
import { enter, evenExpense, meetAll, netsOf, revise, rootOf, startPot, strike, type Person } from '../story.ts'

const trio = (): readonly [Person, Person, Person] =>
  startPot('Alice', 'Bob', 'Carol') as unknown as [Person, Person, Person]
const factsOf = ({ writer }: Person) => fold(writer.known.values(), []).open
const liveOf = (person: Person, root: EntryId): LiveVersion => factsOf(person).live.get(root) as LiveVersion
const restore = (
  { writer }: Person,
  root: EventOf<'entry.created'>,
  ...voids: readonly PotEvent[]
): EventOf<'entry.restored'> =>
  writer.write({
    kind: 'entry.restored',
    body: { root: rootOf(root), replaces: voids.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1)) },
  })

test('[EX2] a restore makes the entry again what the void had replaced', () => {
  const people = trio()
  const [alice, bob] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  const edited = revise(alice, root, evenExpense('Dinner', 6000, alice, people), root)
  const gone = strike(alice, root, edited)
  bob.writer.meet(alice.writer)
  const back = restore(bob, root, gone)
  expect(liveOf(bob, rootOf(root))).toEqual({ live: back, content: edited.body.entry, conflicts: [] })
  expect(netsOf(fold(bob.writer.known.values(), []))).toEqual({ Alice: 4000n, Bob: -2000n, Carol: -2000n })
})

test('[EX2] through voids and restores a restore says what there was at first, however often', () => {
  const people = trio()
  const [alice] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  let last: PotEvent = root
  for (let i = 0; i < 3; i++) last = restore(alice, root, strike(alice, root, last))
  expect(liveOf(alice, rootOf(root))).toEqual({ live: last, content: root.body.entry, conflicts: [] })
  // A void may name a void, to be the only head; a restore of it looks through both.
  const twice = strike(alice, root, strike(alice, root, last))
  const back = restore(alice, root, twice)
  expect(liveOf(alice, rootOf(root))).toEqual({ live: back, content: root.body.entry, conflicts: [] })
})

test('[EX2] of several contents that its voids had replaced a restore says the one that EX3 chooses', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const one = revise(alice, root, evenExpense('One', 600, alice, people), root)
  enter(bob, evenExpense('Taxi', 1, bob, people))
  const later = revise(bob, root, evenExpense('Later', 900, alice, people), root)
  meetAll(people)
  const voids = [strike(alice, root, one, later), strike(bob, root, one)]
  meetAll(people)
  const back = restore(carol, root, ...voids)
  expect(liveOf(carol, rootOf(root))).toEqual({ live: back, content: later.body.entry, conflicts: [] })
  const { versions, series } = factsOf(carol)
  const contents = contentsOf(versions.get(rootOf(root)) ?? [], series)
  expect(voids.map(({ id }) => contents.get(id)?.title)).toEqual(['Later', 'One'])
})

test('[EX3] a restore is something that people wrote: a void that had not seen it loses, and a later revision wins', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  const gone = strike(alice, root, root)
  meetAll(people)
  const back = restore(alice, root, gone)
  const again = strike(bob, root, gone)
  meetAll(people)
  expect(liveOf(carol, rootOf(root))).toEqual({ live: back, content: root.body.entry, conflicts: [again] })
  const resolved = revise(carol, root, evenExpense('Dinner', 900, alice, people), back, again)
  expect(liveOf(carol, rootOf(root))).toEqual({ live: resolved, content: resolved.body.entry, conflicts: [] })
})

test('[EX2] a restore that names anything but voids of its entry does not count', () => {
  const people = trio()
  const [alice] = people
  const [dinner, taxi] = [
    enter(alice, evenExpense('Dinner', 3000, alice, people)),
    enter(alice, evenExpense('Taxi', 900, alice, people)),
  ]
  const gone = strike(alice, taxi, taxi)
  const edited = revise(alice, dinner, evenExpense('Dinner', 6000, alice, people), dinner)
  const wrong = [restore(alice, dinner, edited), restore(alice, dinner, gone), restore(alice, taxi, gone, taxi)]
  const { notCounting } = factsOf(alice)
  const named: readonly EventId[] = [edited.id, gone.id, taxi.id]
  expect(wrong.map(({ id }) => notCounting.get(id))).toEqual(named.map((event) => ({ type: 'UnknownEvent', event })))
})

test('[EX2] a version counts only if its author had seen what it names, so that nothing that arrives later makes it count', () => {
  const people = trio()
  const [alice, bob] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  const blind = strike(bob, root, root)
  meetAll(people)
  const { notCounting, live } = factsOf(bob)
  expect(notCounting.get(blind.id)).toEqual({ type: 'UnknownEvent', event: root.id })
  expect(live.get(rootOf(root))?.live).toEqual(root)
})
