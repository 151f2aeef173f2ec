import type { DecimalTokens, DigitRun, Separator } from './decimal-token.ts'
import { err, ok, type Result } from '../result.ts'

/** How a caller's locale writes the decimal point. It decides only what the text leaves open. */
export type DecimalHint = { readonly decimal: '.' | ',' }

/** Why the separators of a text make no number, with the position in UTF-16 units. */
export type SeparatorError =
  | { readonly type: 'BadGrouping'; readonly position: number }
  | { readonly type: 'AmbiguousSeparator'; readonly position: number; readonly separator: '.' | ',' }

/** The digits before and after the decimal point, and where the latter begin in the text. */
export type DecimalParts = { readonly whole: string; readonly fraction: string; readonly fractionPosition: number }

/**
 * MO3: decides which separators group and which one is the decimal point. What the text says itself comes first: two
 * different signs, one sign twice, a group that is not of three digits. Only `1,234` alone is left to the hint.
 */
export function resolveSeparators(tokens: DecimalTokens, hint?: DecimalHint): Result<DecimalParts, SeparatorError> {
  const { runs, separators } = tokens
  const point = decimalPoint(tokens, hint)
  if (!point.ok) return point
  const groups = point.value === undefined ? runs : runs.slice(0, -1)
  const grouping = point.value === undefined ? separators : separators.slice(0, -1)

  const odd = grouping.find(({ sign }) => sign !== grouping[0]!.sign || sign === '٫' || sign === point.value?.sign)
  if (odd !== undefined) return err({ type: 'BadGrouping', position: odd.position })
  if (groups.length > 1 && !isGrouped(groups)) return err({ type: 'BadGrouping', position: grouping[0]!.position })

  const whole = groups.map(({ digits }) => digits).join('')
  const last = runs.at(-1)!
  return ok({ whole, fraction: point.value === undefined ? '' : last.digits, fractionPosition: last.position })
}

// The separator that is the decimal point: always the last one or none.
function decimalPoint(
  { runs, separators }: DecimalTokens,
  hint: DecimalHint | undefined,
): Result<Separator | undefined, SeparatorError> {
  const last = separators.at(-1)
  if (last === undefined || last.sign === ' ' || last.sign === "'" || last.sign === '٬') return ok(undefined)
  const { sign, position } = last
  if (sign === '٫' || separators.some((other) => other.sign !== sign)) return ok(last)
  if (separators.length > 1) return ok(undefined)
  if (!isGrouped(runs)) return ok(last)
  if (hint === undefined) return err({ type: 'AmbiguousSeparator', position, separator: sign })
  return ok(hint.decimal === sign ? last : undefined)
}

// Groups of three (1,234,567), or of two before the last three as in India (1,23,45,678). A number that starts with zero is not grouped: 0,123.
function isGrouped(runs: readonly DigitRun[]): boolean {
  const pattern = /^[1-9][0-9]{0,2}(?:,[0-9]{3})+$|^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}$/
  return pattern.test(runs.map(({ digits }) => digits).join())
}
