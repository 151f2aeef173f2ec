import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../../src/domain/ids.ts'
import type { Net } from '../../../src/domain/money/net.ts'
import { matchGroup, settle, type PlanTransfer } from '../../../src/domain/settling/settle.ts'
import { greedyGroups } from '../../../src/domain/settling/zero-sum-greedy.ts'
import { EXACT_LIMIT, searchGroups, zeroSumGroups } from '../../../src/domain/settling/zero-sum-groups.ts'
import { TRIPLES_LIMIT, zeroSumPairs, zeroSumTriples } from '../../../src/domain/settling/zero-sum-peel.ts'
import vectors from '../../vectors/splits-and-settlements.json' with { type: 'json' }
import { alice, balancedNets, bob, carol, dave, member, sum } from './people.ts'

const netsOf = (amounts: readonly (number | bigint)[]): readonly Net[] =>
  amounts.map((amount, index) => ({ member: member(index), amount: BigInt(amount) }))

describe('[ST2] public numbers', () => {
  for (const { source, nets, fewest } of vectors.settle) {
    test(`${source} settles by ${fewest}`, () => {
      const list = netsOf(Object.values(nets).map(Number))
      const plan = settle(list)
      expect(plan).toHaveLength(fewest)
      expect(after(list, plan)).toEqual([])
    })
  }

  test('the seven people of a real export settle by six', () => {
    const list = netsOf([150460, -377544, 15456, 2340458, -904543, -967143, -257144])
    const plan = settle(list)
    expect(plan).toHaveLength(6)
    expect(after(list, plan)).toEqual([])
  })
})

test('[ST1] nobody open, nothing to do', () => {
  expect(settle([])).toEqual([])
  expect(settle(netsOf([0, 0, 0]))).toEqual([])
})

test('[ST1] nets that do not sum to zero, or two nets of one member, are a broken invariant', () => {
  expect(() => settle(netsOf([1, 2]))).toThrow('nets do not sum to zero')
  expect(() =>
    settle([
      { member: alice, amount: 1n },
      { member: bob, amount: -2n },
      { member: alice, amount: 1n },
    ]),
  ).toThrow('a member has two nets')
})

test('[ST1] a plan brings every net to zero with payments above zero, by at most n - 1', () => {
  fc.assert(
    fc.property(fc.oneof(balancedNets(12, 10n), balancedNets(12, 10n ** 40n), balancedNets(40, 30n)), (nets) => {
      const plan = settle(nets)
      const open = nets.filter(({ amount }) => amount !== 0n)
      expect(after(nets, plan)).toEqual([])
      expect(plan.every(({ amount }) => amount > 0n)).toBe(true)
      expect(plan.length).toBeLessThanOrEqual(Math.max(0, open.length - 1))
      // Nobody both pays and is paid.
      const payers = new Set(plan.map(({ from }) => from))
      expect(plan.some(({ to }) => payers.has(to))).toBe(false)
    }),
    { numRuns: 1000 },
  )
})

test('[ST2] no plan for up to 8 people has fewer transfers, against trying every way to pay', () => {
  fc.assert(
    fc.property(fc.oneof(balancedNets(8, 4n), balancedNets(8, 12n)), (nets) => {
      expect(settle(nets)).toHaveLength(fewestByTrying(nets.map(({ amount }) => Number(amount))))
    }),
    { numRuns: 1000 },
  )
})

test('[ST3] among the partitions with the most groups the first one is taken, against listing all of them', () => {
  fc.assert(
    fc.property(balancedNets(7, 3n), (nets) => {
      const sorted = nets.filter(({ amount }) => amount !== 0n).sort(byMember)
      expect(zeroSumGroups(sorted)).toEqual(firstPartitionByListing(sorted))
    }),
    { numRuns: 1000 },
  )
})

test('[ST3] the first of several equal partitions pairs the first member with the nearest', () => {
  const plan = settle([
    { member: dave, amount: -100n },
    { member: carol, amount: 100n },
    { member: bob, amount: -100n },
    { member: alice, amount: 100n },
  ])
  expect(plan).toEqual([
    { from: bob, to: alice, amount: 100n },
    { from: dave, to: carol, amount: 100n },
  ])
})

test('[ST3] groups are compared as lists: a larger group with an earlier second member comes first', () => {
  // {0, 1, 4} + {2, 3, 5} and {0, 2, 5} + {1, 3, 4} and more have two groups; 0 with 1 is first wherever it goes.
  expect(zeroSumGroups(netsOf([1, 1, 1, 1, -2, -2])).map((group) => group.map((net) => net.member))).toEqual([
    [member(0), member(1), member(4)],
    [member(2), member(3), member(5)],
  ])
})

test('[ST3] inside a group creditors and debtors are matched along their running sums', () => {
  expect(matchGroup(netsOf([-50, 30, -10, 45, -15]))).toEqual([
    { from: member(0), to: member(1), amount: 30n },
    { from: member(0), to: member(3), amount: 20n },
    { from: member(2), to: member(3), amount: 10n },
    { from: member(4), to: member(3), amount: 15n },
  ])
})

test('[ST3] paying any transfer, in full or in part, changes no other one of the group', () => {
  fc.assert(
    fc.property(balancedNets(12, 40n), fc.nat(), fc.bigInt(1n, 40n), (nets, pick, part) => {
      const group = nets.filter(({ amount }) => amount !== 0n).sort(byMember)
      const plan = matchGroup(group)
      const paid = plan[pick % Math.max(1, plan.length)]
      fc.pre(paid !== undefined)
      const amount = part < paid.amount ? part : paid.amount
      const rest = matchGroup(after(group, [{ ...paid, amount }]))
      const expected = plan
        .map((transfer) => (transfer === paid ? { ...paid, amount: paid.amount - amount } : transfer))
        .filter((transfer) => transfer.amount > 0n)
      expect(rest).toEqual(expected)
    }),
    { numRuns: 1500 },
  )
})

test('[ST3] the order in which nets are listed changes nothing', () => {
  const shuffled = fc
    .oneof(balancedNets(12, 4n), balancedNets(40, 20n))
    .chain((nets) => fc.tuple(fc.constant(nets), fc.shuffledSubarray([...nets], { minLength: nets.length })))
  fc.assert(
    fc.property(shuffled, ([nets, other]) => {
      expect(settle(other)).toEqual(settle(nets))
    }),
    { numRuns: 1000 },
  )
})

test('[ST3] everything mirrors when those who owe are owed', () => {
  fc.assert(
    fc.property(balancedNets(10, 5n), (nets) => {
      const opposite = nets.map((net) => ({ member: net.member, amount: -net.amount }))
      const mirrored = settle(opposite).map(({ from, to, amount }) => ({ from: to, to: from, amount }))
      expect(mirrored.sort(byText)).toEqual([...settle(nets)].sort(byText))
    }),
    { numRuns: 1000 },
  )
})

describe('[ST2] more than 15 people', () => {
  test('pairs are found, and what remains is partitioned exactly', () => {
    // Ten pairs, and five of whom three cancel and two do: 10 + 2 + 1 transfers.
    const amounts = [...Array.from({ length: 10 }, (_, index) => [index + 100, -index - 100]).flat(), 1, 2, -3, 50, -50]
    const plan = settle(netsOf(amounts))
    expect(plan).toHaveLength(13)
    expect(after(netsOf(amounts), plan)).toEqual([])
  })

  test('triples are found when more than 15 remain, the first in order of member id', () => {
    const amounts = Array.from({ length: 6 }, (_, index) => [3 ** index, 3 ** index, -2 * 3 ** index]).flat()
    const groups = zeroSumGroups(netsOf(amounts))
    expect(groups).toEqual(Array.from({ length: 6 }, (_, index) => netsOf(amounts).slice(index * 3, index * 3 + 3)))
    expect(settle(netsOf(amounts))).toHaveLength(12)
  })

  test('what cannot be told apart is one group', () => {
    const powers = Array.from({ length: 19 }, (_, index) => 5n ** BigInt(index))
    const nets = netsOf([...powers, -sum(powers)])
    expect(zeroSumGroups(nets)).toEqual([nets])
    expect(settle(nets)).toHaveLength(19)
  })

  test('groups sum to zero, hold everyone once and are ordered by their first member', () => {
    const many = fc.oneof(balancedNets(60, 8n), balancedNets(60, 200n))
    fc.assert(
      fc.property(many, (nets) => {
        const sorted = nets.filter(({ amount }) => amount !== 0n).sort(byMember)
        const groups = zeroSumGroups(sorted)
        for (const group of groups) {
          expect(sum(group.map(({ amount }) => amount))).toBe(0n)
          expect(group).toEqual([...group].sort(byMember))
        }
        expect(groups.flat().sort(byMember)).toEqual(sorted)
        expect(groups.map(([first]) => first)).toEqual(groups.map(([first]) => first!).sort(byMember))
      }),
      { numRuns: 1000 },
    )
  })

  test('taking pairs out first never costs a group', () => {
    fc.assert(
      fc.property(balancedNets(10, 6n), (nets) => {
        const sorted = nets.filter(({ amount }) => amount !== 0n).sort(byMember)
        const { groups, rest } = zeroSumPairs(sorted)
        expect(groups.length + zeroSumGroups(rest).length).toBe(zeroSumGroups(sorted).length)
      }),
      { numRuns: 1000 },
    )
  })

  test('triples are in order of member id and none is left between those who remain', () => {
    fc.assert(
      fc.property(balancedNets(16, 9n), (nets) => {
        const pairless = zeroSumPairs(nets.filter(({ amount }) => amount !== 0n).sort(byMember)).rest
        const { groups, rest } = zeroSumTriples(pairless)
        for (const group of groups) {
          expect(sum(group.map(({ amount }) => amount))).toBe(0n)
          expect(group).toEqual([...group].sort(byMember))
        }
        expect([...groups.flat(), ...rest].sort(byMember)).toEqual(pairless)
        const triple = rest.some((a, i) =>
          rest.some((b, j) => j > i && rest.some((c, k) => k > j && a.amount + b.amount + c.amount === 0n)),
        )
        expect(triple).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  test('a crowd beyond the bound is not searched for triples', () => {
    const amounts = Array.from({ length: TRIPLES_LIMIT / 2 }, (_, index) => [3 * index + 1, -3 * index - 2]).flat()
    const crowd = netsOf([...amounts, TRIPLES_LIMIT / 2])
    expect(sum(crowd.map(({ amount }) => amount))).toBe(0n)
    expect(zeroSumTriples(crowd)).toEqual({ groups: [], rest: crowd })
    expect(zeroSumTriples(crowd.slice(0, TRIPLES_LIMIT)).groups.length).toBeGreaterThan(0)
    const plan = settle(crowd)
    expect(plan.length).toBeLessThan(crowd.length)
    expect(after(crowd, plan)).toEqual([])
  })

  // {1, 4, -5}, {2, 6, -8} and {-3, 10, -7} use up the triple that comes first, {1, 2, -3}.
  const knot = [1, 2, -3, 4, -5, 6, -8, 10, -7]
  // Sums to zero only as a whole, and with nothing else in these tests.
  const block = (length: number): readonly number[] => {
    const powers = Array.from({ length: length - 1 }, (_, index) => 1000 * 2 ** index)
    return [...powers, 1000 - 1000 * 2 ** (length - 1)]
  }

  test('15 are partitioned exactly even where taking the first triple out costs a group; 16 are not', () => {
    expect(EXACT_LIMIT).toBe(15)
    expect(zeroSumTriples(netsOf(knot)).groups).toEqual([netsOf(knot).slice(0, 3)])
    expect(searchGroups(netsOf([...knot, ...block(6)]))).toHaveLength(4)
    expect(searchGroups(netsOf([...knot, ...block(7)]))).toHaveLength(3)
  })

  test('15 that remain when the pairs are out are partitioned exactly', () => {
    expect(searchGroups(netsOf([500, ...knot, ...block(6), -500]))).toHaveLength(5)
    expect(searchGroups(netsOf([500, ...knot, ...block(7), -500]))).toHaveLength(4)
  })

  test('15 that remain when the triples are out are partitioned exactly', () => {
    const four = [100, 200, 400, -700]
    expect(searchGroups(netsOf([1, 2, -3, ...four, ...block(11)]))).toHaveLength(3)
    expect(searchGroups(netsOf([1, 2, -3, ...four, ...block(12)]))).toHaveLength(2)
  })

  test('15 are in the order of ST3 even where that is no pair; 16 have their pairs first', () => {
    const sizes = (amounts: readonly number[]): readonly number[] =>
      zeroSumGroups(netsOf(amounts)).map((group) => group.length)
    expect(sizes([1, 1, -2, -1, 1, ...block(10)])).toEqual([3, 2, 10])
    expect(sizes([1, 1, -2, -1, 1, ...block(11)])).toEqual([2, 3, 11])
    expect(searchGroups(netsOf([1, 1, -2, -1, 1, ...block(10)])).map((group) => group.length)).toEqual([3, 2, 10])
  })

  /** How many groups each of the three ways finds: the search, the largest debt to the largest credit, and that without the pairs. */
  const found = (nets: readonly Net[]): readonly number[] => {
    const pairs = zeroSumPairs(nets)
    const greedy = [nets, pairs.rest].map((list) => greedyGroups(list).flatMap(searchGroups).length)
    return [searchGroups(nets).length, greedy[0] as number, pairs.groups.length + (greedy[1] as number)]
  }

  test('paying the largest debt to the largest credit may find most when the pairs are out', () => {
    const nets = netsOf([
      -6, -37, 30, 11, 14, 40, -23, -34, 7, 8, 13, 25, -38, 2, 20, 34, 13, -36, -18, 22, 15, 23, -85,
    ])
    expect(found(nets)).toEqual([6, 5, 7])
    expect(zeroSumGroups(nets)).toHaveLength(7)
  })

  test('of ways that find equally many groups the search stands', () => {
    const nets = netsOf([-70, 86, 8, -108, -23, 39, -45, -99, -12, -34, -79, 80, 45, -42, -92, 346])
    expect(found(nets)).toEqual([3, 3, 3])
    expect(greedyGroups(nets).flatMap(searchGroups)).not.toEqual(searchGroups(nets))
    expect(zeroSumGroups(nets)).toEqual(searchGroups(nets).toSorted((a, b) => byMember(a[0] as Net, b[0] as Net)))
  })
})

// The nets that are open after these payments.
const after = (nets: readonly Net[], plan: readonly PlanTransfer[]): readonly Net[] =>
  nets
    .map((net) => ({
      member: net.member,
      amount:
        net.amount +
        sum(plan.filter(({ from }) => from === net.member).map(({ amount }) => amount)) -
        sum(plan.filter(({ to }) => to === net.member).map(({ amount }) => amount)),
    }))
    .filter(({ amount }) => amount !== 0n)

// Settles the first open person with each possible other one in turn: knows nothing of groups.
const fewestByTrying = (amounts: readonly number[]): number => {
  const [first, ...others] = amounts.filter((amount) => amount !== 0)
  if (first === undefined) return 0
  let fewest = Number.POSITIVE_INFINITY
  for (const [index, other] of others.entries()) {
    if (Math.sign(other) === Math.sign(first)) continue
    fewest = Math.min(fewest, 1 + fewestByTrying(others.with(index, other + first)))
    if (other === -first) break
  }
  return fewest
}

// Every partition of the nets into zero-sum groups, in the order of ST3's lists.
const partitions = (nets: readonly Net[]): readonly (readonly (readonly Net[])[])[] => {
  const [first, ...others] = nets
  if (first === undefined) return [[]]
  return subsets(others)
    .map((subset) => [first, ...subset])
    .filter((group) => sum(group.map(({ amount }) => amount)) === 0n)
    .flatMap((group) => partitions(others.filter((net) => !group.includes(net))).map((rest) => [group, ...rest]))
}

const subsets = (nets: readonly Net[]): readonly (readonly Net[])[] => {
  const [first, ...others] = nets
  if (first === undefined) return [[]]
  const without = subsets(others)
  return [...without.map((subset) => [first, ...subset]), ...without]
}

const firstPartitionByListing = (nets: readonly Net[]): readonly (readonly Net[])[] => {
  const all = partitions(nets)
  const most = Math.max(...all.map((groups) => groups.length))
  return all.filter((groups) => groups.length === most).sort(comparePartitions)[0]!
}

const comparePartitions = (a: readonly (readonly Net[])[], b: readonly (readonly Net[])[]): number => {
  for (const [index, group] of a.entries()) {
    const order = compareLists(idsOf(group), idsOf(b[index]!))
    if (order !== 0) return order
  }
  return 0
}

const compareLists = (a: readonly MemberId[], b: readonly MemberId[]): number => {
  for (const [index, id] of a.entries()) {
    const other = b[index]
    if (other === undefined || id > other) return 1
    if (id < other) return -1
  }
  return a.length - b.length
}

const idsOf = (group: readonly Net[]): readonly MemberId[] => group.map((net) => net.member)

const byMember = (a: Net, b: Net): number => (a.member < b.member ? -1 : 1)

const byText = (a: PlanTransfer, b: PlanTransfer): number => (a.from + a.to < b.from + b.to ? -1 : 1)
