import { decimalTextToMinor, minorToDecimalText } from '../../app/index.ts'
import { type Currency, type Minor, type Result } from '../../domain/index.ts'
import type { DraftError } from '../entry/draft-error.ts'

/** What somebody typed into `field` as an amount. A decimal comma is as good as a point; only `1,234` alone depends on the locale. */
export function readAmount(
  text: string,
  { digits }: Currency,
  field: string,
  locale: string,
): Result<Minor, DraftError> {
  if (text.trim() === '') return { ok: false, error: { type: 'AmountMissing', field } }
  const read = decimalTextToMinor(text, digits, { hint: decimalHint(locale) })
  if (read.ok) return read
  if (read.error.type === 'TooManyDecimals') return { ok: false, error: { type: 'TooManyDecimals', field, digits } }
  return { ok: false, error: { type: 'AmountUnreadable', field } }
}

/** An amount as people of `locale` would type it. */
export function amountToInput(amount: bigint, { digits }: Currency, locale: string): string {
  return minorToDecimalText(amount, digits).replace('.', decimalOf(locale))
}

/** How people of `locale` write the decimal point: it decides what `1,234` is. */
export function decimalHint(locale: string): { readonly decimal: '.' | ',' } {
  return { decimal: decimalOf(locale) }
}

function decimalOf(locale: string): '.' | ',' {
  return new Intl.NumberFormat(locale).format(1.5).includes(',') ? ',' : '.'
}
