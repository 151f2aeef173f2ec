import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MINOR_LIMIT, minor, type Minor } from '../../../src/domain/money/amount.ts'
import type { MemberAmount, MemberWeight, SplitMode } from '../../../src/domain/entries/entry.ts'
import type { MemberId } from '../../../src/domain/ids.ts'
import { split, type SplitError } from '../../../src/domain/entries/split.ts'
import vectors from '../../vectors/splits-and-settlements.json' with { type: 'json' }
import { alice, anyMinor, bob, carol, dave, member, members, sum } from './people.ts'

const weighted = (weights: readonly (number | bigint)[]): readonly MemberWeight[] =>
  weights.map((weight, index) => ({ member: member(index), weight: BigInt(weight) }))

const amounts = (amount: bigint, weights: readonly (number | bigint)[], seed = 0n): readonly bigint[] =>
  sharesOf(split(minor(amount), { mode: 'shares', shares: weighted(weights) }, seed)).map((share) => share.amount)

const asIs = (list: readonly bigint[]): readonly bigint[] => list

const ascending = (list: readonly bigint[]): readonly bigint[] => list.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

describe('[SP2] public numbers', () => {
  for (const { source, amount, weights, expected, compare } of vectors.split) {
    test(`${amount} by ${weights.join(':')} is what ${source} says`, () => {
      const wanted = expected.map(BigInt)
      const inOrder = compare === 'each member' ? asIs : ascending
      for (let seed = 0n; seed < 8n; seed++) {
        expect(inOrder(amounts(BigInt(amount), weights, seed))).toEqual(inOrder(wanted))
      }
    })
  }
})

test('[SP2] a refund mirrors its expense, which the floor of a negative number does not', () => {
  const seed = 2n
  const expense = amounts(9500n, [1, 1, 1], seed)
  expect(expense).toEqual([3167n, 3166n, 3167n])
  expect(amounts(-9500n, [1, 1, 1], seed)).toEqual([-3167n, -3166n, -3167n])
  expect(byFloor(9500n, [1n, 1n, 1n], seed)).toEqual([3167n, 3166n, 3167n])
  expect(byFloor(-9500n, [1n, 1n, 1n], seed)).toEqual([-3167n, -3167n, -3166n])
})

test('[SP2] the floor rule agrees with ours member by member on expenses, and gives the odd units of a refund to others where remainders tie', () => {
  let broken = 0
  for (const { amount, weights } of vectors.split) {
    const [size, list] = [BigInt(Math.abs(amount)), weights.map(BigInt)]
    for (let seed = 0n; seed < 8n; seed++) {
      expect(byFloor(size, list, seed)).toEqual(amounts(size, list, seed))
      const [refund, floor] = [amounts(-size, list, seed), byFloor(-size, list, seed)]
      expect(sum(floor)).toBe(-size)
      expect(refund).toEqual(amounts(size, list, seed).map((share) => -share))
      const isWhole = list.every((weight) => (size * weight) % sum(list) === 0n)
      if (isWhole) expect(floor).toEqual(refund)
      if (String(floor) !== String(refund)) broken++
    }
  }
  expect(broken).toBeGreaterThan(20)
})

test('[SP2] the units left over go to the largest remainders before any tie', () => {
  // 10 by 5:3:1 is 5.55, 3.33, 1.11: one unit is left, and only the first has the largest remainder.
  for (let seed = 0n; seed < 3n; seed++) expect(amounts(10n, [5, 3, 1], seed)).toEqual([6n, 3n, 1n])
  // 7 by 2:2:1:1 is 2.33, 2.33, 1.17, 1.17: the tie is between the first two alone.
  expect(amounts(7n, [2, 2, 1, 1], 0n)).toEqual([3n, 2n, 1n, 1n])
  expect(amounts(7n, [2, 2, 1, 1], 1n)).toEqual([2n, 3n, 1n, 1n])
  expect(amounts(7n, [2, 2, 1, 1], 2n)).toEqual([3n, 2n, 1n, 1n])
})

test('[SP3] ties go round from the seed in order of member id', () => {
  const rounds = [0n, 1n, 2n, 3n, 4n, 7n].map((seed) => amounts(101n, [1, 1, 1, 1], seed))
  expect(rounds).toEqual([
    [26n, 25n, 25n, 25n],
    [25n, 26n, 25n, 25n],
    [25n, 25n, 26n, 25n],
    [25n, 25n, 25n, 26n],
    [26n, 25n, 25n, 25n],
    [25n, 25n, 25n, 26n],
  ])
  expect(amounts(103n, [1, 1, 1, 1], 2n)).toEqual([26n, 25n, 26n, 26n])
})

test('[SP3] who has weight zero is no stop of the round', () => {
  // Three take part, so 2^64 - 1 = 0 mod 3 starts at the first of them; a round of four would start at the last.
  const seed = 2n ** 64n - 1n
  expect(amounts(100n, [1, 0, 1, 1], seed)).toEqual([34n, 0n, 33n, 33n])
  expect(amounts(100n, [1, 0, 1, 1], 1n)).toEqual([33n, 0n, 34n, 33n])
  expect(amounts(100n, [1, 0, 1, 1], 2n)).toEqual([33n, 0n, 33n, 34n])
})

test('[SP3] over as many seeds as people everyone gets the odd cent once', () => {
  const seeds = Array.from({ length: 7 }, (_, seed) => BigInt(seed))
  const totals = weighted([1, 1, 1, 1, 1, 1, 1]).map((_, index) =>
    sum(seeds.map((seed) => amounts(1000n, [1, 1, 1, 1, 1, 1, 1], seed)[index]!)),
  )
  expect(totals).toEqual(totals.map(() => 1000n))
})

const anyWeights = members(1, 12).chain((ids) =>
  fc
    .array(fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 10n ** 20n)), { minLength: ids.length, maxLength: ids.length })
    .filter((weights) => weights.some((weight) => weight > 0n))
    .map((weights) => ids.map((id, index) => ({ member: id, weight: weights[index]! }))),
)
const splitByWeights = (amount: Minor, weights: readonly MemberWeight[], seed: bigint): ReturnType<typeof split> =>
  split(amount, { mode: 'shares', shares: weights }, seed)
const anySeed = fc.bigInt(0n, 2n ** 64n - 1n)

test('[SP1] shares sum to the amount, for every sign and size', () => {
  fc.assert(
    fc.property(anyMinor, anyWeights, anySeed, (amount, weights, seed) => {
      const shares = sharesOf(splitByWeights(amount, weights, seed))
      expect(sum(shares.map((share) => share.amount))).toBe(amount)
      expect(shares.map((share) => share.member)).toEqual(weights.map((part) => part.member).sort(byText))
    }),
    { numRuns: 1500 },
  )
})

test('[SP2] each share is less than one unit from its exact part, and weight zero gets nothing', () => {
  fc.assert(
    fc.property(anyMinor, anyWeights, anySeed, (amount, weights, seed) => {
      const total = sum(weights.map(({ weight }) => weight))
      const shares = shareByMember(splitByWeights(amount, weights, seed))
      for (const { member: id, weight } of weights) {
        const error = shares.get(id)! * total - amount * weight
        expect(error < total && -error < total).toBe(true)
        expect(weight > 0n || shares.get(id) === 0n).toBe(true)
      }
    }),
    { numRuns: 1500 },
  )
})

test('[SP2] the opposite amount has the opposite shares, member by member', () => {
  fc.assert(
    fc.property(anyMinor, anyWeights, anySeed, (amount, weights, seed) => {
      const shares = sharesOf(splitByWeights(amount, weights, seed))
      const mirrored = sharesOf(splitByWeights(minor(-amount), weights, seed))
      expect(mirrored).toEqual(shares.map((share) => ({ member: share.member, amount: -share.amount })))
    }),
    { numRuns: 1500 },
  )
})

test('[SP3] the order in which participants are listed changes nothing', () => {
  const shuffled = anyWeights.chain((weights) =>
    fc.tuple(fc.constant(weights), fc.shuffledSubarray(weights, { minLength: weights.length })),
  )
  fc.assert(
    fc.property(anyMinor, shuffled, anySeed, (amount, [weights, other], seed) => {
      expect(splitByWeights(amount, other, seed)).toEqual(splitByWeights(amount, weights, seed))
    }),
    { numRuns: 1500 },
  )
})

test('[SP3] weights are a ratio: scaling all of them changes nothing', () => {
  fc.assert(
    fc.property(anyMinor, anyWeights, anySeed, fc.bigInt(1n, 10_000n), (amount, weights, seed, factor) => {
      const scaled = weights.map(({ member: id, weight }) => ({ member: id, weight: weight * factor }))
      expect(splitByWeights(amount, scaled, seed)).toEqual(splitByWeights(amount, weights, seed))
    }),
    { numRuns: 1000 },
  )
})

describe('[SP4] modes', () => {
  test('even divides between those who are named', () => {
    expect(shares({ mode: 'even', members: [carol, alice, bob] }, 100n, 1n)).toEqual([
      [alice, 33n],
      [bob, 34n],
      [carol, 33n],
    ])
    expect(shares({ mode: 'even', members: [dave] }, -7n)).toEqual([[dave, -7n]])
  })

  test('shares divides by weight', () => {
    const list = [
      { member: bob, weight: 1n },
      { member: alice, weight: 3n },
      { member: carol, weight: 0n },
    ]
    expect(shares({ mode: 'shares', shares: list }, 8000n)).toEqual([
      [alice, 6000n],
      [bob, 2000n],
      [carol, 0n],
    ])
  })

  test('exact takes the shares as they are, of either sign', () => {
    const list = [
      { member: bob, amount: minor(-250n) },
      { member: alice, amount: minor(1250n) },
    ]
    expect(shares({ mode: 'exact', shares: list }, 1000n)).toEqual([
      [alice, 1250n],
      [bob, -250n],
    ])
  })

  test('the largest amounts are divided like the small ones', () => {
    const whole = MINOR_LIMIT - 1n
    expect(shares({ mode: 'even', members: [alice, bob] }, whole)).toEqual([
      [alice, whole / 2n + 1n],
      [bob, whole / 2n],
    ])
  })
})

describe('[SP5] what cannot be divided is an error with the difference', () => {
  test('no participant', () => {
    const error = { type: 'NoParticipants', difference: 100n }
    expect(refused({ mode: 'even', members: [] }, 100n)).toEqual(error)
    expect(refused({ mode: 'shares', shares: [] }, 100n)).toEqual(error)
    expect(refused({ mode: 'exact', shares: [] }, 100n)).toEqual(error)
  })

  test('weights all zero, even of nothing', () => {
    const list = [alice, bob].map((id) => ({ member: id, weight: 0n }))
    expect(refused({ mode: 'shares', shares: list }, 100n)).toEqual({ type: 'ZeroWeights', difference: 100n })
    expect(refused({ mode: 'shares', shares: list }, 0n)).toEqual({ type: 'ZeroWeights', difference: 0n })
  })

  test('exact shares that are not the amount: what is left to give, or given too much', () => {
    const list = [alice, bob, carol].map((id) => ({ member: id, amount: minor(333n) }))
    expect(refused({ mode: 'exact', shares: list }, 1000n)).toEqual({ type: 'SharesDiffer', difference: 1n })
    expect(refused({ mode: 'exact', shares: list }, 990n)).toEqual({ type: 'SharesDiffer', difference: -9n })
    expect(refused({ mode: 'exact', shares: list }, -999n)).toEqual({ type: 'SharesDiffer', difference: -1998n })
  })

  test('a negative weight, by whose it is', () => {
    const list = [
      { member: bob, weight: -1n },
      { member: alice, weight: 2n },
    ]
    expect(refused({ mode: 'shares', shares: list }, 100n)).toEqual({ type: 'NegativeWeight', member: bob })
  })

  test('a member named twice, by who it is', () => {
    const error = { type: 'RepeatedMember', member: bob }
    expect(refused({ mode: 'even', members: [bob, alice, bob] }, 100n)).toEqual(error)
    const exact = [bob, carol, bob].map((id) => ({ member: id, amount: minor(1n) }))
    expect(refused({ mode: 'exact', shares: exact }, 3n)).toEqual(error)
  })
})

const sharesOf = (result: ReturnType<typeof splitByWeights>): readonly MemberAmount[] => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}

const shareByMember = (result: ReturnType<typeof splitByWeights>): ReadonlyMap<MemberId, Minor> =>
  new Map(sharesOf(result).map((share) => [share.member, share.amount]))

const shares = (mode: SplitMode, amount: bigint, seed = 0n): readonly (readonly [MemberId, bigint])[] =>
  sharesOf(split(minor(amount), mode, seed)).map((share) => [share.member, share.amount])

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

// The widely used rule, which SP2 rejects: floor the signed share, then hand out the units that are missing by the same order of remainders and ties.
const byFloor = (amount: bigint, weights: readonly bigint[], seed: bigint): readonly bigint[] => {
  const total = sum(weights)
  const parts = weights.map((weight, index) => {
    const remainder = (((amount * weight) % total) + total) % total
    return { index, weight, remainder, floor: (amount * weight - remainder) / total }
  })
  const round = parts.filter(({ weight }) => weight > 0n)
  const start = Number(seed % BigInt(round.length))
  const order = [...round.slice(start), ...round.slice(0, start)].toSorted((a, b) =>
    a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0,
  )
  const left = Number(amount - sum(parts.map(({ floor }) => floor)))
  const extra = new Set(order.slice(0, left).map(({ index }) => index))
  return parts.map(({ index, floor }) => floor + (extra.has(index) ? 1n : 0n))
}

const refused = (mode: SplitMode, amount: bigint): SplitError => {
  const result = split(minor(amount), mode, 0n)
  if (result.ok) throw new Error('was divided')
  return result.error
}
