import { ISO_4217_CODES, WITHDRAWN_CODES } from './iso-4217.ts'
import { err, ok, type Result } from '../result.ts'

/** MO2: a code and the number of digits after the decimal point, 0 to 18. */
export type Currency = { readonly code: string; readonly digits: number }

/** Why a value is no currency. */
export type CurrencyError =
  | { readonly type: 'NotACurrency' }
  | { readonly type: 'BadCurrencyCode' }
  | { readonly type: 'BadCurrencyDigits' }

/** MO2: the most minor digits that a currency may have. */
export const MAX_CURRENCY_DIGITS = 18

const TOKEN_DIGITS: readonly (readonly [code: string, digits: number])[] = [
  ['DOT', 10],
  ['KSM', 12],
  ['PAS', 10],
  ['UNIT', 12],
  ['USDC', 6],
  ['WND', 12],
]

const currencies: ReadonlyMap<string, Currency> = new Map(
  [...ISO_4217_CODES, [2, WITHDRAWN_CODES] as const]
    .flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, digits] as const))
    .concat(TOKEN_DIGITS)
    .map(([code, digits]) => [code, Object.freeze({ code, digits })]),
)

/** The currency of a known code: ISO 4217 or a chain token. For choosing one, never at fold time (MO2). */
export function currencyByCode(code: string): Currency | undefined {
  return currencies.get(code)
}

/** Every known currency, in order of code. */
export function knownCurrencies(): readonly Currency[] {
  return [...currencies.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/**
 * A currency as it stands in an event: exactly `code`, 1 to 12 of A-Z and 0-9, and `digits`, 0 to 18. The table is not
 * asked, so a pot may have currencies of its own and keeps its digits whatever a later table says.
 */
export function parseCurrency(input: unknown): Result<Currency, CurrencyError> {
  if (typeof input !== 'object' || input === null) return err({ type: 'NotACurrency' })
  const keys = Object.keys(input).sort((a, b) => (a < b ? -1 : 1))
  if (keys.join() !== 'code,digits') return err({ type: 'NotACurrency' })
  const { code, digits } = input as { readonly code: unknown; readonly digits: unknown }
  if (!isCurrencyCode(code)) return err({ type: 'BadCurrencyCode' })
  // EN1 integers may arrive as bigint from a decoder; digits are a small number everywhere else.
  const count = typeof digits === 'bigint' ? Number(digits) : digits
  if (!isDigitCount(count)) return err({ type: 'BadCurrencyDigits' })
  return ok({ code, digits: count })
}

/** Whether a value is the code of a currency: 1 to 12 of A-Z and 0-9. */
export function isCurrencyCode(input: unknown): input is string {
  return typeof input === 'string' && /^[A-Z0-9]{1,12}$/.test(input)
}

function isDigitCount(input: unknown): input is number {
  return Number.isInteger(input) && (input as number) >= 0 && (input as number) <= MAX_CURRENCY_DIGITS
}
