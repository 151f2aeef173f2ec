import { MINOR_LIMIT, minor, type Minor } from './amount.ts'
import { resolveSeparators, type DecimalHint, type SeparatorError } from './decimal-separator.ts'
import { tokenizeDecimal, type DecimalTokenError } from './decimal-token.ts'
import { err, ok, type Result } from '../result.ts'

/** How to read the text of an amount: how the locale writes the decimal point, and what to do with excess digits. */
export type DecimalTextOptions = {
  /** Decides `1,234` and `1.234`; without it they are refused. */
  readonly hint?: DecimalHint
  /** More digits than the currency has: an error (the default), or rounded half away from zero. */
  readonly excess?: 'refuse' | 'round'
}

/** Why a text is no amount. Every error has the position, in UTF-16 units, at which the reader stopped. */
export type DecimalTextError =
  | DecimalTokenError
  | SeparatorError
  | { readonly type: 'TooManyDecimals'; readonly position: number; readonly digits: number }
  | { readonly type: 'TooLarge'; readonly position: number }

/**
 * MO3: what a person or a file writes, as an amount of a currency with `digits` minor digits: `12.50`, `12,50`,
 * `1,234.50`, `1.234,50`, `1 234,50`, `1'234.50`, `1,23,456.78`, `١٬٢٣٤٫٥٠`. Digit by digit, never through a float.
 */
export function decimalTextToMinor(
  text: string,
  digits: number,
  { hint, excess = 'refuse' }: DecimalTextOptions = {},
): Result<Minor, DecimalTextError> {
  const tokens = tokenizeDecimal(text)
  if (!tokens.ok) return tokens
  const parts = resolveSeparators(tokens.value, hint)
  if (!parts.ok) return parts
  const { whole, fraction, fractionPosition } = parts.value
  if (fraction.length > digits && excess === 'refuse') {
    // Positions count UTF-16 units, and some scripts take two for a digit.
    const width = text.codePointAt(fractionPosition)! > 0xffff ? 2 : 1
    return err({ type: 'TooManyDecimals', position: fractionPosition + digits * width, digits })
  }
  const kept = BigInt(`0${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`)
  const magnitude = fraction.charAt(digits) >= '5' ? kept + 1n : kept
  if (magnitude >= MINOR_LIMIT) return err({ type: 'TooLarge', position: tokens.value.runs[0]!.position })
  return ok(minor(tokens.value.negative ? -magnitude : magnitude))
}

/** An amount as plain text for files and the command line: `-12.50`, always with `.` and all `digits`, nothing grouped. */
export function minorToDecimalText(amount: bigint, digits: number): string {
  const sign = amount < 0n ? '-' : ''
  const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`
}
