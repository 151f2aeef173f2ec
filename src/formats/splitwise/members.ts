import { toPlainText } from '../plain-text.ts'
import { FIXED_COLUMNS } from './words.ts'

/** A member's column: the name, made fit and unique, and the column's index in every record. */
export interface MemberColumn {
  readonly name: string
  readonly column: number
}

const REMOVED = /\s*\(removed\)$/iu
const LONGEST_NAME = 80

/**
 * The members of a header record. `(removed)` behind a name is dropped unless somebody else bears the rest of it; equal names get a number.
 * Columns without a name at the end of the header are none: spreadsheets leave them behind.
 */
export function memberColumns(header: readonly string[]): readonly MemberColumn[] {
  const names = header.slice(FIXED_COLUMNS).map((name) => toPlainText(name, LONGEST_NAME))
  while (names.length > 0 && names.at(-1) === '') names.pop()
  const taken = new Set(names.filter((name) => !REMOVED.test(name)))
  const used = new Set<string>()
  return names.map((found, index) => {
    const stripped = found.replace(REMOVED, '')
    const wanted =
      found === ''
        ? `Person ${index + 1}`
        : REMOVED.test(found) && stripped !== '' && !taken.has(stripped)
          ? stripped
          : found
    const name = unusedName(wanted, used)
    used.add(name)
    return { name, column: FIXED_COLUMNS + index }
  })
}

function unusedName(wanted: string, used: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : ` (${count})`
    const name = `${toPlainText(wanted, LONGEST_NAME - suffix.length)}${suffix}`
    if (!used.has(name)) return name
  }
}
