// Every division of money into shares goes through here, so that the same amount, weights and seed give the same cents
// on every device for ever.

import { toMinor, type AmountError, type Minor } from '../money/amount.ts'
import { apportion, type Share } from './apportion.ts'
import type { MemberAmount, MemberWeight, SplitMode } from './entry.ts'
import { compareIds, type MemberId } from '../ids.ts'
import { err, ok, type Result } from '../result.ts'
import { billTotal, billWeights, type Bill } from './split-bill.ts'

/** SP5: why an amount cannot be divided so. `difference` is what is left to give (negative: given too much), in minor units, of percents in basis points. */
export type SplitError =
  | { readonly type: 'NoParticipants'; readonly difference: Minor }
  | { readonly type: 'ZeroWeights'; readonly difference: bigint }
  | { readonly type: 'PercentDiffers'; readonly difference: bigint }
  | { readonly type: 'SharesDiffer'; readonly difference: bigint }
  | { readonly type: 'AdjustmentsExceed'; readonly difference: bigint }
  | { readonly type: 'NegativeWeight'; readonly member: MemberId }
  | { readonly type: 'RepeatedMember'; readonly member: MemberId }
  | AmountError

type Shares = Result<readonly Share[], SplitError>

/** SP4: the basis points of a whole. */
export const WHOLE_PERCENT = 10_000n

/**
 * SP1: the shares of an amount, one for each participant in order of member id; they sum to the amount exactly. `seed` is `seedOf` the entry's
 * root (SP3) and says where the odd cents start. A share beyond MO1, as a bill with a huge credit makes it, is refused with `AmountOutOfRange`.
 */
export function split(amount: Minor, mode: SplitMode, seed: bigint): Result<readonly MemberAmount[], SplitError> {
  const divided = divide(amount, mode, seed)
  if (!divided.ok) return divided
  const shares: MemberAmount[] = []
  for (const { member, amount: share } of divided.value) {
    const inRange = toMinor(share)
    if (!inRange.ok) return inRange
    shares.push({ member, amount: inRange.value })
  }
  return ok(shares)
}

/** The same without the range of MO1: whether it succeeds does not depend on the seed, so it never fails for an entry that was checked. */
export function divide(amount: Minor, mode: SplitMode, seed: bigint): Shares {
  const unfit = misfit(amount, mode)
  if (unfit) return err(unfit)
  switch (mode.mode) {
    case 'even':
      return ok(apportion(amount, evenWeights(mode.members), seed))
    case 'shares':
      return divideByWeights(amount, mode.shares, seed)
    case 'percent':
      return divideByPercent(amount, mode.shares, seed)
    case 'exact':
      return divideExactly(amount, mode.shares)
    case 'adjustment':
      return divideAround(amount, mode.shares, seed)
    case 'itemized':
      return divideBill(amount, mode, seed)
  }
}

/** Everyone who takes part in a division; in a bill once for each item. */
export function participantsOf(mode: SplitMode): readonly MemberId[] {
  if (mode.mode === 'even') return mode.members
  return mode.mode === 'itemized'
    ? mode.items.flatMap(({ members }) => members)
    : mode.shares.map(({ member }) => member)
}

function divideByWeights(amount: Minor, weights: readonly MemberWeight[], seed: bigint): Shares {
  const negative = weights.find(({ weight }) => weight < 0n)
  if (negative) return err({ type: 'NegativeWeight', member: negative.member })
  if (sum(weights.map(({ weight }) => weight)) === 0n) return err({ type: 'ZeroWeights', difference: amount })
  return ok(apportion(amount, weights, seed))
}

function divideByPercent(amount: Minor, shares: readonly MemberWeight[], seed: bigint): Shares {
  const difference = WHOLE_PERCENT - sum(shares.map(({ weight }) => weight))
  return difference === 0n ? divideByWeights(amount, shares, seed) : err({ type: 'PercentDiffers', difference })
}

function divideExactly(amount: Minor, shares: readonly MemberAmount[]): Shares {
  const difference = amount - sum(shares.map((share) => share.amount))
  if (difference !== 0n) return err({ type: 'SharesDiffer', difference })
  return ok(shares.toSorted((a, b) => compareIds(a.member, b.member)))
}

/** SP4: what the adjustments leave is shared evenly; it may not be on the other side of zero than the amount, and of nothing nothing is left. */
function divideAround(amount: Minor, adjustments: readonly MemberAmount[], seed: bigint): Shares {
  const rest = amount - sum(adjustments.map((each) => each.amount))
  if (rest < 0n ? amount >= 0n : rest > 0n && amount <= 0n) return err({ type: 'AdjustmentsExceed', difference: rest })
  const adjustmentOf = new Map(adjustments.map((each) => [each.member, each.amount]))
  const even = apportion(rest, evenWeights([...adjustmentOf.keys()]), seed)
  return ok(even.map(({ member, amount: share }) => ({ member, amount: share + (adjustmentOf.get(member) as Minor) })))
}

function divideBill(amount: Minor, bill: Bill, seed: bigint): Shares {
  const difference = amount - billTotal(bill)
  if (difference !== 0n) return err({ type: 'SharesDiffer', difference })
  const weights = billWeights(bill)
  return weights.ok ? ok(apportion(amount, towards(amount, weights.value), seed)) : weights
}

/** Weights that sum to what has the sign of `amount`, turned so that they sum to more than zero. */
export function towards(amount: bigint, weights: readonly MemberWeight[]): readonly MemberWeight[] {
  return amount < 0n ? weights.map(({ member, weight }) => ({ member, weight: -weight })) : weights
}

function evenWeights(members: readonly MemberId[]): readonly MemberWeight[] {
  return members.map((member) => ({ member, weight: 1n }))
}

// What is wrong with the participants themselves: nobody, or one of them twice. On a bill nobody is twice on one item.
function misfit(amount: Minor, mode: SplitMode): SplitError | undefined {
  const lists =
    mode.mode === 'itemized' && mode.items.length > 0
      ? mode.items.map(({ members }) => members)
      : [participantsOf(mode)]
  for (const list of lists) {
    if (list.length === 0) return { type: 'NoParticipants', difference: amount }
    const repeated = list.find((member, index) => list.indexOf(member) < index)
    if (repeated !== undefined) return { type: 'RepeatedMember', member: repeated }
  }
  return undefined
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
