import { toMinor, type AmountError, type Minor } from './amount.ts'
import { err, ok, type Result } from '../result.ts'

declare const brand: unique symbol

/** MO4: an exchange rate above zero, as canonical decimal text: `38.4`. One unit of the first currency is so many of the second. */
export type Rate = string & { readonly [brand]: 'Rate' }

/** Why a value is no rate. */
export type RateError = { readonly type: 'NotARate' } | { readonly type: 'RateIsZero' }

/**
 * The rate of a canonical text: up to 18 digits before and after the point, no leading zeros, no zeros at the end of
 * the fraction. One rate has one spelling, because rates are compared and hashed as text.
 */
export function parseRate(input: unknown): Result<Rate, RateError> {
  if (typeof input !== 'string') return err({ type: 'NotARate' })
  if (!/^(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{0,17}[1-9])?$/.test(input)) return err({ type: 'NotARate' })
  return input === '0' ? err({ type: 'RateIsZero' }) : ok(input as Rate)
}

/** A rate as a person or a file writes it, with `.` as the point and zeros where they like: `038.400` is `38.4`. */
export function textToRate(text: string): Result<Rate, RateError> {
  const match = /^0*([0-9]{1,18})(?:\.([0-9]{1,18})0*)?$/.exec(text.trim())
  if (match === null) return err({ type: 'NotARate' })
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  return parseRate(fraction === '' ? match[1] : `${match[1]}.${fraction}`)
}

/**
 * MO4: `amount` of a currency with `fromDigits` minor digits as an amount of one with `toDigits`, exactly, rounded once,
 * half away from zero. Refused with `AmountOutOfRange` when the result is beyond MO1.
 */
export function convert(amount: Minor, fromDigits: number, toDigits: number, rate: Rate): Result<Minor, AmountError> {
  const [whole, fraction = ''] = rate.split('.')
  const dividend = amount * BigInt(`${whole}${fraction}`) * 10n ** BigInt(toDigits)
  return toMinor(divideHalfAwayFromZero(dividend, 10n ** BigInt(fromDigits + fraction.length)))
}

// bigint division cuts towards zero, so the sign is applied to both halves alike and a refund mirrors its expense.
function divideHalfAwayFromZero(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor : divisor
  return (dividend * 2n + half) / (divisor * 2n)
}
