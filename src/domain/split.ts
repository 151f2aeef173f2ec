// Every division of money into shares goes through here, so that the same amount, weights and seed give the same cents
// on every device for ever. A new mode of SP4 is one more case of `SplitMode`.

import { minor, type Minor } from './amount.ts'
import type { MemberAmount, MemberWeight, SplitMode } from './entry.ts'
import { compareIds, type MemberId } from './ids.ts'
import { err, ok, type Result } from './result.ts'

/** SP5: why an amount cannot be divided so. `difference` is what is left to give (negative: given too much). */
export type SplitError =
  | { readonly type: 'NoParticipants'; readonly difference: Minor }
  | { readonly type: 'ZeroWeights'; readonly difference: Minor }
  | { readonly type: 'SharesDiffer'; readonly difference: bigint }
  | { readonly type: 'NegativeWeight'; readonly member: MemberId }
  | { readonly type: 'RepeatedMember'; readonly member: MemberId }

/**
 * SP1: the shares of an amount, one for each participant in order of member id; they sum to the amount exactly.
 * `seed` is `seedOf` the entry's root (SP3) and says where the odd cents start.
 */
export function split(amount: Minor, mode: SplitMode, seed: bigint): Result<readonly MemberAmount[], SplitError> {
  switch (mode.mode) {
    case 'even':
      return splitByWeights(
        amount,
        mode.members.map((member) => ({ member, weight: 1n })),
        seed,
      )
    case 'shares':
      return splitByWeights(amount, mode.shares, seed)
    case 'exact':
      return splitExactly(amount, mode.shares)
  }
}

/**
 * SP2, SP3: largest remainder (Hamilton). Each share is the floor of |amount| x weight / total; the units left over go
 * one each to the largest remainders, ties in order of member id from `seed` mod n on. The sign is applied at the end.
 */
export function splitByWeights(
  amount: Minor,
  weights: readonly MemberWeight[],
  seed: bigint,
): Result<readonly MemberAmount[], SplitError> {
  const sorted = byMember(weights)
  const unfit = misfit(amount, sorted)
  if (unfit !== undefined) return err(unfit)
  const negative = sorted.find(({ weight }) => weight < 0n)
  if (negative !== undefined) return err({ type: 'NegativeWeight', member: negative.member })
  const total = sum(sorted.map(({ weight }) => weight))
  if (total === 0n) return err({ type: 'ZeroWeights', difference: amount })

  const magnitude = amount < 0n ? -amount : amount
  const parts = sorted.map(({ member, weight }) => ({
    member,
    weight,
    floor: (magnitude * weight) / total,
    remainder: (magnitude * weight) % total,
  }))
  const left = magnitude - sum(parts.map(({ floor }) => floor))
  const favoured = byRemainder(
    parts.filter(({ weight }) => weight > 0n),
    seed,
  ).slice(0, Number(left))
  const extra = new Set(favoured.map(({ member }) => member))

  return ok(
    parts.map(({ member, floor }) => {
      const share = extra.has(member) ? floor + 1n : floor
      return { member, amount: minor(amount < 0n ? -share : share) }
    }),
  )
}

function splitExactly(amount: Minor, shares: readonly MemberAmount[]): Result<readonly MemberAmount[], SplitError> {
  const sorted = byMember(shares)
  const unfit = misfit(amount, sorted)
  if (unfit !== undefined) return err(unfit)
  const difference = amount - sum(sorted.map((share) => share.amount))
  if (difference !== 0n) return err({ type: 'SharesDiffer', difference })
  return ok(sorted.map(({ member, amount: share }) => ({ member, amount: share })))
}

// SP3: the largest remainder first; among equals the one next in the round that starts at seed mod n.
function byRemainder<P extends { readonly remainder: bigint }>(parts: readonly P[], seed: bigint): readonly P[] {
  const start = Number(seed % BigInt(parts.length))
  // `sort` is stable, so the round's order decides between equals.
  return [...parts.slice(start), ...parts.slice(0, start)].sort((a, b) =>
    a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0,
  )
}

function byMember<P extends { readonly member: MemberId }>(parts: readonly P[]): readonly P[] {
  return parts.toSorted((a, b) => compareIds(a.member, b.member))
}

// What is wrong with the participants themselves, in any mode.
function misfit(amount: Minor, sorted: readonly { readonly member: MemberId }[]): SplitError | undefined {
  if (sorted.length === 0) return { type: 'NoParticipants', difference: amount }
  const repeated = sorted.find(({ member }, index) => member === sorted[index + 1]?.member)
  return repeated === undefined ? undefined : { type: 'RepeatedMember', member: repeated.member }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
