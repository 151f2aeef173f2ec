import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { settle } from '../../../src/domain/settling/settle.ts'
import { greedyGroups } from '../../../src/domain/settling/zero-sum-greedy.ts'
import { zeroSumGroups } from '../../../src/domain/settling/zero-sum-groups.ts'
import type { Net } from '../../../src/domain/money/net.ts'
import { balancedNets, member, sum } from '../numbers/people.ts'
import { RUNS } from './any-story.ts'

const byMember = (a: Net, b: Net): number => (a.member < b.member ? -1 : 1)
const openOf = (nets: readonly Net[]): readonly Net[] => nets.filter(({ amount }) => amount !== 0n).sort(byMember)
const crowds = fc.oneof(balancedNets(40, 12n), balancedNets(40, 200n), balancedNets(90, 5000n))

/** How many payments the rule of most peers takes. It knows nothing of groups. */
function greedyCount(nets: readonly Net[]): number {
  const open = nets.map(({ amount }) => amount).filter((amount) => amount !== 0n)
  for (let transfers = 0; ; transfers++) {
    open.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const [debt, credit] = [open.shift(), open.pop()]
    if (debt === undefined || credit === undefined) return transfers
    if (debt + credit !== 0n) open.push(debt + credit)
  }
}

test('[ST2] no plan has more transfers than paying the largest debt to the largest credit takes', () => {
  fc.assert(
    fc.property(crowds, (nets) => {
      expect(settle(nets).length).toBeLessThanOrEqual(greedyCount(nets))
    }),
    { numRuns: 2 * RUNS },
  )
})

test('[ST2] two hundred people whose nets fall into large groups settle by fewer transfers than that', () => {
  let seed = 42
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  const amounts = Array.from({ length: 199 }, () => BigInt((next() % 200_000) - 100_000))
  const nets = [...amounts, -sum(amounts)].map((amount, index): Net => ({ member: member(index), amount }))
  expect([settle(nets).length, greedyCount(nets)]).toEqual([177, 182])
})

test('[ST2] the groups that the greedy rule leaves sum to zero, hold everyone once, and cost one transfer less than they have people', () => {
  fc.assert(
    fc.property(crowds, (nets) => {
      const open = openOf(nets)
      const groups = greedyGroups(open)
      for (const group of groups) {
        expect(sum(group.map(({ amount }) => amount))).toBe(0n)
        expect(group.map((net) => net.member)).toEqual(group.toSorted(byMember).map((net) => net.member))
      }
      expect(groups.flat().sort(byMember)).toEqual(open)
      expect(open.length - groups.length).toBe(greedyCount(nets))
    }),
    { numRuns: 2 * RUNS },
  )
})

test('[ST3] of equal balances the greedy rule takes the first member’s', () => {
  const nets = [5n, 5n, -5n, -5n].map((amount, index): Net => ({ member: member(index), amount }))
  const pairs = [
    [nets[0], nets[2]],
    [nets[1], nets[3]],
  ]
  expect(greedyGroups(nets)).toEqual(pairs)
  expect(greedyGroups(nets.toReversed())).toEqual(pairs)
  expect(greedyGroups([])).toEqual([])
})

test('[ST3] in a crowd, too, the order in which nets are listed changes nothing', () => {
  const shuffled = crowds.chain((nets) =>
    fc.tuple(fc.constant(nets), fc.shuffledSubarray([...nets], { minLength: nets.length })),
  )
  fc.assert(
    fc.property(shuffled, ([nets, other]) => {
      expect(settle(other)).toEqual(settle(nets))
    }),
    { numRuns: RUNS },
  )
})

test('[ST2] what both find alike is the searched one: pairs, then triples', () => {
  const amounts = Array.from({ length: 6 }, (_, index) => [3 ** index, 3 ** index, -2 * 3 ** index]).flat()
  const nets = amounts.map((amount, index): Net => ({ member: member(index), amount: BigInt(amount) }))
  expect(zeroSumGroups(nets)).toEqual(Array.from({ length: 6 }, (_, index) => nets.slice(index * 3, index * 3 + 3)))
})
