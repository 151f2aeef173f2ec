// A group of k people whose nets sum to zero is settled by k - 1 transfers and, if no part of it sums to zero, by no
// fewer. So the fewest transfers are those of a partition into the most zero-sum groups (ST2).

import { compareIds } from '../ids.ts'
import type { Net } from '../money/net.ts'
import { greedyGroups } from './zero-sum-greedy.ts'
import { zeroSumPairs, zeroSumTriples } from './zero-sum-peel.ts'

/** People who settle among themselves: their nets sum to zero. In order of member id. */
export type ZeroSumGroup = readonly Net[]

/** ST2: up to so many non-zero nets the partition has the most groups possible; 2^15 subsets are looked at. */
export const EXACT_LIMIT = 15

/**
 * ST2, ST3: partitions nets that sum to zero, are not zero and are in order of member id. Up to 15: among the partitions
 * with the most groups the first, groups ordered by their first member and compared as lists of member ids. Above: the
 * finest of three partitions, the first of equals: what `searchGroups` finds, and what paying the largest debt to the
 * largest credit leaves together, before and after pairs are taken out.
 */
export function zeroSumGroups(nets: readonly Net[]): readonly ZeroSumGroup[] {
  if (nets.length <= EXACT_LIMIT) return mostGroups(nets)
  const pairs = zeroSumPairs(nets)
  const searched = searchGroups(nets)
  const greedy = greedyGroups(nets).flatMap(searchGroups)
  const paired = [...pairs.groups, ...greedyGroups(pairs.rest).flatMap(searchGroups)]
  const finest = [greedy, paired].reduce((best, other) => (other.length > best.length ? other : best), searched)
  return finest.toSorted((a, b) => compareIds(a[0]!.member, b[0]!.member))
}

/** Pairs first, which never costs a group, then triples; of what remains, the exact partition of up to 15 or else one group. */
export function searchGroups(nets: readonly Net[]): readonly ZeroSumGroup[] {
  if (nets.length <= EXACT_LIMIT) return mostGroups(nets)
  const pairs = zeroSumPairs(nets)
  const triples = pairs.rest.length > EXACT_LIMIT ? zeroSumTriples(pairs.rest) : { groups: [], rest: pairs.rest }
  const others = triples.rest.length > EXACT_LIMIT ? [triples.rest] : mostGroups(triples.rest)
  return [...pairs.groups, ...triples.groups, ...others]
}

// A subset is a mask: bit i stands for nets[i].
function mostGroups(nets: readonly Net[]): readonly ZeroSumGroup[] {
  const sums = subsetSums(nets)
  const most = groupCounts(sums, nets.length)
  const groups: ZeroSumGroup[] = []
  for (let rest = sums.length - 1; rest !== 0;) {
    const group = firstGroup(rest, sums, most)
    groups.push(nets.filter((_, index) => (group >> index) & 1))
    rest &= ~group
  }
  return groups
}

function subsetSums(nets: readonly Net[]): readonly bigint[] {
  return nets.reduce((sums, { amount }) => sums.concat(sums.map((sum) => sum + amount)), [0n])
}

// For every subset, how often its sum can be zero while its members are added one by one in the best order: for a
// zero-sum subset that is the most groups into which it can be partitioned.
function groupCounts(sums: readonly bigint[], members: number): Uint8Array {
  const most = new Uint8Array(sums.length)
  for (let mask = 1; mask < sums.length; mask++) {
    let best = 0
    for (let index = 0; index < members; index++) {
      if ((mask >> index) & 1) best = Math.max(best, most[mask & ~(1 << index)]!)
    }
    most[mask] = best + (sums[mask] === 0n ? 1 : 0)
  }
  return most
}

// ST3: the first group, as a sorted list, that holds the first of `rest` and leaves the others their most groups.
// Depth first with the nearest member next meets the lists in their order, a list before those that continue it.
function firstGroup(rest: number, sums: readonly bigint[], most: Uint8Array): number {
  const search = (group: number, highest: number): number | undefined => {
    if (sums[group] === 0n && most[rest & ~group] === most[rest]! - 1) return group
    for (let bit = highest << 1; bit <= rest; bit <<= 1) {
      const found = (rest & bit) === 0 ? undefined : search(group | bit, bit)
      if (found !== undefined) return found
    }
    return undefined
  }
  const first = rest & -rest
  // `rest` sums to zero, so it has such a group.
  return search(first, first)!
}
