// BA4: where a balance comes from, and why a leg is in a plan.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  explainDebt,
  explainNet,
  fold,
  mergedMember,
  planTransfers,
  type AgreedRate,
  type Contribution,
  type Currency,
  type Facts,
  type Member,
  type MemberId,
} from '../../../src/domain/index.ts'
import { mergedEffect } from '../../../src/domain/people/merged-members.ts'
import { effectOfDebts } from '../../../src/domain/settling/pair-amount.ts'
import { pairDebts } from '../../../src/domain/settling/pair-debts.ts'
import { enter, EUR, evenExpense, meetAll, netsOf, rootOf, startPot, strike, transfer, type Person } from '../story.ts'
import { anyStory, RUNS } from './any-story.ts'
import { settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const sumOf = (parts: readonly Contribution[]): bigint => parts.reduce((sum, { amount }) => sum + amount, 0n)

test('[BA4] [ST1] whatever happens, what explains a balance sums to it, debts are the balances, and plans settle them', () => {
  fc.assert(
    fc.property(anyStory(), ({ events, histories }) => {
      const { open, base, anchors } = fold(events, histories)
      const closed = anchors.flatMap(({ verdict }) => (verdict.type === 'final' ? [verdict.computed.facts] : []))
      for (const facts of [open, base.facts, ...closed]) {
        for (const { member, currency, amount } of facts.nets)
          expect(sumOf(explainNet(facts, member, currency))).toBe(amount)
        const debts = pairDebts(facts)
        expect(effectOfDebts(debts)).toEqual(facts.nets)
        for (const debt of debts) expect(sumOf(explainDebt(facts, debt))).toBe(debt.amount)
      }
      for (const mode of [{ type: 'fewest' }, { type: 'pairwise' }] as const) {
        const planned = planTransfers(open, { mode, conversion: null }, base.event)
        expect(planned.ok && effectOfDebts(planned.value.legs)).toEqual(open.nets)
      }
    }),
    { numRuns: RUNS },
  )
})

test('[BA4] a balance is explained by entries, by root, then by legs in the order in which they came to count', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'], { unbound: 1 })
  const people = pot.people as unknown as Trio
  const [alice, bob, carol] = people
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, people))
  const tea = enter(bob, evenExpense('Tea', 300, bob, people))
  meetAll(people)
  const checkpoint = settleUp(pot, alice)
  pot.group.pay(0)
  const index = checkpoint.body.plan.findIndex(({ from }) => from === carol.member)
  const confirmed = alice.writer.write({ kind: 'leg.confirmed', body: { checkpoint: checkpoint.id, index } })
  const { open } = pot.seenBy(alice)
  const entries = [
    { source: { type: 'entry', root: rootOf(dinner) }, amount: 2000n },
    { source: { type: 'entry', root: rootOf(tea) }, amount: -100n },
  ].sort((a, b) => (a.source.root < b.source.root ? -1 : 1))
  expect(explainNet(open, alice.member, EUR)).toMatchObject([
    ...entries,
    { source: { type: 'leg', checkpoint: checkpoint.id, index: 0 }, amount: -800n },
    { source: { type: 'confirmed', event: { id: confirmed.id } }, amount: -1100n },
  ])
  expect(explainDebt(open, { from: bob.member, to: alice.member, currency: EUR })).toMatchObject([
    ...[
      { source: { type: 'entry', root: rootOf(dinner) }, amount: 1000n },
      { source: { type: 'entry', root: rootOf(tea) }, amount: -100n },
    ].sort((a, b) => (a.source.root < b.source.root ? -1 : 1)),
    { source: { type: 'leg' }, amount: -800n },
  ])
  expect(explainNet(open, alice.member, { code: 'EUR', digits: 3 })).toEqual([])
  const turned = { ...open, effects: new Map([...open.effects].toReversed()) }
  expect(explainNet(turned, alice.member, EUR)).toEqual(explainNet(open, alice.member, EUR))
})

test('[BA4] [ST6] after a conversion balances are explained by what came before it and by itself', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
  const people = pot.people as unknown as Trio
  const [alice, bob, carol] = people
  const yen: Currency = { code: 'JPY', digits: 0 }
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  enter(alice, transfer(2000, bob, carol, yen))
  meetAll(people)
  const rate = { from: yen, rate: '0.006125' as AgreedRate['rate'], source: '' }
  const { id } = settleUp(pot, alice, { conversion: { into: EUR, rates: [rate] } })
  const { open } = pot.seenBy(alice)
  for (const { member } of people) {
    const net = open.nets.find((each) => each.member === member)?.amount ?? 0n
    expect(sumOf(explainNet(open, member, EUR))).toBe(net)
    expect(sumOf(explainNet(open, member, yen))).toBe(0n)
  }
  expect(explainNet(open, bob.member, EUR).at(-1)).toEqual({
    source: { type: 'converted', checkpoint: id },
    amount: 1225n,
  })
})

test('[BA4] an entry that was struck explains nothing, also when it was settled before', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice, bob] = pot.people as [Person, Person]
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  meetAll(pot.people)
  settleUp(pot, alice)
  strike(alice, dinner, dinner)
  expect(explainNet(pot.seenBy(alice).open, bob.member, EUR)).toEqual([])
})

test('[BA4] a leg says why it is there', () => {
  const people = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  const [alice, bob] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  enter(bob, transfer(400, bob, alice))
  meetAll(people)
  const { open, base } = fold(alice.writer.known.values(), [])
  const planned = planTransfers(open, { mode: { type: 'fewest' }, conversion: null }, base.event)
  const legs = planned.ok ? planned.value.legs : []
  const group = people
    .map(({ member }) => ({ member, amount: member === alice.member ? 2000n : -1000n }))
    .sort((a, b) => (a.member < b.member ? -1 : 1))
  expect(legs.find(({ from }) => from === bob.member)).toMatchObject({
    amount: 600n,
    reason: { type: 'group', group },
    paid: 400n,
    anew: false,
  })
})

/** The same facts after Carol was merged into Bob and Bob into Alice, as the end of an epoch's fold leaves them. */
const mergedFacts = (facts: Facts, [alice, bob, carol]: Trio): Facts => {
  const into = (from: MemberId, to: MemberId): readonly [MemberId, Member] => [
    from,
    { ...(facts.members.get(from) as Member), mergedInto: to },
  ]
  const members = new Map([...facts.members, into(carol.member, bob.member), into(bob.member, alice.member)])
  return { ...facts, members, nets: mergedEffect({ members }, facts.nets) }
}

test('[BA4] what merged members paid and owe explains the balance of the one they are counted with', () => {
  const people = startPot('Alice', 'Bob', 'Carol', 'Dave')
  const trio = people as unknown as Trio
  const [alice, bob, carol] = trio
  const dave = people[3] as Person
  enter(alice, evenExpense('Dinner', 4000, alice, people))
  enter(alice, evenExpense('Taxi', 600, bob, [carol, dave]))
  const found = fold(alice.writer.known.values(), [])
  const facts = mergedFacts(found.open, trio)
  expect(mergedMember(facts, carol.member)).toBe(alice.member)
  expect(mergedMember(facts, dave.member)).toBe(dave.member)
  expect(netsOf({ ...found, open: facts })).toEqual({ Alice: 1300n, Dave: -1300n })
  expect(sumOf(explainNet(facts, alice.member, EUR))).toBe(1300n)
  expect(effectOfDebts(pairDebts(facts))).toEqual(facts.nets)
  expect(sumOf(explainDebt(facts, { from: dave.member, to: alice.member, currency: EUR }))).toBe(1300n)
  expect(mergedEffect(found.open, found.open.nets)).toBe(found.open.nets)
})
