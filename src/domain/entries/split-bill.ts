// SP4: a bill whose items have their own participants. What each had is an exact fraction, tax and tip are added to it exactly, and only the sum is
// rounded, so that cents do not gather with whoever comes first on every line.

import type { Item, MemberWeight, Surcharge } from './entry.ts'
import type { MemberId } from '../ids.ts'
import { err, ok, type Result } from '../result.ts'

/** A bill: items, tax and tip. */
export interface Bill {
  readonly items: readonly Item[]
  readonly tax: Surcharge
  readonly tip: Surcharge
}

/** What items, tax and tip come to. */
export function billTotal({ items, tax, tip }: Bill): bigint {
  return items.reduce((sum, { amount }) => sum + amount, tax.amount + tip.amount)
}

/**
 * Weights in proportion to what each owes of the bill; they have the bill's sign. Refused when the bill comes to nothing, or a surcharge follows
 * items that do.
 */
export function billWeights(
  bill: Bill,
): Result<readonly MemberWeight[], { readonly type: 'ZeroWeights'; readonly difference: bigint }> {
  const { items, tax, tip } = bill
  const scale = items.reduce((multiple, { members }) => leastMultiple(multiple, BigInt(members.length)), 1n)
  const had = new Map<MemberId, bigint>()
  for (const { amount, members } of items) {
    const part = (amount * scale) / BigInt(members.length)
    for (const member of members) had.set(member, (had.get(member) ?? 0n) + part)
  }
  const spreadBy = (spread: Surcharge['spread']): bigint =>
    [tax, tip].reduce((sum, each) => (each.spread === spread ? sum + each.amount : sum), 0n)
  const [proportional, even] = [spreadBy('proportional'), spreadBy('even')]
  const ordered = items.reduce((sum, { amount }) => sum + amount, 0n)
  if (ordered + proportional + even === 0n || (proportional !== 0n && ordered === 0n))
    return err({ type: 'ZeroWeights', difference: proportional })
  // had/scale + proportional x had/scale/ordered + even/people, all times scale x ordered x people.
  const whole = proportional === 0n ? 1n : ordered
  const people = BigInt(had.size)
  const sign = whole < 0n ? -1n : 1n
  return ok(
    Array.from(had, ([member, part]) => ({
      member,
      weight: sign * (part * (whole + proportional) * people + even * scale * whole),
    })),
  )
}

function leastMultiple(a: bigint, b: bigint): bigint {
  let [divisor, rest] = [a, b]
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest]
  return (a / divisor) * b
}
