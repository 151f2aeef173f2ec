import { decimalDigit } from './decimal-digit.ts'
import { err, ok, type Result } from '../result.ts'

/** A separator, reduced to one sign per meaning: every kind of space is a space, every apostrophe is `'`. */
export type SeparatorSign = '.' | ',' | ' ' | "'" | '٫' | '٬'

/** A separator and where it stands in the text, in UTF-16 units. */
export type Separator = { readonly sign: SeparatorSign; readonly position: number }

/** A run of digits as ASCII with the position of its first one; empty only before a leading separator, as in `.50`. */
export type DigitRun = { readonly digits: string; readonly position: number }

/** What stands in the text of an amount: a sign, and digit runs with one separator between each two. */
export type DecimalTokens = {
  readonly negative: boolean
  readonly runs: readonly DigitRun[]
  readonly separators: readonly Separator[]
}

/** Why a text has not the form of an amount, with the position in UTF-16 units. */
export type DecimalTokenError =
  | { readonly type: 'TextTooLong'; readonly position: number }
  | { readonly type: 'NoDigits'; readonly position: number }
  | { readonly type: 'UnexpectedCharacter'; readonly position: number; readonly character: string }

const MAX_LENGTH = 128

// Spaces as CLDR uses them for grouping: plain, no-break, figure, thin, narrow no-break.
const SPACES = ' \u00a0\u2007\u2009\u202f'
// Marks without width that right-to-left texts put before a number: left-to-right, right-to-left, Arabic letter mark.
const IGNORED_OUTSIDE = `${SPACES}\t\u200e\u200f\u061c`

const SEPARATORS: ReadonlyMap<string, SeparatorSign> = new Map<string, SeparatorSign>([
  ['.', '.'],
  ['\uff0e', '.'],
  [',', ','],
  ['\uff0c', ','],
  ...SPACES.split('').map((space) => [space, ' '] as const),
  ["'", "'"],
  ['\u2019', "'"],
  ['\u066b', '٫'],
  ['\u066c', '٬'],
])

/** MO3: takes a text apart digit by digit, in any one script, without yet deciding which separator is the decimal one. */
export function tokenizeDecimal(text: string): Result<DecimalTokens, DecimalTokenError> {
  if (text.length > MAX_LENGTH) return err({ type: 'TextTooLong', position: MAX_LENGTH })
  let end = text.length
  while (end > 0 && IGNORED_OUTSIDE.includes(text.charAt(end - 1))) end--
  let position = 0
  while (position < end && IGNORED_OUTSIDE.includes(text.charAt(position))) position++

  const sign = text.charAt(position)
  const negative = sign === '-' || sign === '\u2212'
  if (negative || sign === '+') position++

  const runs: DigitRun[] = []
  const separators: Separator[] = []
  let run = { digits: '', position }
  let script: number | undefined
  for (const character of text.slice(position, end)) {
    // The characters of a string's iterator are never empty.
    const digit = decimalDigit(character.codePointAt(0)!)
    const separator = SEPARATORS.get(character)
    if (digit !== undefined && (script ?? digit.script) === digit.script) {
      script = digit.script
      run.digits += digit.ascii
    } else if (separator !== undefined && (run.digits !== '' || (runs.length === 0 && '.,٫'.includes(separator)))) {
      runs.push(run)
      separators.push({ sign: separator, position })
      run = { digits: '', position: position + character.length }
    } else {
      return err({ type: 'UnexpectedCharacter', position, character })
    }
    position += character.length
  }
  if (run.digits === '') return err({ type: 'NoDigits', position })
  return ok({ negative, runs: [...runs, run], separators })
}
