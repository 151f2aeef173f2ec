import type { MemberWeight } from './entry.ts'
import { compareIds, type MemberId } from '../ids.ts'
import { floorDivision, largestRemainders } from '../money/largest-remainder.ts'

/** A part of a divided amount. Parts of either sign may be larger than the whole, so the range of MO1 is for the caller to check. */
export interface Share {
  readonly member: MemberId
  readonly amount: bigint
}

/**
 * SP2, SP3: largest remainder (Hamilton). `weights` name each member once and sum to more than zero; single ones may be below zero. Each share is
 * the floor of |amount| x weight / total; the units left over go one each to the largest remainders, ties in order of member id from `seed` mod n
 * on, n being the members with a weight. The sign is applied at the end, so a refund mirrors its expense. In order of member id.
 */
export function apportion(amount: bigint, weights: readonly MemberWeight[], seed: bigint): readonly Share[] {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0n)
  if (total <= 0n) throw new RangeError(`weights that sum to ${total} divide nothing`)
  const magnitude = amount < 0n ? -amount : amount
  const parts = weights
    .toSorted((a, b) => compareIds(a.member, b.member))
    .map(({ member, weight }) => ({ member, weight, ...floorDivision(magnitude * weight, total) }))
  const left = magnitude - parts.reduce((sum, { floor }) => sum + floor, 0n)
  const extra = largestRemainders(
    parts.filter(({ weight }) => weight !== 0n),
    seed,
    Number(left),
  )
  return parts.map(({ member, floor }) => {
    const share = extra.has(member) ? floor + 1n : floor
    return { member, amount: amount < 0n ? -share : share }
  })
}
