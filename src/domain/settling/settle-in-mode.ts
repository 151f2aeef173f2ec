// ST5: the ways to settle balances that need nothing but the balances. Who owes whom (`pairwise`) is not in them.

import { compareIds, type MemberId } from '../ids.ts'
import type { LegReason, ReasonedTransfer } from './leg-reason.ts'
import type { Net } from '../money/net.ts'
import type { Preference, SettleMode } from './settle-mode.ts'
import { matchGroup, openNets } from './settle.ts'
import { zeroSumGroups } from './zero-sum-groups.ts'

/** The modes that look at balances alone. */
export type NetMode = Exclude<SettleMode, { readonly type: 'pairwise' }>

/** ST5: the transfers that bring every net to zero in one of these modes, each with its reason. The same for every order of `nets`. */
export function settleIn(mode: NetMode, nets: readonly Net[]): readonly ReasonedTransfer[] {
  const open = openNets(nets)
  switch (mode.type) {
    case 'fewest':
      return inGroups(open)
    case 'centred':
      return settleWith(mode.on, open, ({ amount: net }) => ({ type: 'centre', on: mode.on, net }))
    case 'subgroups':
      return bySubgroups(mode.groups, open)
    case 'preferred':
      return byPreference(mode.pairs, open)
  }
}

function inGroups(open: readonly Net[]): readonly ReasonedTransfer[] {
  return zeroSumGroups(open).flatMap((group) => reasoned(matchGroup(group), { type: 'group', group }))
}

function settleWith(
  centre: MemberId,
  nets: readonly Net[],
  reasonOf: (net: Net) => LegReason,
): readonly ReasonedTransfer[] {
  return nets
    .filter(({ member }) => member !== centre)
    .map((net) => {
      const [from, to, amount] = net.amount < 0n ? [net.member, centre, -net.amount] : [centre, net.member, net.amount]
      return { from, to, amount, reason: reasonOf(net) }
    })
}

/** Inside a subgroup everyone settles with its representative, who then stands for all of them. */
function bySubgroups(groups: readonly (readonly MemberId[])[], open: readonly Net[]): readonly ReasonedTransfer[] {
  const groupOf = new Map(groups.flatMap((members) => members.map((member) => [member, members])))
  const inside: ReasonedTransfer[] = []
  const standing: Net[] = open.filter(({ member }) => !groupOf.has(member))
  for (const members of groups) {
    const group = open.filter(({ member }) => groupOf.get(member) === members)
    const amount = group.reduce((sum, net) => sum + net.amount, 0n)
    const representative = representativeOf(group, amount)
    if (representative === undefined) continue
    inside.push(...settleWith(representative, group, () => ({ type: 'subgroup', representative, group })))
    standing.push({ member: representative, amount })
  }
  return [...inGroups(openNets(standing)), ...inside]
}

/** Who owes most where a subgroup owes, who is owed most where it is owed, the largest balance where it is even; of equals the first. */
function representativeOf(group: readonly Net[], sum: bigint): MemberId | undefined {
  const weigh = (amount: bigint): bigint => (sum > 0n ? amount : sum < 0n || amount < 0n ? -amount : amount)
  const [first, ...others] = group
  return first && others.reduce((most, net) => (weigh(net.amount) > weigh(most.amount) ? net : most), first).member
}

/** The preferred pairs in their order, each as far as what is left of the debt and of the credit goes; then as few as possible. */
function byPreference(pairs: readonly Preference[], open: readonly Net[]): readonly ReasonedTransfer[] {
  const left = new Map(open.map(({ member, amount }) => [member, amount]))
  const preferred: ReasonedTransfer[] = []
  for (const { from, to } of pairs) {
    const [debt, credit] = [-(left.get(from) ?? 0n), left.get(to) ?? 0n]
    const amount = debt < credit ? debt : credit
    if (amount <= 0n) continue
    preferred.push({ from, to, amount, reason: { type: 'preferred', debt, credit } })
    left.set(from, amount - debt)
    left.set(to, credit - amount)
  }
  const rest = [...left].map(([member, amount]) => ({ member, amount }))
  return [...preferred, ...inGroups(openNets(rest))]
}

function reasoned(
  transfers: readonly Omit<ReasonedTransfer, 'reason'>[],
  reason: LegReason,
): readonly ReasonedTransfer[] {
  return transfers.map((transfer) => ({ ...transfer, reason }))
}

/** Order of a plan's transfers inside one currency: by payer, then payee. */
export function compareTransfers(
  a: Pick<ReasonedTransfer, 'from' | 'to'>,
  b: Pick<ReasonedTransfer, 'from' | 'to'>,
): number {
  return compareIds(a.from, b.from) || compareIds(a.to, b.to)
}
