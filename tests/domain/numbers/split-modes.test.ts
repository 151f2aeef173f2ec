import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minor, MINOR_LIMIT, type Minor } from '../../../src/domain/money/amount.ts'
import { apportion } from '../../../src/domain/entries/apportion.ts'
import type { Item, MemberAmount, SplitMode, Surcharge } from '../../../src/domain/entries/entry.ts'
import type { MemberId } from '../../../src/domain/ids.ts'
import { participantsOf, split, type SplitError } from '../../../src/domain/entries/split.ts'
import { alice, anyMinor, bob, carol, dave, members, sum } from './people.ts'

const NOTHING: Surcharge = { amount: minor(0n), spread: 'even' }

const bill = (items: readonly Item[], tax = NOTHING, tip = NOTHING): SplitMode => ({
  mode: 'itemized',
  items,
  tax,
  tip,
})
const item = (amount: bigint, ...among: readonly MemberId[]): Item => ({
  title: 'x',
  amount: minor(amount),
  members: among,
})
const shares = (mode: SplitMode, amount: bigint, seed = 0n): readonly bigint[] => {
  const result = split(minor(amount), mode, seed)
  if (!result.ok) throw new Error(result.error.type)
  return result.value.map((share) => share.amount)
}
const refused = (mode: SplitMode, amount: bigint): SplitError => {
  const result = split(minor(amount), mode, 0n)
  if (result.ok) throw new Error('was divided')
  return result.error
}

describe('[SP4] percent', () => {
  const percent = (...points: readonly bigint[]): SplitMode => ({
    mode: 'percent',
    shares: points.map((weight, index) => ({ member: [alice, bob, carol][index]!, weight })),
  })

  test('divides by basis points', () => {
    expect(shares(percent(5000n, 3000n, 2000n), 10_000n)).toEqual([5000n, 3000n, 2000n])
    expect(shares(percent(3333n, 3333n, 3334n), 100n)).toEqual([33n, 33n, 34n])
    expect(shares(percent(10_000n, 0n), -7n)).toEqual([-7n, 0n])
  })

  test('[SP5] refuses what is not the whole, with what is left to give in basis points', () => {
    expect(refused(percent(5000n, 4999n), 100n)).toEqual({ type: 'PercentDiffers', difference: 1n })
    expect(refused(percent(5000n, 5001n), 100n)).toEqual({ type: 'PercentDiffers', difference: -1n })
    expect(refused(percent(10_001n, -1n), 100n)).toEqual({ type: 'NegativeWeight', member: bob })
  })
})

describe('[SP4] adjustment', () => {
  const adjusted = (...amounts: readonly bigint[]): SplitMode => ({
    mode: 'adjustment',
    shares: amounts.map((amount, index) => ({ member: [alice, bob, carol][index]!, amount: minor(amount) })),
  })

  test('is even after what each has more or less: 150.00 with +10, -5, 0 is 58.33, 43.33, 48.33 and one cent more by the seed', () => {
    const mode = adjusted(1000n, -500n, 0n)
    expect(shares(mode, 15_000n, 0n)).toEqual([5834n, 4333n, 4833n])
    expect(shares(mode, 15_000n, 1n)).toEqual([5833n, 4334n, 4833n])
    expect(shares(mode, 15_000n, 2n)).toEqual([5833n, 4333n, 4834n])
  })

  test('may leave nothing to share evenly', () => {
    expect(shares(adjusted(700n, 300n), 1000n)).toEqual([700n, 300n])
    expect(shares(adjusted(700n, -700n), 0n)).toEqual([700n, -700n])
  })

  test('[SP5] refuses adjustments beyond the amount, with what is left, on both sides of zero', () => {
    expect(refused(adjusted(700n, 301n), 1000n)).toEqual({ type: 'AdjustmentsExceed', difference: -1n })
    expect(refused(adjusted(-700n, -301n), -1000n)).toEqual({ type: 'AdjustmentsExceed', difference: 1n })
    expect(refused(adjusted(-5n), 0n)).toEqual({ type: 'AdjustmentsExceed', difference: 5n })
    expect(refused(adjusted(5n), 0n)).toEqual({ type: 'AdjustmentsExceed', difference: -5n })
    expect(refused({ mode: 'adjustment', shares: [] }, 5n)).toEqual({ type: 'NoParticipants', difference: 5n })
  })
})

describe('[SP4] itemized', () => {
  test('each item is shared by its own participants', () => {
    expect(shares(bill([item(1000n, alice), item(600n, alice, bob), item(900n, alice, bob, carol)]), 2500n)).toEqual([
      1600n,
      600n,
      300n,
    ])
  })

  test('only the sum is rounded: three thirds of a cent are a cent', () => {
    // On each line alone the odd cent would be somebody's; together everyone had exactly one.
    const lines = [1, 2, 3].map(() => item(1n, alice, bob, carol))
    for (let seed = 0n; seed < 3n; seed++) expect(shares(bill(lines), 3n, seed)).toEqual([1n, 1n, 1n])
  })

  test('tax and tip follow the items in proportion, or are shared evenly by everyone on the bill', () => {
    const items = [item(3000n, alice), item(1000n, bob)]
    const proportional = (amount: bigint): Surcharge => ({ amount: minor(amount), spread: 'proportional' })
    const even = (amount: bigint): Surcharge => ({ amount: minor(amount), spread: 'even' })
    expect(shares(bill(items, proportional(400n)), 4400n)).toEqual([3300n, 1100n])
    expect(shares(bill(items, NOTHING, even(400n)), 4400n)).toEqual([3200n, 1200n])
    expect(shares(bill(items, proportional(400n), even(400n)), 4800n)).toEqual([3500n, 1300n])
    expect(shares(bill(items, proportional(400n), proportional(800n)), 5200n)).toEqual([3900n, 1300n])
    // A discount is a surcharge below zero.
    expect(shares(bill(items, proportional(-2000n)), 2000n)).toEqual([1500n, 500n])
    expect(shares(bill(items, even(-2000n)), 2000n)).toEqual([2000n, 0n])
    // One item is shared, so that what each had is a fraction, and the tip as large as the items.
    const shared = [item(3000n, alice, bob), item(1000n, bob)]
    expect(shares(bill(shared, NOTHING, even(400n)), 4400n)).toEqual([1700n, 2700n])
    expect(shares(bill(shared, even(4000n)), 8000n)).toEqual([3500n, 4500n])
  })

  test('an item below zero is a credit of its participants, as large as it is', () => {
    expect(shares(bill([item(3000n, alice, bob), item(-2000n, bob)]), 1000n)).toEqual([1500n, -500n])
    expect(shares(bill([item(-3000n, alice, bob), item(2000n, bob)]), -1000n)).toEqual([-1500n, 500n])
  })

  test('[SP5] refuses items, tax and tip that are not the amount', () => {
    const mode = bill(
      [item(900n, alice)],
      { amount: minor(50n), spread: 'even' },
      { amount: minor(49n), spread: 'even' },
    )
    expect(refused(mode, 1000n)).toEqual({ type: 'SharesDiffer', difference: 1n })
    expect(refused(mode, 990n)).toEqual({ type: 'SharesDiffer', difference: -9n })
  })

  test('[SP5] refuses a surcharge in proportion to nothing, and a bill of nothing', () => {
    const free = [item(100n, alice), item(-100n, bob)]
    const tip = { amount: minor(70n), spread: 'proportional' } as const
    expect(refused(bill(free, tip), 70n)).toEqual({ type: 'ZeroWeights', difference: 70n })
    expect(refused(bill(free), 0n)).toEqual({ type: 'ZeroWeights', difference: 0n })
    expect(refused(bill([item(100n, alice)], { amount: minor(-100n), spread: 'even' }), 0n)).toMatchObject({
      type: 'ZeroWeights',
    })
    expect(refused(bill([item(100n, alice)], { ...tip, amount: minor(-100n) }), 0n)).toMatchObject({
      type: 'ZeroWeights',
    })
    expect(shares(bill(free, { ...tip, spread: 'even' }), 70n)).toEqual([135n, -65n])
  })

  test('[SP5] refuses an item of nobody, an item of somebody twice, and no item at all', () => {
    expect(refused(bill([item(100n, alice), item(0n)]), 100n)).toEqual({ type: 'NoParticipants', difference: 100n })
    expect(refused(bill([item(100n, alice, bob, alice)]), 100n)).toEqual({ type: 'RepeatedMember', member: alice })
    expect(refused(bill([]), 100n)).toEqual({ type: 'NoParticipants', difference: 100n })
    expect(participantsOf(bill([item(1n, alice), item(1n, alice, bob)]))).toEqual([alice, alice, bob])
  })

  test('[MO1] refuses a share beyond the range of amounts, which a bill with a huge credit makes', () => {
    const huge = MINOR_LIMIT - 1n
    const mode = bill([item(huge, alice), item(1n - huge, bob)], NOTHING, {
      amount: minor(huge - 1n),
      spread: 'proportional',
    })
    const error = refused(mode, huge)
    expect(error.type).toBe('AmountOutOfRange')
  })
})

test('[SP5] weights that sum to nothing are a broken invariant where no error can be shown', () => {
  expect(() => apportion(1n, [{ member: alice, weight: 0n }], 0n)).toThrow('weights that sum to 0 divide nothing')
})

/** Amounts that sum to a whole, of either sign. */
const parts = (whole: bigint, ids: readonly MemberId[], cuts: readonly bigint[]): readonly MemberAmount[] =>
  ids.map((member, index) => ({
    member,
    amount: minor(index === 0 ? whole - sum(cuts.slice(1, ids.length)) : (cuts[index] as bigint)),
  }))

const anySmall = fc.bigInt(-(10n ** 20n), 10n ** 20n)
const small = fc.bigInt(-2000n, 2000n)

/** Any amount and any mode that divides it. */
const divisible: fc.Arbitrary<readonly [Minor, SplitMode]> = fc
  .tuple(
    members(1, 8),
    fc.oneof(anyMinor, small.map(minor)),
    fc.array(fc.oneof(small, anySmall), { minLength: 8, maxLength: 8 }),
    fc.nat(4),
    fc.tuple(fc.constantFrom('even', 'proportional'), fc.constantFrom('even', 'proportional')),
  )
  .map(([ids, amount, cuts, choice, spreads]): readonly [Minor, SplitMode] => {
    const weights = ids.map((id, index) => ({ member: id, weight: magnitude(cuts[index] as bigint) + 1n }))
    switch (choice) {
      case 0:
        return [amount, { mode: 'even', members: ids }]
      case 1:
        return [amount, { mode: 'shares', shares: weights }]
      case 2: {
        const points = ids.map((_, index) => magnitude(cuts[index] as bigint) % (10_000n / BigInt(ids.length)))
        points[0] = 10_000n - sum(points.slice(1))
        return [
          amount,
          { mode: 'percent', shares: ids.map((member, index) => ({ member, weight: points[index] as bigint })) },
        ]
      }
      case 3: {
        const total = minor(amount / 1_000_000n)
        return [total, { mode: 'exact', shares: parts(total, ids, cuts) }]
      }
      default: {
        const items = ids.map((id, index) => item(cuts[index] as bigint, ...new Set([id, ids[0] as MemberId])))
        const [tax, tip] = spreads.map((spread, index): Surcharge => ({
          amount: minor(cuts[7 - index] as bigint),
          spread: sum(items.map((each) => each.amount)) === 0n ? 'even' : spread,
        })) as [Surcharge, Surcharge]
        const total = minor(sum([...items, tax, tip].map((each) => each.amount)))
        return total === 0n ? [minor(1n), bill([item(1n, ...ids)])] : [total, bill(items, tax, tip)]
      }
    }
  })

const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

/** The opposite of a mode: what it says of a refund of what the mode says. */
const opposite = (mode: SplitMode): SplitMode => {
  const negative = <T extends { readonly amount: Minor }>(part: T): T => ({ ...part, amount: minor(-part.amount) })
  switch (mode.mode) {
    case 'exact':
    case 'adjustment':
      return { mode: mode.mode, shares: mode.shares.map(negative) }
    case 'itemized':
      return { ...bill(mode.items.map(negative), negative(mode.tax), negative(mode.tip)) }
    default:
      return mode
  }
}
const anySeed = fc.bigInt(0n, 2n ** 64n - 1n)
/** Adjustments that leave something of the amount's sign. */
const adjustable: fc.Arbitrary<readonly [Minor, SplitMode]> = fc
  .tuple(members(1, 8), fc.array(small, { minLength: 8, maxLength: 8 }), fc.bigInt(0n, 10n ** 9n), fc.boolean())
  .map(([ids, cuts, rest, isRefund]) => {
    const adjustments = ids.map((member, index) => ({ member, amount: minor(cuts[index] as bigint) }))
    const given = sum(adjustments.map((each) => each.amount))
    const sign = given < 0n || (given === 0n && isRefund) ? -1n : 1n
    return [
      minor(given + sign * (given === 0n && rest === 0n ? 1n : rest)),
      { mode: 'adjustment', shares: adjustments },
    ] as const
  })
const anyDivision = fc.oneof({ arbitrary: divisible, weight: 5 }, { arbitrary: adjustable, weight: 1 })

test('[SP1] shares sum to the amount, for every mode, sign and size', () => {
  fc.assert(
    fc.property(anyDivision, anySeed, ([amount, mode], seed) => {
      const result = split(amount, mode, seed)
      // A bill with a huge credit may come to a share that is no amount.
      if (!result.ok) {
        expect([result.error.type, mode.mode]).toEqual(['AmountOutOfRange', 'itemized'])
        return
      }
      expect(sum(result.value.map((share) => share.amount))).toBe(amount)
      const named = [...new Set(participantsOf(mode))].toSorted((a, b) => (a < b ? -1 : 1))
      expect(result.value.map((share) => share.member)).toEqual(named)
    }),
    { numRuns: 2000 },
  )
})

test('[SP2] the opposite amount has the opposite shares, for every mode', () => {
  fc.assert(
    fc.property(anyDivision, anySeed, ([amount, mode], seed) => {
      const [there, back] = [split(amount, mode, seed), split(minor(-amount), opposite(mode), seed)]
      if (!there.ok) {
        expect(back.ok).toBe(false)
        return
      }
      expect(back).toEqual({
        ok: true,
        value: there.value.map((share) => ({ member: share.member, amount: -share.amount })),
      })
    }),
    { numRuns: 2000 },
  )
})

test('[SP3] the order in which parts of a mode are listed changes nothing', () => {
  fc.assert(
    fc.property(anyDivision, anySeed, ([amount, mode], seed) => {
      const turned: SplitMode =
        mode.mode === 'even'
          ? { mode: 'even', members: mode.members.toReversed() }
          : mode.mode === 'itemized'
            ? { ...mode, items: mode.items.toReversed() }
            : ({ ...mode, shares: mode.shares.toReversed() } as SplitMode)
      expect(split(amount, turned, seed)).toEqual(split(amount, mode, seed))
    }),
    { numRuns: 1000 },
  )
})

test('[SP2] what a bill makes of each is less than one unit from the exact part', () => {
  const tip = { amount: minor(1003n), spread: 'proportional' } as const
  const items = [item(1001n, alice, bob, carol), item(777n, bob, dave), item(350n, dave)]
  const [had, total] = [[1001n * 2n, 1001n * 2n + 777n * 3n, 1001n * 2n, 777n * 3n + 350n * 6n], 2128n * 6n]
  const amount = 2128n + 1003n
  for (let seed = 0n; seed < 4n; seed++) {
    for (const [index, share] of shares(bill(items, tip), amount, seed).entries()) {
      const error = share * total - (had[index] as bigint) * amount
      expect(error < total && -error < total).toBe(true)
    }
  }
})
