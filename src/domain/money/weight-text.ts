import { decimalTextToMinor, minorToDecimalText, type DecimalTextError } from './decimal-text.ts'
import type { DecimalHint } from './decimal-separator.ts'
import { err, ok, type Result } from '../result.ts'

/** SP4: digits after the point that a person may write in a weight. */
const WEIGHT_DIGITS = 4

/** Why a text is no weight, with the position, in UTF-16 units, at which the reader stopped. */
export type WeightTextError = DecimalTextError | { readonly type: 'WeightBelowZero'; readonly position: number }

/** SP4: a weight as a person writes it, in any notation of MO3 with up to 4 decimals, in ten-thousandths: `1.5` is 15,000. */
export function textToWeight(text: string, hint?: DecimalHint): Result<bigint, WeightTextError> {
  const weight = decimalTextToMinor(text, WEIGHT_DIGITS, hint === undefined ? {} : { hint })
  if (!weight.ok) return weight
  return weight.value < 0n ? err({ type: 'WeightBelowZero', position: text.search(/[-\u2212]/) }) : ok(weight.value)
}

/** A weight in ten-thousandths as plain text with `.` and no decimals that say nothing: `1.5`, `2`. */
export function weightToText(weight: bigint): string {
  return minorToDecimalText(weight, WEIGHT_DIGITS).replace(/\.?0+$/, '')
}
