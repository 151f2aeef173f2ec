import { expect, test } from 'vitest'
import {
  entryEffect,
  fold,
  minor,
  type Entry,
  type EventId,
  type Expense,
  type MemberId,
  type PotFold,
} from '../../../src/domain/index.ts'
import {
  enter,
  evenExpense,
  hashOf,
  meetAll,
  netsOf,
  revise,
  rootOf,
  startPot,
  strike,
  transfer,
  type Person,
} from '../story.ts'

const seenBy = ({ writer }: Person): PotFold => fold(writer.known.values(), [])
const trio = (): readonly [Person, Person, Person] =>
  startPot('Alice', 'Bob', 'Carol') as unknown as [Person, Person, Person]

test('[BA1] a net is what was paid less what is owed, plus what was handed over less what was taken', () => {
  const people = trio()
  const [alice, bob, carol] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  enter(alice, evenExpense('Taxi', 900, bob, people))
  enter(alice, transfer(500, carol, alice))
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 1200n, Bob: -400n, Carol: -800n })
})

test('[BA1] a refund is an expense with the other sign', () => {
  const people = trio()
  const [alice] = people
  enter(alice, evenExpense('Tickets', 3000, alice, people))
  enter(alice, evenExpense('Refund', -3000, alice, people))
  expect(netsOf(seenBy(alice))).toEqual({})
})

test('[BA2] balances are a fold over entries: the same ones whatever was entered and taken back on the way', () => {
  const people = trio()
  const [alice, bob] = people
  const plain = enter(alice, evenExpense('Dinner', 3000, alice, people))
  const before = netsOf(seenBy(alice))
  const wrong = enter(alice, evenExpense('Typo', 99_999, bob, people))
  strike(alice, wrong, wrong)
  const edited = revise(alice, plain, evenExpense('Dinner', 7000, alice, people), plain)
  revise(alice, plain, evenExpense('Dinner', 3000, alice, people), edited)
  expect(netsOf(seenBy(alice))).toEqual(before)
})

test('[SP6] several people pay, each what they paid', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const shares = [
    { member: alice.member, amount: minor(2000n) },
    { member: bob.member, amount: minor(1000n) },
  ].sort((a, b) => (a.member < b.member ? -1 : 1))
  enter(carol, { ...(evenExpense('Boat', 3000, alice, people) as Expense), payers: { mode: 'exact', shares } })
  expect(netsOf(seenBy(carol))).toEqual({ Alice: 1000n, Carol: -1000n })
})

test('[SP3] odd cents go by the id of the root, so a revision moves no other cent', () => {
  const people = trio()
  const [alice] = people
  const root = enter(alice, evenExpense('Tea', 100, alice, people))
  const first = netsOf(seenBy(alice))
  const titled = revise(alice, root, evenExpense('Green tea', 100, alice, people), root)
  expect(netsOf(seenBy(alice))).toEqual(first)
  expect(entryEffect(titled.body.entry, rootOf(root))).toEqual(entryEffect(root.body.entry, rootOf(root)))
})

test('[EX1] a transfer is money from one member to another, in its own currency', () => {
  const [alice, bob] = trio()
  enter(alice, transfer(500, alice, bob, { code: 'JPY', digits: 0 }))
  enter(alice, transfer(700, bob, alice, { code: 'JPY', digits: 2 }))
  const { open } = seenBy(alice)
  expect(open.nets.filter(({ member }) => member === alice.member)).toEqual([
    { member: alice.member, currency: { code: 'JPY', digits: 0 }, amount: 500n },
    { member: alice.member, currency: { code: 'JPY', digits: 2 }, amount: -700n },
  ])
})

test('[EX2] nothing is overwritten: every version stays, with who made it', () => {
  const people = trio()
  const [alice, bob] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  bob.writer.meet(alice.writer)
  const edited = revise(bob, root, evenExpense('Dinner', 6000, alice, people), root)
  const gone = strike(bob, root, edited)
  const { open } = seenBy(bob)
  expect(open.versions.get(rootOf(root))).toEqual([root, edited, gone])
  expect(open.entries.get(rootOf(root))).toEqual({
    root: root.id,
    version: { live: gone, content: null, conflicts: [] },
    effect: [],
    correction: false,
  })
})

test('[EX2] a void is undone by a revision that names it', () => {
  const people = trio()
  const [alice] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  const gone = strike(alice, root, root)
  expect(netsOf(seenBy(alice))).toEqual({})
  revise(alice, root, evenExpense('Dinner', 3000, alice, people), gone)
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 2000n, Bob: -1000n, Carol: -1000n })
})

test('[EX2] a version that names what is not a version of its entry does not count', () => {
  const people = trio()
  const [alice] = people
  const [dinner, taxi] = [
    enter(alice, evenExpense('Dinner', 3000, alice, people)),
    enter(alice, evenExpense('Taxi', 900, alice, people)),
  ]
  const before = netsOf(seenBy(alice))
  const mixed = revise(alice, dinner, evenExpense('Dinner', 6000, alice, people), taxi)
  const rootless = strike(alice, { ...dinner, id: hashOf('nothing') as string as EventId }, dinner)
  expect(netsOf(seenBy(alice))).toEqual(before)
  const { notCounting } = seenBy(alice).open
  expect(notCounting.get(mixed.id)).toEqual({ type: 'UnknownEvent', event: taxi.id })
  expect(notCounting.get(rootless.id)).toEqual({ type: 'UnknownEvent', event: dinner.id })
})

test('[EX3] a revision made apart from a void wins over it; a void wins over what its author had seen', () => {
  const people = trio()
  const [alice, bob] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const edited = revise(alice, root, evenExpense('Dinner', 6000, alice, people), root)
  const gone = strike(bob, root, root)
  meetAll(people)
  const conflict = seenBy(alice).open.entries.get(rootOf(root))
  expect(conflict?.version).toEqual({ live: edited, content: edited.body.entry, conflicts: [gone] })
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 4000n, Bob: -2000n, Carol: -2000n })
  // Bob now sees the revision and voids it alone: his void stands over everything he saw.
  const second = strike(bob, root, edited)
  expect(seenBy(bob).open.entries.get(rootOf(root))?.version.live).toEqual(second)
  expect(netsOf(seenBy(bob))).toEqual({})
})

test('[EX3] a void wins over a content that its author had seen and did not name', () => {
  const people = trio()
  const [alice, bob] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const [one, other] = [
    revise(alice, root, evenExpense('One', 600, alice, people), root),
    revise(bob, root, evenExpense('Other', 900, alice, people), root),
  ]
  meetAll(people)
  const gone = strike(alice, root, one)
  const found = seenBy(alice).open.entries.get(rootOf(root))
  expect(found?.version).toEqual({ live: gone, content: null, conflicts: [other] })
})

test('[EX3] of two revisions the greater Lamport number lives, then the greater id', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const [one, other] = [
    revise(alice, root, evenExpense('Dinner', 600, alice, people), root),
    revise(bob, root, evenExpense('Dinner', 900, alice, people), root),
  ]
  expect(one.lamport).toBe(other.lamport)
  // Carol wrote something in between, so hers is later.
  enter(carol, transfer(1, carol, alice))
  const later = revise(carol, root, evenExpense('Dinner', 1200, alice, people), root)
  alice.writer.meet(bob.writer)
  const [winner, loser] = one.id > other.id ? [one, other] : [other, one]
  expect(seenBy(alice).open.entries.get(rootOf(root))?.version).toEqual({
    live: winner,
    content: winner.body.entry,
    conflicts: [loser],
  })
  meetAll(people)
  expect(seenBy(alice).open.entries.get(rootOf(root))?.version.live).toEqual(later)
  const resolved = revise(alice, root, evenExpense('Dinner', 1500, alice, people), one, other, later)
  expect(seenBy(alice).open.entries.get(rootOf(root))?.version).toEqual({
    live: resolved,
    content: resolved.body.entry,
    conflicts: [],
  })
})

test('[EX3] of two voids one lives', () => {
  const people = trio()
  const [alice, bob] = people
  const root = enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const voids = [strike(alice, root, root), strike(bob, root, root)]
  meetAll(people)
  const version = seenBy(alice).open.entries.get(rootOf(root))?.version
  expect(voids).toContainEqual(version?.live)
  expect(version?.conflicts).toHaveLength(1)
})

test('[ME3] an entry that names nobody of the pot, on either side, does not count', () => {
  const people = trio()
  const [alice, bob] = people
  const ghost: Person = { ...bob, member: hashOf('ghost') as string as MemberId }
  const expense = evenExpense('Dinner', 3000, alice, people) as Expense
  const bad: readonly Entry[] = [
    evenExpense('Dinner', 3000, alice, [alice, ghost]),
    evenExpense('Dinner', 3000, ghost, people),
    transfer(100, alice, ghost),
    { ...expense, split: { mode: 'shares', shares: [{ member: ghost.member, weight: 1n }] } },
  ]
  for (const entry of bad) {
    const { id } = enter(alice, entry)
    expect(seenBy(alice).open.notCounting.get(id)).toEqual({ type: 'UnknownMember', member: ghost.member })
  }
  expect(netsOf(seenBy(alice))).toEqual({})
})

test('[SP4] shares and exact amounts reach the balances', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const byId = <T extends { readonly member: MemberId }>(list: readonly T[]): readonly T[] =>
    list.toSorted((a, b) => (a.member < b.member ? -1 : 1))
  const expense = evenExpense('Flat', 9000, alice, people) as Expense
  enter(alice, {
    ...expense,
    split: {
      mode: 'shares',
      shares: byId([
        { member: bob.member, weight: 2n },
        { member: carol.member, weight: 1n },
      ]),
    },
  })
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 9000n, Bob: -6000n, Carol: -3000n })
  enter(alice, {
    ...expense,
    split: {
      mode: 'exact',
      shares: byId([
        { member: bob.member, amount: minor(0n) },
        { member: alice.member, amount: minor(9000n) },
      ]),
    },
  })
  expect(netsOf(seenBy(alice))).toEqual({ Alice: 9000n, Bob: -6000n, Carol: -3000n })
})

test('[SP5] an effect is only asked of a checked entry: another is a broken invariant', () => {
  const [alice] = trio()
  const entry = { ...evenExpense('Dinner', 3000, alice, [alice]), split: { mode: 'even', members: [] } } as Entry
  expect(() => entryEffect(entry, rootOf(enter(alice, evenExpense('Dinner', 1, alice, [alice]))))).toThrow(
    'split that fails: NoParticipants',
  )
})

test('[ME2] who retired takes no part in new entries, keeps their balance, and takes part again after coming back', () => {
  const people = trio()
  const [alice, bob, carol] = people
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  // Bob writes at the same time, without having seen that Carol retires: his entry counts.
  alice.writer.write({ kind: 'member.retired', body: { member: carol.member } })
  const apart = enter(bob, evenExpense('Taxi', 300, bob, people))
  meetAll(people)
  const late = enter(bob, evenExpense('Tea', 300, bob, people))
  const others = enter(bob, evenExpense('Tea', 300, bob, [alice, bob]))
  const cash = enter(bob, transfer(500, carol, alice))
  const edited = revise(bob, dinner, evenExpense('Dinner', 6000, alice, people), dinner)
  const { notCounting } = seenBy(bob).open
  expect(notCounting.get(late.id)).toEqual({ type: 'MemberRetired', member: carol.member })
  expect([apart, others, cash, edited].map(({ id }) => notCounting.get(id))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(netsOf(seenBy(bob))).toEqual({ Alice: 3250n, Bob: -1650n, Carol: -1600n })
  bob.writer.write({ kind: 'member.returned', body: { member: carol.member } })
  expect(seenBy(bob).open.notCounting.has(late.id)).toBe(false)
})
