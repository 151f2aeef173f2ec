import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCausality } from '../../../src/domain/epochs/causality.ts'
import { canonicalOrder, parentsOf, type EventId, type PotEvent } from '../../../src/domain/index.ts'
import { mergeSeen, NOTHING_SEEN, raiseSeen, seenOf, type Seen } from '../../../src/domain/epochs/seen.ts'
import { createWriter, enter, evenExpense, hashOf, newcomer, startPot, type Person } from '../story.ts'
import { anyStory, RUNS } from './any-story.ts'

/** All that an event descends from, and itself: by walking. */
const pastOf = (event: PotEvent, byId: ReadonlyMap<EventId, PotEvent>): ReadonlySet<EventId> => {
  const past = new Set<EventId>()
  const rest = [event.id]
  for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
    if (past.has(id)) continue
    past.add(id)
    rest.push(...parentsOf(byId.get(id) as PotEvent))
  }
  return past
}

test('[ME3] who had seen what is exactly what can be reached, forks included, in whatever order parents and children came', () => {
  fc.assert(
    fc.property(anyStory(), ({ events }) => {
      const byId = new Map(events.map((event) => [event.id, event]))
      const causality = createCausality(canonicalOrder(events))
      const arrived = createCausality([])
      const held = new Set<EventId>()
      const take = (event: PotEvent): void => {
        if (held.has(event.id)) return
        held.add(event.id)
        for (const parent of parentsOf(event)) take(byId.get(parent) as PotEvent)
        arrived.add(event)
      }
      for (const event of events.toReversed()) take(event)
      for (const event of events) {
        const past = pastOf(event, byId)
        for (const { id } of events) {
          expect(causality.sees(event.id, id)).toBe(past.has(id))
          expect(arrived.sees(event.id, id)).toBe(past.has(id))
        }
      }
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  )
})

test('[ME6] who saw one branch of a forked device has not seen the other', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const before = enter(alice, evenExpense('Before', 100, alice, [alice, bob]))
  const twin: Person = { ...alice, writer: alice.writer.fork() }
  const shown = enter(alice, evenExpense('Shown', 100, alice, [alice, bob]))
  enter(twin, evenExpense('Hidden', 100, alice, [alice, bob]))
  const later = enter(twin, evenExpense('Hidden too', 100, alice, [alice, bob]))
  bob.writer.meet(alice.writer)
  const bobs = enter(bob, evenExpense('Bob’s', 100, bob, [alice, bob]))
  bob.writer.meet(twin.writer)
  const { sees } = createCausality(canonicalOrder(bob.writer.known.values()))
  expect(sees(bobs.id, shown.id)).toBe(true)
  expect(sees(bobs.id, later.id)).toBe(false)
  expect(sees(later.id, shown.id)).toBe(false)
  expect([shown, later].map(({ id }) => sees(id, before.id))).toEqual([true, true])
  expect(sees(bobs.id, hashOf('nothing') as string as EventId)).toBe(false)
  expect(sees(hashOf('nothing') as string as EventId, bobs.id)).toBe(false)
})

test('[ME3] an event that nobody names has been seen by nobody, whatever number of devices wrote', () => {
  const [alice] = startPot('Alice') as [Person]
  const others = Array.from({ length: 70 }, (_, i) => newcomer(`Guest ${i}`, alice))
  const written = others.map((guest) => enter(guest, evenExpense('Round', 100, alice, [alice])))
  const last = createWriter('Last')
  last.see(...alice.writer.known.values(), ...written.slice(0, 65))
  const seer = last.write({ kind: 'member.added', body: { name: 'Zoe' } })
  const { sees } = createCausality(canonicalOrder([...last.known.values(), ...written]))
  expect(written.map(({ id }) => sees(seer.id, id))).toEqual(written.map((_, i) => i < 65))
})

const positions = fc.array(fc.tuple(fc.nat(100), fc.nat(9)), { maxLength: 12 })
const seenFrom = (list: readonly (readonly [number, number])[]): Seen =>
  list.reduce((seen, [chain, position]) => raiseSeen(seen, chain, position), NOTHING_SEEN)

test('[ME3] two pasts together have seen of each chain the more of the two, and are shared where one adds nothing', () => {
  fc.assert(
    fc.property(positions, positions, (left, right) => {
      const [a, b] = [seenFrom(left), seenFrom(right)]
      const both = mergeSeen(a, b)
      for (let chain = 0; chain <= 101; chain++)
        expect(seenOf(both, chain)).toBe(Math.max(seenOf(a, chain), seenOf(b, chain)))
      expect(mergeSeen(both, a)).toBe(both)
      expect(mergeSeen(b, both)).toEqual(both)
      expect(raiseSeen(a, 3, seenOf(a, 3))).toBe(a)
    }),
    { numRuns: RUNS },
  )
})

test('[ME3] a past that has seen all of another is that of both, whichever is named first', () => {
  const some = seenFrom([[3, 1]])
  for (const more of [raiseSeen(some, 4, 2), raiseSeen(some, 40, 2), raiseSeen(some, 3, 2)]) {
    expect(mergeSeen(some, more)).toBe(more)
    expect(mergeSeen(more, some)).toBe(more)
  }
  expect(mergeSeen(some, some)).toBe(some)
})

test('[ME3] what is not here has been seen by nobody, also by who names it', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const lost = enter(alice, evenExpense('Lost', 100, alice, [alice, bob]))
  bob.writer.see(lost)
  const [one, other] = ['One', 'Other'].map((title) => enter(bob, evenExpense(title, 100, bob, [alice, bob]))) as [
    PotEvent,
    PotEvent,
  ]
  const { sees } = createCausality([one, other])
  expect([sees(one.id, lost.id), sees(other.id, one.id), sees(one.id, other.id)]).toEqual([false, true, false])
})
