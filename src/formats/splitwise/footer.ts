import { decimalTextToMinor, minorToDecimalText } from '../../domain/index.ts'
import type { DecimalStyle } from '../decimal-style.ts'
import type { CsvRow } from '../csv.ts'
import type { MemberColumn } from './members.ts'
import { cellToCurrency, scaleOf, type RowAmounts } from './row-amounts.ts'
import { COLUMN } from './table.ts'

/** A member whose rows do not add up to what the file's last lines say. Amounts are decimal text. */
export interface FooterDifference {
  readonly member: string
  readonly footer: string
  readonly rows: string
}

/** One currency's sums in the file beside those of its rows. */
export interface FooterCheck {
  readonly row: number
  readonly currency: string
  readonly matches: boolean
  readonly differences: readonly FooterDifference[]
}

/** Compares the file's own sums with the rows that were read, to the last decimal of the file. */
export function checkFooters(
  footers: readonly CsvRow[],
  members: readonly MemberColumn[],
  rows: readonly RowAmounts[],
  hint: DecimalStyle,
): readonly FooterCheck[] {
  return footers.map((footer) => {
    const cell = footer.fields[COLUMN.currency] ?? ''
    const currency = cellToCurrency(cell)
    const found = currency.ok ? currency.value : { code: cell.trim(), digits: 2 }
    const scale = scaleOf(found)
    const own = rows.filter((row) => row.currency.code === found.code)
    const differences = members.flatMap(({ name, column }, index): readonly FooterDifference[] => {
      const text = (footer.fields[column] ?? '').trim()
      const stated = text === '' ? undefined : decimalTextToMinor(text, scale, { hint, excess: 'round' })
      const sum = own.reduce((total, row) => total + (row.cells[index] ?? 0n), 0n)
      const isSame = stated === undefined ? sum === 0n : stated.ok && stated.value === sum
      return isSame ? [] : [{ member: name, footer: text, rows: minorToDecimalText(sum, scale) }]
    })
    return { row: footer.number, currency: found.code, matches: differences.length === 0, differences }
  })
}
