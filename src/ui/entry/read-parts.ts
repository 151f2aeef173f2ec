// What people typed for each member: amounts, shares, percentages.

import { decimalTextToMinor, textToWeight } from '../../app/index.ts'
import type { MemberAmount, MemberWeight, Result } from '../../domain/index.ts'
import { decimalHint, readAmount } from '../format/read-amount.ts'
import type { DraftError } from './draft-error.ts'
import type { DraftContext } from './entry-draft.ts'

type Typed = Readonly<Record<string, string>>

/** Amounts typed for members; empty ones are left out. */
export function readAmounts(
  typed: Typed,
  field: string,
  context: DraftContext,
): Result<readonly MemberAmount[], DraftError> {
  const amounts: MemberAmount[] = []
  for (const member of context.members) {
    const text = typed[member] ?? ''
    if (text.trim() === '') continue
    const amount = readAmount(text, context.currency, `${field}.${member}`, context.locale)
    if (!amount.ok) return amount
    amounts.push({ member, amount: amount.value })
  }
  return { ok: true, value: amounts }
}

/** What is left of a whole after the typed parts; null while something cannot be read. */
export function leftOf(whole: string, typed: Typed, context: DraftContext): bigint | null {
  return leftOfTexts(
    whole,
    context.members.map((member) => typed[member] ?? ''),
    context,
  )
}

/** The same for parts in a row; an empty one takes nothing. */
export function leftOfTexts(
  whole: string,
  parts: readonly string[],
  { currency, locale }: Pick<DraftContext, 'currency' | 'locale'>,
): bigint | null {
  const amount = readAmount(whole, currency, 'amount', locale)
  if (!amount.ok) return null
  let left: bigint = amount.value
  for (const text of parts) {
    if (text.trim() === '') continue
    const part = readAmount(text, currency, 'part', locale)
    if (!part.ok) return null
    left -= part.value
  }
  return left
}

/** Shares as people write them, `2` or `1.5`; empty ones and zeros are left out. */
export function readWeights(typed: Typed, context: DraftContext): Result<readonly MemberWeight[], DraftError> {
  return readEach(typed, context, (text, member) => {
    const weight = textToWeight(text, decimalHint(context.locale))
    return weight.ok ? weight : { ok: false, error: { type: 'WeightUnreadable', field: `weights.${member}` } }
  })
}

/** Percentages with up to two decimals, as basis points; empty ones and zeros are left out. */
export function readPercents(typed: Typed, context: DraftContext): Result<readonly MemberWeight[], DraftError> {
  return readEach(typed, context, (text, member) => {
    const points = decimalTextToMinor(text.replace('%', ''), 2, { hint: decimalHint(context.locale) })
    return points.ok ? points : { ok: false, error: { type: 'PercentUnreadable', field: `percents.${member}` } }
  })
}

function readEach(
  typed: Typed,
  { members }: DraftContext,
  read: (text: string, member: string) => Result<bigint, DraftError>,
): Result<readonly MemberWeight[], DraftError> {
  const shares: MemberWeight[] = []
  for (const member of members) {
    const text = (typed[member] ?? '').trim()
    const weight = text === '' ? { ok: true as const, value: 0n } : read(text, member)
    if (!weight.ok) return weight
    if (weight.value !== 0n) shares.push({ member, weight: weight.value })
  }
  return { ok: true, value: shares }
}
