// ST4: a plan that payments consume. It is a function of the balances and of what was paid between each two, so the order of payments cannot matter.

import type { MemberId } from '../ids.ts'
import { createJoinedMembers } from '../people/joined-members.ts'
import type { PlannedTransfer } from './leg-reason.ts'
import type { Net } from '../money/net.ts'
import type { PlanTransfer } from './settle.ts'
import { settleIn, type NetMode } from './settle-in-mode.ts'

/**
 * The plan for `nets` when `paid` (between each two at most one, above zero) was paid since the last entry that is no transfer. It is the plan from
 * before the payments less what was paid of each transfer. A payment that is more than its transfer, or that has none, joins the people with whom
 * its two settle; only these are planned anew, from the balances as they are now. In no stated order.
 */
export function stablePlan(
  mode: NetMode,
  nets: readonly Net[],
  paid: readonly PlanTransfer[],
): readonly PlannedTransfer[] {
  const planned = settleIn(mode, netsBefore(nets, paid))
  const people = createJoinedMembers()
  for (const { from, to } of planned) people.join(from, to)
  // A subgroup settles as one, so its members are planned anew together.
  for (const [first, ...others] of mode.type === 'subgroups' ? mode.groups : [])
    for (const other of others) people.join(first as MemberId, other)
  const amountOf = new Map(planned.map((transfer) => [keyOf(transfer), transfer.amount]))
  const paidOf = new Map(paid.map((payment) => [keyOf(payment), payment.amount]))
  const misfits = paid.filter((payment) => payment.amount > (amountOf.get(keyOf(payment)) ?? 0n))
  for (const { from, to } of misfits) people.join(from, to)
  const anew = new Set(misfits.map(({ from }) => people.first(from)))
  const kept = planned
    .filter(({ from }) => !anew.has(people.first(from)))
    .map((transfer) => consume(transfer, paidOf.get(keyOf(transfer)) ?? 0n))
    .filter(({ amount }) => amount > 0n)
  const replanned = [...anew].flatMap((group) =>
    settleIn(
      mode,
      nets.filter(({ member }) => people.first(member) === group),
    ).map((transfer) => ({ ...transfer, paid: 0n, anew: true })),
  )
  return [...kept, ...replanned]
}

function consume(transfer: Omit<PlannedTransfer, 'paid' | 'anew'>, paid: bigint): PlannedTransfer {
  return { ...transfer, amount: transfer.amount - paid, paid, anew: false }
}

/** The balances without the payments: who paid is owed as much less. */
function netsBefore(nets: readonly Net[], paid: readonly PlanTransfer[]): readonly Net[] {
  const before = new Map(nets.map(({ member, amount }) => [member, amount]))
  const change = (member: MemberId, by: bigint): unknown => before.set(member, (before.get(member) ?? 0n) + by)
  for (const { from, to, amount } of paid) {
    change(from, -amount)
    change(to, amount)
  }
  return [...before].map(([member, amount]) => ({ member, amount }))
}

function keyOf({ from, to }: PlanTransfer): string {
  return `${from}.${to}`
}
