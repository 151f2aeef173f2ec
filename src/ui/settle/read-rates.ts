import { compareCurrencies, textToRate } from '../../app/index.ts'
import type { AgreedRate, Currency, Facts, Rate, Result } from '../../domain/index.ts'
import type { DraftError } from '../entry/draft-error.ts'

type Typed = Readonly<Record<string, string>>

/**
 * Rates to what is paid in as typed, by currency code; empty ones are left out, and their legs can only be confirmed, not paid there. What is counted
 * in the very money that is paid is worth itself, and nobody is asked.
 */
export function readRates(
  typed: Typed,
  source: string,
  { tie }: Facts,
  currencies: readonly Currency[],
): Result<readonly AgreedRate[], DraftError> {
  const rates: AgreedRate[] = []
  if (!tie) return { ok: true, value: rates }
  for (const currency of currencies) {
    const text = isPaidAsCounted(currency, tie) ? '1' : (typed[currency.code] ?? '')
    if (text.trim() === '') continue
    const rate = readRate({ [currency.code]: text }, currency)
    if (!rate.ok) return rate
    rates.push({ from: currency, rate: rate.value, source })
  }
  return { ok: true, value: rates }
}

/** The rate typed for a currency. */
export function readRate(typed: Typed, { code }: Currency): Result<Rate, DraftError> {
  const rate = textToRate((typed[code] ?? '').trim().replace(',', '.'))
  return rate.ok ? rate : { ok: false, error: { type: 'RateUnreadable', field: code } }
}

/** Whether a currency is the money that a tied pot is paid in. */
export function isPaidAsCounted(currency: Currency, { token }: NonNullable<Facts['tie']>): boolean {
  return compareCurrencies(currency, token) === 0
}
