// How a pot settles: modes, limits, conversion, and what payments leave of a plan.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  computeCheckpoint,
  cutOf,
  fold,
  legKey,
  minor,
  planTransfers,
  type AgreedRate,
  type CheckpointTerms,
  type Conversion,
  type Currency,
  type CutHead,
  type EventOf,
  type Facts,
  type Leg,
  type MemberId,
  type PairAmount,
  type PlannedLeg,
  type PotFold,
  type SettleMode,
} from '../../../src/domain/index.ts'
import {
  enter,
  EUR,
  evenExpense,
  hashOf,
  meetAll,
  netsOf,
  revise,
  startPot,
  strike,
  transfer,
  type Person,
} from '../story.ts'
import { checkpointOf, rates, settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
type Four = readonly [Person, Person, Person, Person]

const JPY: Currency = { code: 'JPY', digits: 0 }
const FEWEST: Pick<CheckpointTerms, 'mode' | 'conversion'> = { mode: { type: 'fewest' }, conversion: null }

const openOf = (person: Person): PotFold => fold(person.writer.known.values(), [])
const plannedIn = ({ open, base }: PotFold, mode: SettleMode = { type: 'fewest' }): readonly PlannedLeg[] => {
  const planned = planTransfers(open, { ...FEWEST, mode }, base.event)
  if (!planned.ok) throw new Error(planned.error.type)
  return planned.value.legs
}
const listed = (facts: Facts, legs: readonly PairAmount[]): readonly string[] => {
  const name = (id: MemberId): string => facts.members.get(id)?.name ?? id
  return legs
    .map(({ from, to, currency, amount }) => `${name(from)} -> ${name(to)} ${amount} ${currency.code}`)
    .sort((a, b) => (a < b ? -1 : 1))
}
const plan = (found: PotFold, mode?: SettleMode): readonly string[] => listed(found.open, plannedIn(found, mode))
const confirm = ({ writer }: Person, checkpoint: EventOf<'checkpoint.proposed'>, index: number): unknown =>
  writer.write({ kind: 'leg.confirmed', body: { checkpoint: checkpoint.id, index } })

/** Bob owes Alice 100 and Dave owes Carol 100: two pairs that settle by themselves. */
const twoPairs = (): Four => {
  const people = startPot('Alice', 'Bob', 'Carol', 'Dave') as unknown as Four
  const [alice, bob, carol, dave] = people
  enter(alice, evenExpense('Dinner', 20_000, alice, [alice, bob]))
  meetAll(people)
  enter(carol, evenExpense('Hotel', 20_000, carol, [carol, dave]))
  meetAll(people)
  return people
}

describe('[ST4] payments consume the plan', () => {
  test('paying part of a leg changes no other leg, though a plan made anew would', () => {
    const people = twoPairs()
    const [alice, bob] = people
    const before = plan(openOf(alice))
    expect(before).toHaveLength(2)
    enter(bob, transfer(3000, bob, alice))
    expect(plan(openOf(bob))).toEqual(before.map((leg) => leg.replace('Bob -> Alice 10000', 'Bob -> Alice 7000')))
    expect(plannedIn(openOf(bob)).map(({ paid, anew }) => [paid, anew])).toContainEqual([3000n, false])
  })

  test('a payment that fits no leg is planned anew among those whom it joins', () => {
    const people = twoPairs()
    const [alice, bob, , dave] = people
    enter(dave, transfer(2500, dave, alice))
    meetAll(people)
    expect(plan(openOf(bob))).toEqual(plan(openOf(alice)))
    expect(plannedIn(openOf(alice)).every(({ anew }) => anew)).toBe(true)
  })

  test('the next expense plans everything from the balances as they are', () => {
    const people = startPot('Alice', 'Bob', 'Carol', 'Dave') as unknown as Four
    const [alice, bob, carol, dave] = people
    enter(alice, transfer(100, alice, bob))
    enter(alice, transfer(50, carol, dave))
    enter(alice, evenExpense('Tea', 200, alice, [alice, bob]))
    enter(alice, transfer(150, bob, alice))
    expect(plannedIn(openOf(alice)).filter(({ paid }) => paid > 0n)).toMatchObject([{ paid: 150n, amount: 50n }])
    meetAll(people)
    enter(carol, evenExpense('Taxi', 100, carol, [carol, dave]))
    expect(plannedIn(openOf(carol)).every(({ paid, anew }) => paid === 0n && !anew)).toBe(true)
  })

  test('a payment by somebody who had not seen the last expense stands by its place in canonical order', () => {
    const people = twoPairs()
    const [alice, bob, carol] = people
    // Both write at once: the expense's Lamport number is greater only because Carol writes twice.
    const paid = enter(bob, transfer(3000, bob, alice))
    enter(carol, evenExpense('Tea', 100, carol, [carol, alice]))
    const later = enter(carol, evenExpense('Cake', 100, carol, [carol, alice]))
    meetAll(people)
    expect(later.lamport).toBeGreaterThan(paid.lamport)
    expect(plannedIn(openOf(alice)).every(({ paid: part }) => part === 0n)).toBe(true)
  })

  test('a payment that was corrected counts as it is now; one that was struck never was', () => {
    const people = twoPairs()
    const [alice, bob] = people
    const before = plan(openOf(alice))
    const first = enter(bob, transfer(3000, bob, alice))
    const second = revise(bob, first, transfer(1000, bob, alice), first)
    expect(plannedIn(openOf(bob)).find(({ from }) => from === bob.member)).toMatchObject({ amount: 9000n, paid: 1000n })
    strike(bob, first, second)
    expect(plan(openOf(bob))).toEqual(before)
    expect(plannedIn(openOf(bob)).every(({ paid, anew }) => paid === 0n && !anew)).toBe(true)
  })

  test('an expense that became a payment is no payment: it plans anew', () => {
    const people = twoPairs()
    const [alice, bob] = people
    const typo = enter(bob, evenExpense('Cash', 3000, bob, [alice, bob]))
    revise(bob, typo, transfer(3000, bob, alice), typo)
    expect(plannedIn(openOf(bob)).every(({ paid }) => paid === 0n)).toBe(true)
  })

  test('payments go on consuming the plan over a settlement, until the next expense', () => {
    const pot = startTiedPot(['Alice', 'Bob', 'Carol', 'Dave'], { unbound: 1 })
    const [alice, bob, carol, dave] = pot.people as unknown as Four
    enter(alice, evenExpense('Dinner', 20_000, alice, [alice, bob]))
    meetAll(pot.people)
    enter(carol, evenExpense('Hotel', 20_000, carol, [carol, dave]))
    meetAll(pot.people)
    enter(bob, transfer(3000, bob, alice))
    meetAll(pot.people)
    const checkpoint = settleUp(pot, alice)
    const indexOf = (from: Person): number => checkpoint.body.plan.findIndex((leg) => leg.from === from.member)
    expect(plan(pot.seenBy(alice))).toEqual(listed(pot.seenBy(alice).open, checkpoint.body.plan))
    expect(plannedIn(pot.seenBy(alice))).toHaveLength(2)
    expect(plannedIn(pot.seenBy(alice)).find(({ from }) => from === bob.member)).toMatchObject({ paid: 3000n })
    // Dave pays a part in cash, Bob the rest over the chain.
    enter(dave, transfer(2000, dave, carol))
    expect(plannedIn(pot.seenBy(dave)).find(({ from }) => from === dave.member)).toMatchObject({
      amount: 8000n,
      paid: 2000n,
      anew: false,
    })
    pot.group.pay(indexOf(bob))
    expect(plannedIn(pot.seenBy(dave))).toMatchObject([{ from: dave.member, amount: 8000n, anew: false }])
    // Carol confirms the whole leg: what is too much goes back.
    confirm(carol, checkpoint, indexOf(dave))
    meetAll(pot.people)
    expect(plannedIn(pot.seenBy(dave))).toMatchObject([
      { from: carol.member, to: dave.member, amount: 2000n, anew: true },
    ])
    enter(alice, evenExpense('Tea', 400, alice, [alice, bob]))
    expect(plannedIn(pot.seenBy(alice)).every(({ paid, anew }) => paid === 0n && !anew)).toBe(true)
  })

  test('a leg paid over the chain leaves the others as they were, though a plan made anew would not', () => {
    const pot = startTiedPot(['Alice', 'Bob', 'Carol', 'Dave', 'Eve'])
    const byId = pot.people.toSorted((a, b) => (a.member < b.member ? -1 : 1))
    const [p0, p1, p2, p3, p4] = byId as unknown as readonly [...Four, Person]
    enter(p4, evenExpense('Dinner', 400, p4, [p0]))
    enter(p4, evenExpense('Tea', 100, p4, [p2]))
    enter(p3, evenExpense('Taxi', 400, p3, [p1]))
    meetAll(pot.people)
    const { body } = settleUp(pot, p0)
    const leftOf = (found: PotFold): unknown => plannedIn(found).map(({ from, to, amount }) => [from, to, amount])
    const [first, second] = [
      [p0.member, p4.member, 400n],
      [p1.member, p3.member, 400n],
    ]
    expect(leftOf(pot.seenBy(p0))).toEqual([first, second, [p2.member, p4.member, 100n]])
    pot.group.pay(body.plan.findIndex(({ from }) => from === p2.member))
    expect(leftOf(pot.seenBy(p0))).toEqual([first, second])
  })

  test('in an epoch with an expense the chain’s payments are earlier than it', () => {
    const pot = startTiedPot(['Alice', 'Bob'])
    const [alice, bob] = pot.people as [Person, Person]
    enter(alice, evenExpense('Dinner', 20_000, alice, pot.people))
    meetAll(pot.people)
    settleUp(pot, alice)
    enter(bob, evenExpense('Tea', 400, alice, pot.people))
    pot.group.pay(0)
    expect(plannedIn(pot.seenBy(bob))).toMatchObject([{ from: bob.member, amount: 200n, paid: 0n, anew: false }])
  })

  test('a leg confirmed before the last expense is earlier than it, one confirmed after it is a payment', () => {
    const people = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
    const [alice, bob, carol] = people
    enter(alice, transfer(5000, alice, bob))
    enter(alice, transfer(3000, alice, carol))
    enter(alice, evenExpense('Dinner', 20_000, alice, [alice, bob]))
    const propose = (): EventOf<'checkpoint.proposed'> =>
      alice.writer.write({ kind: 'checkpoint.proposed', body: checkpointOf(openOf(alice), []) })
    const first = propose()
    const indexOf = (from: Person): number => first.body.plan.findIndex((leg) => leg.from === from.member)
    confirm(alice, first, indexOf(carol))
    expect(plannedIn(openOf(alice))).toHaveLength(1)
    enter(alice, evenExpense('Tea', 300, alice, people))
    confirm(alice, first, indexOf(bob))
    const { open } = openOf(alice)
    expect(open.confirmed.has(legKey(first.id, indexOf(bob)))).toBe(true)
    const left = plannedIn(openOf(alice)).map(({ from, amount, paid }) => ({ from, amount, paid }))
    expect(left).toHaveLength(2)
    expect(left).toContainEqual({ from: bob.member, amount: 100n, paid: 15_000n })
    expect(left).toContainEqual({ from: carol.member, amount: 100n, paid: 0n })
  })

  test('any payments of legs, by anybody in any order and by any way, leave the other legs as they were', () => {
    const way = fc.constantFrom('transfer', 'confirm', 'chain')
    const payments = fc.array(fc.tuple(fc.nat(), way, fc.bigInt(1n, 99n), fc.boolean()), { maxLength: 8 })
    const bills = fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 5000 })), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(bills, payments, (debts, paid) => {
        const pot = startTiedPot(['Alice', 'Bob', 'Carol', 'Dave', 'Erin'], { unbound: 2 })
        const { people } = pot
        const at = (index: number): Person => people[index] as Person
        for (const [payer, debtor, cents] of debts)
          enter(at(0), evenExpense('Bill', cents, at(payer), payer === debtor ? people : [at(debtor)]))
        meetAll(people)
        const checkpoint = settleUp(pot, at(0))
        const left = checkpoint.body.plan.map(({ amount }): bigint => amount)
        const whole = new Set<number>()
        for (const [pick, how, percent, meet] of left.length === 0 ? [] : paid) {
          const index = pick % left.length
          const leg = checkpoint.body.plan[index] as Leg
          const person = people.find(({ member }) => member === (how === 'confirm' ? leg.to : leg.from)) as Person
          const isChain = index < checkpoint.body.legs
          const part = ((left[index] as bigint) * percent) / 100n
          if (how === 'transfer' && part > 0n && !whole.has(index)) {
            const to = people.find(({ member }) => member === leg.to) as Person
            enter(person, transfer(Number(part), person, to))
            left[index] = (left[index] as bigint) - part
          }
          if (how !== 'transfer' && left[index] === leg.amount && isChain === (how === 'chain')) {
            if (isChain) pot.group.pay(index)
            else confirm(person, checkpoint, index)
            left[index] = 0n
            whole.add(index)
          }
          if (meet) meetAll(people)
        }
        meetAll(people)
        const found = pot.seenBy(at(0))
        const expected = checkpoint.body.plan.map((leg, index) => ({ ...leg, amount: minor(left[index] as bigint) }))
        expect(plan(found)).toEqual(
          listed(
            found.open,
            expected.filter(({ amount }) => amount > 0n),
          ),
        )
        expect(plannedIn(found).some(({ anew }) => anew)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})

describe('[ST5] a pot settles in a mode', () => {
  test('in order of currency, payer and payee, in whatever order a mode says who pays whom', () => {
    const [alice, bob, carol, dave] = startPot('Alice', 'Bob', 'Carol', 'Dave') as unknown as Four
    for (const currency of [JPY, EUR]) {
      enter(alice, transfer(1000, alice, bob, currency))
      enter(alice, transfer(500, carol, bob, currency))
      enter(alice, transfer(900, carol, dave, currency))
    }
    const byId = (a: Person, b: Person): number => (a.member < b.member ? -1 : 1)
    const [payees, payers] = [[alice, carol].sort(byId), [bob, dave].sort(byId)]
    const pairs = payers.flatMap(({ member: from }) => payees.map(({ member: to }) => ({ from, to })))
    const legs = plannedIn(openOf(alice), { type: 'preferred', pairs: pairs.toReversed() })
    const keys = legs.map(({ currency, from, to }) => `${currency.code}.${from}.${to}`)
    expect(keys).toHaveLength(6)
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)))
  })

  const people = startPot('Alice', 'Bob', 'Carol') as unknown as Trio
  const [alice, bob, carol] = people
  enter(alice, evenExpense('Dinner', 3000, alice, people))
  enter(alice, evenExpense('Taxi', 1000, bob, [bob, carol]))
  enter(alice, transfer(200, carol, alice))
  const found = openOf(alice)

  test('pairwise: who actually owes whom, what two owe each other set off', () => {
    expect(plan(found, { type: 'pairwise' })).toEqual([
      'Bob -> Alice 1000 EUR',
      'Carol -> Alice 800 EUR',
      'Carol -> Bob 500 EUR',
    ])
    expect(plannedIn(found, { type: 'pairwise' })[0]).toMatchObject({ reason: { type: 'pair' }, paid: 0n, anew: false })
    expect(plan(found)).toEqual(['Bob -> Alice 500 EUR', 'Carol -> Alice 1300 EUR'])
  })

  test('the mode is in the checkpoint and in the state', () => {
    const fewest = checkpointOf(found, [])
    const centred = checkpointOf(found, [], { mode: { type: 'centred', on: bob.member } })
    expect(listed(found.open, centred.plan)).toEqual(['Bob -> Alice 1800 EUR', 'Carol -> Bob 1300 EUR'])
    expect(centred.stateHash).not.toBe(fewest.stateHash)
  })

  test('a mode names members of the pot, nobody twice', () => {
    const stranger = hashOf('stranger') as string as MemberId
    const refusal = (mode: SettleMode): unknown => {
      const planned = planTransfers(found.open, { ...FEWEST, mode }, found.base.event)
      return planned.ok ? planned.value.legs.length : planned.error
    }
    const [a, b, c] = [alice.member, bob.member, carol.member]
    expect(refusal({ type: 'centred', on: stranger })).toEqual({ type: 'ModeNamesStranger', member: stranger })
    expect(refusal({ type: 'subgroups', groups: [[a, stranger]] })).toEqual({
      type: 'ModeNamesStranger',
      member: stranger,
    })
    expect(refusal({ type: 'preferred', pairs: [{ from: a, to: stranger }] })).toEqual({
      type: 'ModeNamesStranger',
      member: stranger,
    })
    const overlapping = [
      [a, b],
      [b, c],
    ]
    expect(refusal({ type: 'subgroups', groups: overlapping })).toEqual({ type: 'ModeNamesTwice', member: b })
    expect(refusal({ type: 'preferred', pairs: [{ from: a, to: a }] })).toEqual({ type: 'ModeNamesTwice', member: a })
    const twice = [
      { from: b, to: a },
      { from: b, to: c },
      { from: b, to: a },
    ]
    expect(refusal({ type: 'preferred', pairs: twice })).toEqual({ type: 'ModeNamesTwice', member: b })
    expect(refusal({ type: 'preferred', pairs: twice.slice(0, 2) })).toBe(2)
    expect(refusal({ type: 'subgroups', groups: [[a, b]] })).toBe(2)
  })

  test('a member who is counted with another one is none to settle with', () => {
    const members = new Map(found.open.members)
    const merged = members.get(carol.member)
    if (merged) members.set(carol.member, { ...merged, mergedInto: bob.member })
    const mode: SettleMode = { type: 'centred', on: carol.member }
    expect(planTransfers({ ...found.open, members }, { ...FEWEST, mode }, found.base.event)).toEqual({
      ok: false,
      error: { type: 'ModeNamesStranger', member: carol.member },
    })
  })

  test('every mode can be final, and payments of its legs count', () => {
    const modes = (pot: Trio): readonly SettleMode[] => [
      { type: 'fewest' },
      { type: 'pairwise' },
      { type: 'centred', on: pot[2].member },
      { type: 'subgroups', groups: [[pot[0].member, pot[1].member].sort((x, y) => (x < y ? -1 : 1))] },
      { type: 'preferred', pairs: [{ from: pot[2].member, to: pot[1].member }] },
    ]
    for (const index of [0, 1, 2, 3, 4]) {
      const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
      const trio = pot.people as unknown as Trio
      enter(trio[0], evenExpense('Dinner', 3000, trio[0], trio))
      enter(trio[0], evenExpense('Taxi', 1000, trio[1], [trio[1], trio[2]]))
      meetAll(trio)
      const mode = modes(trio)[index] as SettleMode
      const { body } = settleUp(pot, trio[0], { mode })
      expect(pot.seenBy(trio[0]).anchors[0]?.verdict.type).toBe('final')
      for (const leg of body.plan.keys()) pot.group.pay(leg)
      expect(pot.seenBy(trio[0]).open.nets).toEqual([])
      expect(plannedIn(pot.seenBy(trio[0]), mode)).toEqual([])
    }
  })
})

describe('[ST6] a pot converts all balances into one currency', () => {
  const toEuro = (...agreed: readonly (readonly [Currency, string])[]): Conversion => ({
    into: EUR,
    rates: agreed.map(([from, rate]): AgreedRate => ({ from, rate: rate as AgreedRate['rate'], source: 'agreed' })),
  })
  const terms = (conversion: Conversion): Pick<CheckpointTerms, 'mode' | 'conversion'> => ({ ...FEWEST, conversion })

  test('the plan is in that currency, and so are the balances from the final settlement on', () => {
    const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
    const [alice, bob, carol] = pot.people as unknown as Trio
    enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
    enter(alice, transfer(2000, bob, carol, JPY))
    meetAll(pot.people)
    const before = pot.seenBy(alice)
    const conversion = toEuro([JPY, '0.006125'])
    const checkpoint = settleUp(pot, alice, { conversion })
    // 2000 yen are 12.25 euros.
    expect(listed(before.open, checkpoint.body.plan)).toEqual(['Carol -> Alice 2000 EUR', 'Carol -> Bob 225 EUR'])
    const after = pot.seenBy(alice)
    expect([netsOf(after), netsOf(after, 'JPY')]).toEqual([{ Alice: 2000n, Bob: 225n, Carol: -2225n }, {}])
    expect(after.open.moves).toMatchObject([{ source: { type: 'converted', checkpoint: checkpoint.id }, epoch: 0n }])
    pot.group.pay(checkpoint.body.plan.findIndex(({ to }) => to === alice.member))
    expect(netsOf(pot.seenBy(alice))).toEqual({ Bob: 225n, Carol: -225n })
    // Carol paid Alice more than she owed her: pairwise that is a circle.
    expect(plan(pot.seenBy(alice), { type: 'pairwise' })).toEqual([
      'Alice -> Carol 1000 EUR',
      'Bob -> Alice 1000 EUR',
      'Carol -> Bob 1225 EUR',
    ])
    expect(plannedIn(pot.seenBy(alice))).toMatchObject([{ from: carol.member, to: bob.member, anew: false }])
  })

  test('what was paid before is in it; who owes whom is converted too', () => {
    const pot = startTiedPot(['Alice', 'Bob', 'Carol'])
    const [alice, bob, carol] = pot.people as unknown as Trio
    enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
    enter(alice, transfer(2000, bob, carol, JPY))
    enter(alice, transfer(400, bob, alice))
    meetAll(pot.people)
    const conversion = toEuro([JPY, '0.006'])
    const { open, base } = pot.seenBy(alice)
    const fewest = planTransfers(open, terms(conversion), base.event)
    expect(fewest.ok && fewest.value.legs.map(({ paid, anew }) => [paid, anew])).toEqual([
      [0n, false],
      [0n, false],
    ])
    const pairwise = settleUp(pot, alice, { mode: { type: 'pairwise' }, conversion })
    expect(listed(pot.seenBy(alice).open, pairwise.body.plan)).toEqual([
      'Bob -> Alice 600 EUR',
      'Carol -> Alice 1000 EUR',
      'Carol -> Bob 1200 EUR',
    ])
    expect(pot.seenBy(alice).anchors[0]?.verdict.type).toBe('final')
    expect(plan(pot.seenBy(alice), { type: 'pairwise' })).toEqual(listed(pot.seenBy(alice).open, pairwise.body.plan))
    expect(pot.seenBy(carol).open.paidBefore).toEqual([])
  })

  test('only a settlement that can be final converts', () => {
    const people = startPot('Alice', 'Bob') as [Person, Person]
    const { open, base } = openOf(people[0])
    expect(planTransfers(open, terms(toEuro()), base.event)).toEqual({ ok: false, error: { type: 'ConversionUntied' } })
  })

  test('every other currency with balances needs one rate', () => {
    const pot = startTiedPot(['Alice', 'Bob'])
    const [alice, bob] = pot.people as [Person, Person]
    enter(alice, transfer(2000, bob, alice, JPY))
    const { open, base } = pot.seenBy(alice)
    expect(planTransfers(open, terms(toEuro()), base.event)).toEqual({
      ok: false,
      error: { type: 'CurrencyUnrated', currency: JPY },
    })
    expect(planTransfers(open, terms(toEuro([JPY, '0.006'], [JPY, '0.007'])), base.event)).toEqual({
      ok: false,
      error: { type: 'RateRepeated', currency: JPY },
    })
  })

  test('a settlement that converts by a rate too few is void', () => {
    const pot = startTiedPot(['Alice', 'Bob'])
    const [alice, bob] = pot.people as [Person, Person]
    enter(alice, transfer(2000, bob, alice, JPY))
    const body = { ...checkpointOf(pot.seenBy(alice)), conversion: toEuro() }
    const checkpoint = alice.writer.write({ kind: 'checkpoint.proposed', body })
    pot.group.finalize(checkpoint)
    expect(pot.seenBy(alice).anchors[0]?.verdict).toEqual({ type: 'void', differs: ['plan'] })
  })
})

describe('limits of a settlement are refusals, never crashes', () => {
  test('[ST1] more transfers than a checkpoint holds', () => {
    const people = startPot('Alice', 'Bob') as [Person, Person]
    const [alice, bob] = people
    for (let i = 0; i < 512; i++) enter(alice, transfer(1, alice, bob, { code: `C${i}`, digits: 0 }))
    expect(checkpointOf(openOf(alice), []).plan).toHaveLength(512)
    enter(alice, transfer(1, alice, bob))
    const { known, base, open } = openOf(alice)
    expect(computeCheckpoint(known, base, { ...FEWEST, cut: cutOf({ known, base, open }), seq: 0n, rates })).toEqual({
      ok: false,
      error: { type: 'TooManyLegs', legs: 513, most: 512 },
    })
  })

  test('[EP7] more heads than a checkpoint holds', () => {
    const [alice] = startPot('Alice') as [Person]
    const { known, base, open } = openOf(alice)
    const [head] = cutOf({ known, base, open }) as readonly [CutHead]
    const cut = Array.from({ length: 257 }, () => head)
    expect(computeCheckpoint(known, base, { ...FEWEST, cut, seq: 0n, rates })).toEqual({
      ok: false,
      error: { type: 'TooManyHeads', heads: 257, most: 256 },
    })
    const terms = { ...FEWEST, cut: cut.slice(1), seq: 0n, rates }
    expect(computeCheckpoint(known, base, terms).ok).toBe(true)
  })

  test('[MO1] a balance beyond all amounts cannot be paid by one leg', () => {
    const people = startPot('Alice', 'Bob') as [Person, Person]
    const [alice, bob] = people
    const most = minor(2n ** 96n - 1n)
    enter(alice, { ...transfer(1, alice, bob), amount: most })
    expect(plan(openOf(alice))).toEqual([`Bob -> Alice ${most} EUR`])
    enter(alice, transfer(1, alice, bob))
    const { known, base, open } = openOf(alice)
    expect(plan(openOf(alice))).toEqual([`Bob -> Alice ${most + 1n} EUR`])
    expect(computeCheckpoint(known, base, { ...FEWEST, cut: cutOf({ known, base, open }), seq: 0n, rates })).toEqual({
      ok: false,
      error: { type: 'AmountOutOfRange', amount: 2n ** 96n },
    })
  })
})
