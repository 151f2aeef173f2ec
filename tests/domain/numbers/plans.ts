import * as fc from 'fast-check'
import type { MemberId } from '../../../src/domain/ids.ts'
import type { Net } from '../../../src/domain/money/net.ts'
import type { NetMode } from '../../../src/domain/settling/settle-in-mode.ts'
import type { PlanTransfer } from '../../../src/domain/settling/settle.ts'

/** Nets after payments, without zeros, in order of member. */
export function after(nets: readonly Net[], payments: readonly PlanTransfer[]): readonly Net[] {
  const left = new Map(nets.map(({ member, amount }) => [member, amount]))
  const change = (who: MemberId, by: bigint): unknown => left.set(who, (left.get(who) ?? 0n) + by)
  for (const { from, to, amount } of payments) {
    change(from, amount)
    change(to, -amount)
  }
  return [...left]
    .map(([who, amount]) => ({ member: who, amount }))
    .filter(({ amount }) => amount !== 0n)
    .sort((a, b) => (a.member < b.member ? -1 : 1))
}

/** Any mode of settling balances that names some of these members. */
export function anyMode(members: readonly MemberId[]): fc.Arbitrary<NetMode> {
  const pair = fc.tuple(fc.nat(members.length - 1), fc.nat(members.length - 1))
  const pairs = fc
    .uniqueArray(
      pair.filter(([from, to]) => from !== to),
      { maxLength: 6, selector: ([from, to]) => `${from}.${to}` },
    )
    .map((list) => list.map(([from, to]) => ({ from: members[from] as MemberId, to: members[to] as MemberId })))
  const groups = fc
    .array(fc.nat(3), { minLength: members.length, maxLength: members.length })
    .map((numbers) =>
      [0, 1, 2].map((group) => members.filter((_, i) => numbers[i] === group)).filter((group) => group.length > 1),
    )
  const fewest: NetMode = { type: 'fewest' }
  return fc.oneof(
    fc.constant(fewest),
    fc.constantFrom(...members).map((on): NetMode => ({ type: 'centred', on })),
    groups.map((list): NetMode => ({ type: 'subgroups', groups: list })),
    members.length < 2 ? fc.constant(fewest) : pairs.map((list): NetMode => ({ type: 'preferred', pairs: list })),
  )
}
