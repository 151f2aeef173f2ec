import { textToRate } from '../../app/index.ts'
import type { AgreedRate, Currency, Facts, Result } from '../../domain/index.ts'
import type { DraftError } from '../entry/draft-error.ts'

/** Rates to the chain's token as typed, by currency code; empty ones are left out, and their legs can only be confirmed, not paid there. */
export function readRates(
  typed: Readonly<Record<string, string>>,
  source: string,
  { tie }: Facts,
  currencies: readonly Currency[],
): Result<readonly AgreedRate[], DraftError> {
  const rates: AgreedRate[] = []
  if (!tie) return { ok: true, value: rates }
  for (const currency of currencies) {
    const text = (typed[currency.code] ?? '').trim().replace(',', '.')
    if (text === '') continue
    const rate = textToRate(text)
    if (!rate.ok) return { ok: false, error: { type: 'RateUnreadable', field: currency.code } }
    rates.push({ from: currency, rate: rate.value, source })
  }
  return { ok: true, value: rates }
}
