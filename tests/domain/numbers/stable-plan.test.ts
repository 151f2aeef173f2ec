// ST4: what payments do to a plan, and what they do not.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemberId } from '../../../src/domain/ids.ts'
import type { Net } from '../../../src/domain/money/net.ts'
import { compareTransfers, settleIn, type NetMode } from '../../../src/domain/settling/settle-in-mode.ts'
import type { PlanTransfer } from '../../../src/domain/settling/settle.ts'
import { stablePlan } from '../../../src/domain/settling/stable-plan.ts'
import { alice, balancedNets, bob, carol, dave, member } from './people.ts'
import { after, anyMode } from './plans.ts'

const erin = member(0xe)
const frank = member(0xf)
const pays = ({ from, to, amount }: PlanTransfer): readonly [MemberId, MemberId, bigint] => [from, to, amount]
const sorted = (plan: readonly PlanTransfer[]): readonly PlanTransfer[] => plan.toSorted(compareTransfers)
const FEWEST: NetMode = { type: 'fewest' }

/** What was paid between each two altogether, as the fold sums it. */
const together = (payments: readonly PlanTransfer[]): readonly PlanTransfer[] => {
  const sums = new Map<string, PlanTransfer>()
  for (const { from, to, amount } of payments) {
    const [low, high, signed] = from < to ? [from, to, amount] : [to, from, -amount]
    const sum = (sums.get(low + high)?.amount ?? 0n) + signed
    sums.set(low + high, { from: low, to: high, amount: sum })
  }
  return [...sums.values()]
    .filter(({ amount }) => amount !== 0n)
    .map(({ from, to, amount }) => (amount > 0n ? { from, to, amount } : { from: to, to: from, amount: -amount }))
}

interface Story {
  readonly nets: readonly Net[]
  readonly mode: NetMode
  /** Payments along legs of the plan, never more than a leg. */
  readonly fitting: readonly PlanTransfer[]
  /** Payments between anybody. */
  readonly others: readonly PlanTransfer[]
}

const anyStory: fc.Arbitrary<Story> = balancedNets(10, 30n).chain((nets) => {
  const ids = nets.map(({ member: id }) => id)
  return fc
    .tuple(
      anyMode(ids),
      fc.array(fc.tuple(fc.nat(), fc.bigInt(1n, 100n)), { maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.bigInt(1n, 60n)), { maxLength: 4 }),
    )
    .map(([mode, parts, others]): Story => {
      const plan = settleIn(mode, nets)
      const left = plan.map(({ amount }) => amount)
      const fitting: PlanTransfer[] = []
      for (const [pick, percent] of plan.length === 0 ? [] : parts) {
        const index = pick % plan.length
        const { from, to } = plan[index] as PlanTransfer
        const amount = ((left[index] as bigint) * percent) / 100n
        if (amount === 0n) continue
        left[index] = (left[index] as bigint) - amount
        fitting.push({ from, to, amount })
      }
      return {
        nets,
        mode,
        fitting,
        others: others
          .map(([from, to, amount]) => ({
            from: ids[from % ids.length] as MemberId,
            to: ids[to % ids.length] as MemberId,
            amount,
          }))
          .filter(({ from, to }) => from !== to),
      }
    })
})

test('[ST4] payments of transfers, in full or in part and in any number, take just these out of the plan', () => {
  fc.assert(
    fc.property(anyStory, ({ nets, mode, fitting }) => {
      const plan = settleIn(mode, nets)
      const paid = together(fitting)
      const paidOf = ({ from, to }: PlanTransfer): bigint =>
        paid.find((payment) => payment.from === from && payment.to === to)?.amount ?? 0n
      const expected = plan
        .map((transfer) => ({
          ...transfer,
          amount: transfer.amount - paidOf(transfer),
          paid: paidOf(transfer),
          anew: false,
        }))
        .filter(({ amount }) => amount > 0n)
      expect(stablePlan(mode, after(nets, paid), paid)).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

test('[ST4] after any payments the plan settles what is open, and is the same in whatever order they are listed', () => {
  const shuffled = anyStory.chain((story) => {
    const payments = [...story.fitting, ...story.others]
    return fc.tuple(fc.constant(story), fc.shuffledSubarray(payments, { minLength: payments.length }))
  })
  fc.assert(
    fc.property(shuffled, ([{ nets, mode, fitting, others }, other]) => {
      const paid = together([...fitting, ...others])
      const now = after(nets, paid)
      const plan = stablePlan(mode, now, paid)
      expect(after(now, plan)).toEqual([])
      expect(plan.every(({ amount }) => amount > 0n)).toBe(true)
      expect(new Set(plan.map(({ from, to }) => from + to)).size).toBe(plan.length)
      expect(sorted(stablePlan(mode, now.toReversed(), together(other)))).toEqual(sorted(plan))
    }),
    { numRuns: 1000 },
  )
})

test('[ST4] whom a payment that fits no transfer does not concern keeps their transfers', () => {
  fc.assert(
    fc.property(anyStory, ({ nets, mode, fitting, others }) => {
      const before = together(fitting)
      const [misfit] = others
      fc.pre(misfit !== undefined)
      const plan = stablePlan(mode, after(nets, before), before)
      const paid = together([...fitting, misfit])
      const next = stablePlan(mode, after(nets, paid), paid)
      const touched = connectedTo(misfit, settleIn(mode, nets), mode)
      const apart = ({ from }: PlanTransfer): boolean => !touched.has(from)
      expect(next.filter(apart)).toEqual(plan.filter(apart))
    }),
    { numRuns: 1000 },
  )
})

/** Everyone who is connected with a payment's two people by transfers, by belonging to one subgroup, or as the one in the centre. */
const connectedTo = (
  { from, to }: PlanTransfer,
  plan: readonly PlanTransfer[],
  mode: NetMode,
): ReadonlySet<MemberId> => {
  const bonds = [...plan.map((each) => [each.from, each.to]), ...(mode.type === 'subgroups' ? mode.groups : [])]
  const found = new Set(mode.type === 'centred' ? [from, to, mode.on] : [from, to])
  for (let size = 0; size < found.size;) {
    size = found.size
    for (const bond of bonds) if (bond.some((who) => found.has(who))) for (const who of bond) found.add(who)
  }
  return found
}

test('[ST4] nothing paid: the plan is the mode’s own', () => {
  fc.assert(
    fc.property(anyStory, ({ nets, mode }) => {
      expect(stablePlan(mode, nets, []).map(pays)).toEqual(settleIn(mode, nets).map(pays))
    }),
    { numRuns: 300 },
  )
})

const two: readonly Net[] = [
  { member: alice, amount: 100n },
  { member: bob, amount: -100n },
  { member: carol, amount: 40n },
  { member: dave, amount: -40n },
]

test('[ST4] a payment beyond its transfer is planned anew among the two people, back', () => {
  const paid = [{ from: bob, to: alice, amount: 130n }]
  expect(stablePlan(FEWEST, after(two, paid), paid)).toMatchObject([
    { from: dave, to: carol, amount: 40n, paid: 0n, anew: false },
    { from: alice, to: bob, amount: 30n, paid: 0n, anew: true },
  ])
})

test('[ST4] a payment between two groups joins them, and nobody else', () => {
  const nets = [...two, { member: erin, amount: 7n }, { member: frank, amount: -7n }]
  const paid = [{ from: bob, to: carol, amount: 40n }]
  const plan = stablePlan(FEWEST, after(nets, paid), paid)
  expect(plan.map(pays)).toEqual([
    [frank, erin, 7n],
    [bob, alice, 60n],
    [dave, alice, 40n],
  ])
  expect(plan.map(({ anew }) => anew)).toEqual([false, true, true])
})

test('[ST4] without stability the same payment would turn the plan of others about', () => {
  // Alice and Carol are owed 100 each, Bob and Dave owe 100 each: bob -> alice, dave -> carol. Bob pays 30 of it.
  const nets = [100n, -100n, 100n, -100n].map((amount, i) => ({
    member: [alice, bob, carol, dave][i] as MemberId,
    amount,
  }))
  const paid = [{ from: bob, to: alice, amount: 30n }]
  const now = after(nets, paid)
  expect(stablePlan(FEWEST, now, paid).map(pays)).toEqual([
    [bob, alice, 70n],
    [dave, carol, 100n],
  ])
})

test('[ST4] money between two who owe nothing is planned back between these two', () => {
  const paid = [{ from: erin, to: frank, amount: 5n }]
  expect(stablePlan(FEWEST, after(two, paid), paid)).toMatchObject([
    { from: bob, to: alice, amount: 100n, anew: false },
    { from: dave, to: carol, amount: 40n, anew: false },
    { from: frank, to: erin, amount: 5n, anew: true },
  ])
})

test('[ST4] money between two who owed nothing goes back over the centre, as everything does', () => {
  const paid = [{ from: erin, to: frank, amount: 5n }]
  const plan = stablePlan({ type: 'centred', on: bob }, after(two, paid), paid)
  expect(sorted(plan).map(pays)).toEqual([
    [bob, alice, 100n],
    [bob, carol, 40n],
    [bob, erin, 5n],
    [dave, bob, 40n],
    [frank, bob, 5n],
  ])
})

test('[ST4] what is planned anew keeps the mode: a couple still settles as one', () => {
  const mode: NetMode = { type: 'subgroups', groups: [[carol, erin]] }
  const paid = [{ from: bob, to: erin, amount: 10n }]
  expect(stablePlan(mode, after(two, paid), paid).map(pays)).toEqual([
    [bob, alice, 90n],
    [dave, alice, 10n],
    [dave, carol, 30n],
    [erin, carol, 10n],
  ])
})
