import { expect, test } from 'vitest'
import {
  chainLeg,
  computeCheckpoint,
  cutOf,
  fold,
  legLeaf,
  legRoot,
  minor,
  planLeaves,
  planOf,
  legProof,
  verifyLegProof,
  walletInRoster,
  type AgreedRate,
  type Currency,
  type Group,
  type Hash32,
  type Leg,
} from '../../../src/domain/index.ts'
import { enter, EUR, evenExpense, meetAll, startPot, transfer, type Person } from '../story.ts'
import { checkpointOf, rates, settleUp, startTiedPot } from './tied-pot.ts'

type Trio = readonly [Person, Person, Person]
const namesOf = (people: readonly Person[], legs: readonly Leg[]): readonly string[] => {
  const name = (id: string): string => people.find(({ member }) => member === id)?.name ?? id
  return legs.map(
    ({ from, to, currency, amount }) => `${name(from)} -> ${name(to)} ${amount} ${currency.code}${currency.digits}`,
  )
}

test('[ST6] plans are made per currency, in order of code and digits', () => {
  const people = startPot('Alice', 'Bob') as [Person, Person]
  const [alice, bob] = people
  const currency = (code: string, digits: number): Currency => ({ code, digits })
  for (const each of [EUR, currency('JPY', 0), currency('EUR', 3), currency('CHF', 2)])
    enter(alice, transfer(500, alice, bob, each))
  const { plan } = checkpointOf(fold(alice.writer.known.values(), []), [])
  expect(namesOf(people, plan)).toEqual([
    'Bob -> Alice 500 CHF2',
    'Bob -> Alice 500 EUR2',
    'Bob -> Alice 500 EUR3',
    'Bob -> Alice 500 JPY0',
  ])
})

test('[ST7] legs between members with wallets in the roster come first and are on the chain; the others follow', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol', 'Dave'], { unbound: 2 })
  const [alice, bob, carol] = pot.people as unknown as Trio
  enter(alice, transfer(100, alice, carol))
  enter(alice, transfer(200, bob, alice, { code: 'JPY', digits: 0 }))
  const { plan, legs, planRoot } = checkpointOf(pot.seenBy(alice))
  expect(namesOf(pot.people, plan)).toEqual(['Alice -> Bob 200 JPY0', 'Carol -> Alice 100 EUR2'])
  expect(legs).toBe(1)
  expect(plan[0]?.onChain).toMatchObject({ payer: walletInRoster(pot.seenBy(alice).open, alice.member)?.address })
  expect(plan[1]).toMatchObject({ onChain: null, planck: 0n })
  expect(chainLeg(plan[1], 1)).toBeUndefined()
  expect(planRoot).toBe(legLeaf(pot.group.group, 1n, chainLeg(plan[0], 0) as never))
})

test('[ST7] without an agreed rate a leg on the chain has no token amount: it can be acknowledged, not paid', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice] = pot.people as [Person, Person]
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  const [leg] = checkpointOf(pot.seenBy(alice), []).plan as readonly [Leg]
  expect(leg).toMatchObject({ planck: 0n, amount: 1500n })
  const [priced] = checkpointOf(pot.seenBy(alice)).plan as readonly [Leg]
  expect(priced.planck).toBe(600_000_000_000n)
  expect(priced.onChain?.memo).not.toBe(leg.onChain?.memo)
})

test('[ST7] at most 63 legs are on the chain; the surplus goes off it in canonical order', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice, bob] = pot.people as [Person, Person]
  for (let i = 0; i < 66; i++)
    enter(alice, transfer(100 + i, alice, bob, { code: `C${String(i).padStart(2, '0')}`, digits: 2 }))
  const { plan, legs, planRoot } = checkpointOf(pot.seenBy(alice))
  expect([plan.length, legs]).toEqual([66, 63])
  expect(plan.slice(63).map(({ currency, onChain }) => [currency.code, onChain])).toEqual([
    ['C63', null],
    ['C64', null],
    ['C65', null],
  ])
  const leaves = planLeaves(pot.group.group, 1n, plan)
  expect(legRoot(leaves)).toBe(planRoot)
  const proof = legProof(leaves, 62)
  expect(verifyLegProof(planRoot, legs, 62, leaves[62] as Hash32, proof)).toBe(true)
})

test('[ST7] nobody is on the chain before the group’s roster is known, or outside it', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice, bob] = pot.people as [Person, Person]
  const { open } = pot.seenBy(alice)
  expect(walletInRoster(open, alice.member)?.member).toBe(alice.member)
  expect(walletInRoster({ ...open, group: null }, alice.member)).toBeUndefined()
  expect(walletInRoster({ ...open, tie: null }, alice.member)).toBeUndefined()
  expect(walletInRoster({ ...open, group: { ...(open.group as Group), members: [] } }, bob.member)).toBeUndefined()
})

test('[ST7] the contract’s leg has the plan’s index, addresses, token amount and memo', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice] = pot.people as [Person, Person]
  enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  meetAll(pot.people)
  const { body } = settleUp(pot, alice)
  pot.group.pay(0)
  const paid = pot.group.history().events.find(({ kind }) => kind === 'Paid')
  expect(paid).toMatchObject(chainLeg(body.plan[0], 0) as never)
  expect(chainLeg(body.plan[1], 1)).toBeUndefined()
})

test('[ST7] a leg is paid at the rate of its own currency', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice, bob] = pot.people as [Person, Person]
  const yen: Currency = { code: 'JPY', digits: 0 }
  enter(alice, transfer(200, alice, bob, yen))
  const agreed: readonly AgreedRate[] = [...rates, { from: yen, rate: '0.05' as AgreedRate['rate'], source: '' }]
  // 200 yen are 10 PAS.
  expect(checkpointOf(pot.seenBy(alice), agreed).plan).toMatchObject([{ amount: 200n, planck: 100_000_000_000n }])
})

test('[BA4] a plan says of each leg, at its index, why it is there and what of it was paid', () => {
  const pot = startTiedPot(['Alice', 'Bob', 'Carol'], { unbound: 1 })
  const [alice, bob, carol] = pot.people as unknown as Trio
  enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
  enter(alice, transfer(300, bob, alice))
  const { open, base } = pot.seenBy(alice)
  const terms = { mode: { type: 'pairwise' }, conversion: null, rates } as const
  const place = { base: base.event, epoch: 1n, groupEpoch: 1n }
  const pairwise = planOf(open, terms, place)
  expect(pairwise.ok && pairwise.value.reasons).toEqual([
    { reason: { type: 'pair' }, paid: 0n, anew: false },
    { reason: { type: 'pair' }, paid: 0n, anew: false },
  ])
  const fewest = planOf(open, { ...terms, mode: { type: 'fewest' } }, place)
  // Bob has a wallet in the roster, so his leg comes first.
  expect(fewest.ok && fewest.value.reasons).toMatchObject([
    { reason: { type: 'group' }, paid: 300n, anew: false },
    { reason: { type: 'group' }, paid: 0n, anew: false },
  ])
})

test('[MO4] two rates for one currency, or a sum beyond MO1, make no plan', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice, bob] = pot.people as [Person, Person]
  const { open, known, base } = pot.seenBy(alice)
  const place = { base: base.event, epoch: 1n, groupEpoch: 1n }
  const fewest = { mode: { type: 'fewest' }, conversion: null } as const
  expect(planOf(open, { ...fewest, rates: [...rates, ...rates] }, place)).toEqual({
    ok: false,
    error: { type: 'RateRepeated', currency: EUR },
  })
  const otherDigits = { ...(rates[0] as AgreedRate), from: { code: 'EUR', digits: 3 } }
  expect(planOf(open, { ...fewest, rates: [...rates, otherDigits] }, place).ok).toBe(true)
  const most = minor(2n ** 96n - 1n)
  enter(alice, { ...transfer(1, alice, bob), amount: most })
  const terms = {
    cut: cutOf({ known, base, open }),
    seq: 0n,
    mode: { type: 'fewest' },
    conversion: null,
    rates,
  } as const
  expect(computeCheckpoint(known, base, terms).ok).toBe(true)
  const now = pot.seenBy(alice)
  // The amount fits, its worth in the token does not.
  expect(computeCheckpoint(now.known, now.base, { ...terms, cut: cutOf(now) })).toMatchObject({
    ok: false,
    error: { type: 'AmountOutOfRange' },
  })
  // Nor does one unit more.
  enter(alice, transfer(1, alice, bob))
  const more = pot.seenBy(alice)
  expect(computeCheckpoint(more.known, more.base, { ...terms, cut: cutOf(more), rates: [] })).toEqual({
    ok: false,
    error: { type: 'AmountOutOfRange', amount: 2n ** 96n },
  })
})

test('[EP1] a position that was not read yet cannot be computed', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice] = pot.people as [Person, Person]
  const { known, base, open } = pot.seenBy(alice)
  const terms = {
    cut: cutOf({ known, base, open }),
    seq: 4n,
    mode: { type: 'fewest' },
    conversion: null,
    rates,
  } as const
  expect(computeCheckpoint(known, base, terms)).toEqual({ ok: false, error: { type: 'ChainBehind', seq: 4n } })
})
