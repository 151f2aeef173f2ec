import { compareCurrencies, convert, textToRate } from '../../app/index.ts'
import type { Equivalent, Minor, Result } from '../../domain/index.ts'
import { decimalHint, readAmount } from '../format/read-amount.ts'
import type { DraftError } from './draft-error.ts'
import type { DraftContext, EntryDraft } from './entry-draft.ts'

/** Whether a form asks what its amount is in the pot's currency (MO5). */
export function isForeign({ currency, potCurrency }: DraftContext): boolean {
  return compareCurrencies(currency, potCurrency) !== 0
}

/** MO5: what an amount in another currency counts as: by a rate, or as stated; null where it keeps its own currency. */
export function readEquivalent(
  draft: EntryDraft,
  amount: Minor,
  context: DraftContext,
): Result<Equivalent | null, DraftError> {
  if (!isForeign(context) || !draft.converts) return { ok: true, value: null }
  const { currency, potCurrency, locale } = context
  if (draft.rate.trim() === '') {
    const stated = readAmount(draft.equivalent, potCurrency, 'equivalent', locale)
    return stated.ok
      ? { ok: true, value: { currency: potCurrency, amount: stated.value, rate: null, source: '' } }
      : { ok: false, error: { type: 'RateMissing', field: 'rate' } }
  }
  const rate = textToRate(decimalHint(locale).decimal === ',' ? draft.rate.replace(',', '.') : draft.rate)
  if (!rate.ok) return { ok: false, error: { type: 'RateUnreadable', field: 'rate' } }
  const converted = convert(amount, currency.digits, potCurrency.digits, rate.value)
  if (!converted.ok || converted.value === 0n) return { ok: false, error: { type: 'RateUnreadable', field: 'rate' } }
  return { ok: true, value: { currency: potCurrency, amount: converted.value, rate: rate.value, source: '' } }
}
