import { compareIds, type MemberId } from '../ids.ts'
import type { Net } from '../money/net.ts'
import { zeroSumGroups } from './zero-sum-groups.ts'

/** ST1: one payment of a plan, in minor units above zero. */
export interface PlanTransfer {
  readonly from: MemberId
  readonly to: MemberId
  readonly amount: bigint
}

/**
 * ST1-ST3: the transfers that bring every net to zero, the fewest possible for up to 15 members who are not at zero. The
 * same for every order of `nets`. Throws when the nets do not sum to zero or name a member twice: BA1 excludes both.
 */
export function settle(nets: readonly Net[]): readonly PlanTransfer[] {
  return zeroSumGroups(openNets(nets)).flatMap(matchGroup)
}

/** The nets that are not zero, in order of member id. Throws when they do not sum to zero or name a member twice. */
export function openNets(nets: readonly Net[]): readonly Net[] {
  const open = nets.filter(({ amount }) => amount !== 0n).sort((a, b) => compareIds(a.member, b.member))
  if (open.some(({ member }, index) => member === open[index + 1]?.member)) throw new Error('a member has two nets')
  if (open.reduce((sum, { amount }) => sum + amount, 0n) !== 0n) throw new Error('nets do not sum to zero')
  return open
}

/**
 * ST3: the transfers inside one group whose nets, in order of member id and none of them zero, sum to zero. Creditors
 * and debtors lie end to end along one line each, and a transfer is where two of them overlap: paying any part of it
 * takes the same piece out of both lines and moves no other overlap.
 */
export function matchGroup(group: readonly Net[]): readonly PlanTransfer[] {
  const creditors = group.filter(({ amount }) => amount > 0n)
  const debtors = group.filter(({ amount }) => amount < 0n)
  const transfers: PlanTransfer[] = []
  let creditor = 0
  let owed = 0n
  for (const { member: from, amount: debt } of debtors) {
    let due = -debt
    while (due > 0n) {
      // The group sums to zero, so a creditor is left as long as a debt is.
      const to = creditors[creditor]!
      if (owed === 0n) owed = to.amount
      const amount = due < owed ? due : owed
      transfers.push({ from, to: to.member, amount })
      due -= amount
      owed -= amount
      if (owed === 0n) creditor++
    }
  }
  return transfers
}
