// The bounded search for more than 15 people (ST2): small groups that sum to zero, taken in order of member id.

import type { Net } from '../money/net.ts'

/** The groups that were found, each in order of member id, and the nets that are in none. */
export type Peeled = { readonly groups: readonly (readonly Net[])[]; readonly rest: readonly Net[] }

/** ST2: triples are looked for among at most so many people; the search grows with the square of their number. */
export const TRIPLES_LIMIT = 500

/**
 * Takes out two people at a time whose nets cancel: each in turn with the first earlier one who waits for them. Some
 * partition with the most groups has these pairs, since without them the groups they were in still sum to zero together.
 */
export function zeroSumPairs(nets: readonly Net[]): Peeled {
  const groups: (readonly Net[])[] = []
  const waiting = new Map<bigint, Net[]>()
  for (const net of nets) {
    const partner = waiting.get(-net.amount)?.shift()
    if (partner === undefined) enqueue(waiting, net)
    else groups.push([partner, net])
  }
  return peel(nets, groups)
}

/**
 * Takes out three people at a time whose nets cancel: each in turn with the first second person and then the first third
 * one who fit. Among more than `TRIPLES_LIMIT` people none are looked for.
 */
export function zeroSumTriples(nets: readonly Net[]): Peeled {
  if (nets.length > TRIPLES_LIMIT) return { groups: [], rest: nets }
  const groups: (readonly Net[])[] = []
  const left = new Map<bigint, Net[]>()
  for (const net of nets) enqueue(left, net)
  const isLeft = (net: Net): boolean => left.get(net.amount)!.includes(net)

  for (const [index, first] of nets.entries()) {
    if (!isLeft(first)) continue
    for (const second of nets.slice(index + 1)) {
      // Whoever is left and fits comes after `second`: an earlier one would have found these two before.
      const third = left.get(-first.amount - second.amount)?.find((net) => net !== first && net !== second)
      if (third === undefined || !isLeft(second)) continue
      const group = [first, second, third]
      groups.push(group)
      for (const { amount } of group)
        left.set(
          amount,
          left.get(amount)!.filter((net) => !group.includes(net)),
        )
      break
    }
  }
  return peel(nets, groups)
}

function enqueue(queues: Map<bigint, Net[]>, net: Net): void {
  const queue = queues.get(net.amount)
  if (queue === undefined) queues.set(net.amount, [net])
  else queue.push(net)
}

function peel(nets: readonly Net[], groups: readonly (readonly Net[])[]): Peeled {
  const taken = new Set(groups.flat())
  return { groups, rest: nets.filter((net) => !taken.has(net)) }
}
