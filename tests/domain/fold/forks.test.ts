import { expect, test } from 'vitest'
import {
  cutOf,
  eventsOfCut,
  type CutHead,
  type EventId,
  type PotEvent,
  type PotFold,
} from '../../../src/domain/index.ts'
import { claim, enter, evenExpense, hashOf, meetAll, netsOf, newcomer, type Person } from '../story.ts'
import { reasonOf, voteForBranch } from './deeds.ts'
import { checkpointOf, propose, settleUp, startTiedPot, type TiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]

/** Carol's device, copied, writes Lunch here and Supper there; Alice saw the one, Bob the other. */
const forkedPot = () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  const [alice, bob, carol] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  const lunch = enter(carol, evenExpense('Lunch', 300, carol, people))
  const supper = enter(copy, evenExpense('Supper', 600, carol, people))
  alice.writer.meet(carol.writer)
  bob.writer.meet(copy.writer)
  enter(alice, evenExpense('Tea', 90, alice, people))
  enter(bob, evenExpense('Cake', 180, bob, people))
  return { pot: { ...pot, people }, copy, lunch, supper }
}

const verdictsOf = ({ anchors }: PotFold): readonly string[] => anchors.map(({ verdict }) => verdict.type)
const headsOf = (cut: readonly CutHead[], { writer }: Person): readonly EventId[] =>
  cut.filter(({ device }) => device === writer.device).map(({ id }) => id)
const settles = (pot: TiedPot, person: Person): void => {
  settleUp(pot, person)
  expect(new Set(verdictsOf(pot.seenBy(person)))).toEqual(new Set(['final']))
}

test('[ME6] a pot whose people saw both sides of a fork still settles, without what the device wrote from there on', () => {
  const { pot, lunch, supper } = forkedPot()
  const [alice, bob, carol] = pot.people
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: 1960n, Bob: -1130n, Carol: -830n })
  alice.writer.meet(bob.writer)
  const honest = { Alice: 2000n, Bob: -910n, Carol: -1090n }
  expect(netsOf(pot.seenBy(alice))).toEqual(honest)
  const { cut, plan } = checkpointOf(pot.seenBy(alice))
  expect([...headsOf(cut, carol)].sort()).toEqual([lunch.id, supper.id].sort())
  expect(plan.reduce((sum, { amount }) => sum + amount, 0n)).toBe(2000n)
  settles(pot, alice)
  expect(netsOf(pot.seenBy(alice))).toEqual(honest)
})

test('[ME6] a device that forked in a closed epoch stays forked', () => {
  const { pot, copy } = forkedPot()
  const [alice, bob, carol] = pot.people
  alice.writer.meet(bob.writer)
  settles(pot, alice)
  const later = [
    enter(carol, evenExpense('Bar', 300, carol, pot.people)),
    enter(copy, evenExpense('Club', 600, carol, pot.people)),
  ]
  alice.writer.meet(carol.writer)
  bob.writer.meet(copy.writer)
  meetAll(pot.people)
  const found = pot.seenBy(alice)
  expect(later.map(({ id }) => found.open.notCounting.get(id)?.type)).toEqual(['DeviceForked', 'DeviceForked'])
  expect(netsOf(found)).toEqual({ Alice: 2000n, Bob: -910n, Carol: -1090n })
  settles(pot, bob)
  settles(pot, alice)
})

test('[ME6] a fork is no undo: what is in a final cut stays, and only what comes above it does not count', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  const [alice, , carol] = people
  const copy: Person = { ...carol, writer: carol.writer.fork() }
  enter(carol, evenExpense('Lunch', 300, alice, people))
  meetAll(people)
  settles(pot, alice)
  const frozen = netsOf(pot.seenBy(alice))
  const twin = enter(copy, evenExpense('Nothing', 3, alice, people))
  const above = enter(carol, evenExpense('Tea', 90, alice, people))
  alice.writer.meet(copy.writer)
  alice.writer.meet(carol.writer)
  const found = pot.seenBy(alice)
  expect(frozen).toEqual({ Alice: 200n, Bob: -100n, Carol: -100n })
  expect(netsOf(found)).toEqual(frozen)
  expect([twin, above].map(({ id }) => found.open.notCounting.get(id)?.type)).toEqual(['DeviceForked', 'DeviceForked'])
  settles(pot, alice)
  expect(netsOf(pot.seenBy(alice))).toEqual(frozen)
})

test('[ME6] what waited to be heard and is in a final cut counts, though its device forks beside it afterwards', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice] = pot.people as unknown as Trio
  const dave = newcomer('Dave', alice)
  const claimed = claim(dave)
  const copy: Person = { ...dave, writer: dave.writer.fork() }
  const bar = enter(dave, evenExpense('Bar', 300, dave, [alice, dave]))
  alice.writer.meet(dave.writer)
  settles(pot, alice)
  const twin = enter(copy, evenExpense('Club', 600, dave, [alice, dave]))
  alice.writer.see(twin)
  alice.writer.write({ kind: 'claim.confirmed', body: { claim: claimed.id } })
  const found = pot.seenBy(alice)
  expect([bar, twin].map((event) => reasonOf(found, event))).toEqual([undefined, 'DeviceForked'])
  expect(netsOf(found)).toEqual({ Alice: -150n, Dave: 150n })
})

test('[EP7] a side of a fork that a base holds as its head stays in later cuts when the other grows longer', () => {
  const { pot, copy } = forkedPot()
  const [alice, bob, carol] = pot.people
  alice.writer.meet(bob.writer)
  settles(pot, alice)
  for (const title of ['One', 'Two', 'Three']) enter(copy, evenExpense(title, 300, carol, pot.people))
  const third: Person = { ...carol, writer: carol.writer.fork() }
  for (const title of ['Four', 'Five', 'Six', 'Seven']) enter(third, evenExpense(title, 300, carol, pot.people))
  alice.writer.meet(copy.writer)
  settles(pot, alice)
  alice.writer.meet(third.writer)
  settles(pot, alice)
  expect(pot.seenBy(alice).open.epoch).toBe(3n)
})

test('[EP7] a cut is sorted, one head for each device that did not fork, and it names everything that it holds', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice] = pot.people as unknown as Trio
  const found = pot.seenBy(alice)
  const { known } = found
  const cut = cutOf(found)
  expect(cut.map(({ device }) => device)).toEqual(
    pot.people.map(({ writer }) => writer.device).sort((a, b) => (a < b ? -1 : 1)),
  )
  expect(eventsOfCut(cut, known.eventById, new Set())).toEqual({ ok: true, value: new Set(known.eventById.keys()) })
})

test('[EP7] what is wrong with a cut is named: missing data, a wrong head, an event beyond the heads, a part of the base left out', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const [alice, bob] = pot.people as unknown as Trio
  const found = pot.seenBy(alice)
  const { known } = found
  const cut = cutOf(found)
  const errorOf = (changed: readonly CutHead[], base: ReadonlySet<EventId> = new Set()): unknown => {
    const inside = eventsOfCut(changed, known.eventById, base)
    return inside.ok ? null : inside.error
  }
  const change = (person: Person, fields: Partial<CutHead>): readonly CutHead[] =>
    cut.map((head) => (head.device === person.writer.device ? { ...head, ...fields } : head))
  const nothing = hashOf('nothing') as string as EventId
  const headOf = (person: Person): CutHead => cut.find(({ device }) => device === person.writer.device) as CutHead
  expect(errorOf(change(bob, { id: nothing }))).toEqual({ type: 'CutEventMissing', event: nothing })
  expect(errorOf(change(bob, { seq: 99 }))).toEqual({ type: 'CutHeadWrong', event: headOf(bob).id })
  expect(errorOf(change(bob, { id: headOf(alice).id }))).toEqual({ type: 'CutHeadWrong', event: headOf(alice).id })
  const [first, other] = [bob, alice].map(({ writer }) =>
    known.events.find(({ device, seq }) => device === writer.device && seq === 0),
  ) as [PotEvent, PotEvent]
  // Of another device, though at the same position.
  expect(errorOf(change(bob, { seq: 0, id: other.id }))).toEqual({ type: 'CutHeadWrong', event: other.id })
  expect(errorOf(change(bob, { seq: 0, id: first.id }))).toMatchObject({ type: 'CutNotClosed' })
  expect(errorOf(cut.filter(({ device }) => device !== bob.writer.device))).toMatchObject({ type: 'CutNotClosed' })
  expect(errorOf(cut, new Set([nothing]))).toEqual({ type: 'CutForgetsBase', event: nothing })
})

/** Four people; Dave’s device, copied: Lunch and Tea here, a longer chain of Suppers there. */
const choosable = () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol', 'Dave'])
  const people = pot.people as unknown as readonly [Person, Person, Person, Person]
  const dave = people[3]
  const copy: Person = { ...dave, writer: dave.writer.fork() }
  const lunch = enter(dave, evenExpense('Lunch', 400, dave, people))
  const tea = enter(dave, evenExpense('Tea', 40, dave, people))
  for (const title of ['Supper', 'More', 'Still more']) enter(copy, evenExpense(title, 800, dave, people))
  return { pot: { ...pot, people }, dave, copy, lunch, tea }
}
const withLunch = { Alice: -110n, Bob: -110n, Carol: -110n, Dave: 330n }

test('[EP7] a cut holds all of the branch that was chosen, although another one is longer', () => {
  const { pot, dave, copy, tea } = choosable()
  const [alice, bob, carol] = pot.people
  const goesOn: Person = { ...dave, writer: dave.writer.fork() }
  meetAll([...pot.people, copy])
  for (const person of [alice, bob, carol]) voteForBranch(person, tea)
  meetAll([alice, bob, carol])
  expect(netsOf(pot.seenBy(alice))).toEqual(withLunch)
  expect(headsOf(cutOf(pot.seenBy(alice)), dave)).toHaveLength(3)
  settles(pot, alice)
  expect(netsOf(pot.seenBy(alice))).toEqual(withLunch)
  alice.writer.see(enter(goesOn, evenExpense('Cake', 40, dave, pot.people)))
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: -120n, Bob: -120n, Carol: -120n, Dave: 360n })
  settles(pot, alice)
  expect(netsOf(pot.seenBy(alice))).toEqual({ Alice: -120n, Bob: -120n, Carol: -120n, Dave: 360n })
})

test('[EP7] where a chosen branch forks again, the cut shows that, and nothing after it counts without another choice', () => {
  const { pot, dave, copy, tea } = choosable()
  const [alice, bob, carol] = pot.people
  const third: Person = { ...dave, writer: dave.writer.fork() }
  const fourth: Person = { ...dave, writer: dave.writer.fork() }
  const again = [dave, third].map((device, index) => enter(device, evenExpense(`Again ${index}`, 8, dave, pot.people)))
  for (const title of ['One', 'Two', 'Three']) enter(dave, evenExpense(title, 400, dave, pot.people))
  const late = enter(fourth, evenExpense('Late', 4, dave, pot.people))
  meetAll([...pot.people, copy, third])
  for (const person of [alice, bob, carol]) voteForBranch(person, tea)
  meetAll([alice, bob, carol])
  expect(netsOf(pot.seenBy(alice))).toEqual(withLunch)
  expect(pot.seenBy(alice).open.branches.get(dave.writer.device)).toEqual({
    seq: tea.seq,
    id: tea.id,
    forkedAgain: true,
  })
  settles(pot, alice)
  expect(netsOf(pot.seenBy(alice))).toEqual(withLunch)
  const { inside } = pot.seenBy(alice).base
  expect(again.map(({ id }) => inside.has(id))).toEqual([true, true])
  alice.writer.see(late)
  expect(reasonOf(pot.seenBy(alice), late)).toBe('DeviceForked')
  expect(netsOf(pot.seenBy(alice))).toEqual(withLunch)
  settles(pot, alice)
})

test('[EP7] a checkpoint whose author knew only one side is correct as it stands', () => {
  const { pot, supper } = forkedPot()
  const [alice, bob] = pot.people
  const checkpoint = propose(pot, alice)
  pot.group.finalize(checkpoint)
  const before = netsOf(pot.seenBy(alice))
  meetAll(pot.people)
  const found = pot.seenBy(bob)
  expect(verdictsOf(found)).toEqual(['final'])
  expect(found.base.inside.has(supper.id)).toBe(false)
  expect(found.open.notCounting.get(supper.id)).toEqual({ type: 'DeviceForked' })
  // Bob's cake came too late for it and counts now.
  expect([netsOf(pot.seenBy(alice)), before]).toEqual([
    { Alice: 1900n, Bob: -1010n, Carol: -890n },
    { Alice: 1960n, Bob: -1130n, Carol: -830n },
  ])
})
