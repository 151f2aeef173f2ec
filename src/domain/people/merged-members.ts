// ME8: what a member who was merged into another paid and owes is the other's. The mapping is linear, so it may be applied to a sum or to its parts.

import { sumEffects, type Effect } from '../money/effect.ts'
import type { Facts } from '../facts.ts'
import type { MemberId } from '../ids.ts'
import { netPairs, type PairAmount } from '../settling/pair-amount.ts'

type Members = Pick<Facts, 'members'>

/** The member that stands for this one: itself, or where its chain of merges ends. Merges never form a circle. */
export function mergedMember({ members }: Members, id: MemberId): MemberId {
  let found = id
  for (let into = members.get(found)?.mergedInto; into; into = members.get(found)?.mergedInto) found = into
  return found
}

/** An effect after the merges. Called on the balances at the end of every fold of an epoch. */
export function mergedEffect(facts: Members, effect: Effect): Effect {
  const mapped = effect.map((change) => ({ ...change, member: mergedMember(facts, change.member) }))
  return mapped.every(({ member }, i) => member === effect[i]?.member) ? effect : sumEffects(mapped)
}

/** What is between each two after the merges. */
export function mergedPairs(facts: Members, pairs: readonly PairAmount[]): readonly PairAmount[] {
  return netPairs(
    pairs.map((pair) => ({ ...pair, from: mergedMember(facts, pair.from), to: mergedMember(facts, pair.to) })),
  )
}
