import { minorToDecimalText } from '../../app/index.ts'
import type { Currency } from '../../domain/index.ts'

/** An amount as text, exactly: from decimal digits, never through a float. Currencies that the platform does not know keep their code. */
export function amountText(amount: bigint, currency: Currency, locale: string): string {
  const digits = minorToDecimalText(amount, currency.digits) as Intl.StringNumericLiteral
  const fraction = { minimumFractionDigits: currency.digits, maximumFractionDigits: currency.digits }
  if (hasSymbol(currency.code, locale)) {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: currency.code, ...fraction }).format(digits)
  }
  return `${new Intl.NumberFormat(locale, fraction).format(digits)} ${currency.code}`
}

/** An amount of a chain's token: without the zeros at its end, since nobody reads ten decimals. */
export function tokenText(amount: bigint, currency: Currency, locale: string): string {
  const text = minorToDecimalText(amount, currency.digits)
  const shown = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: currency.digits }).format(
    shown as Intl.StringNumericLiteral,
  )
  return `${number} ${currency.code}`
}

/** A cost of at most so much, rounded up to four decimals: what people compare, not what they check. */
export function costText(amount: bigint, currency: Currency, locale: string): string {
  const unit = 10n ** BigInt(Math.max(0, currency.digits - 4))
  return tokenText(((amount + unit - 1n) / unit) * unit, currency, locale)
}

function hasSymbol(code: string, locale: string): boolean {
  if (!/^[A-Z]{3}$/.test(code)) return false
  const name = new Intl.DisplayNames(locale, { type: 'currency', fallback: 'none' }).of(code)
  return name !== undefined
}
