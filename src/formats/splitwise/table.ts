import { err, ok, type Result } from '../../domain/index.ts'
import type { DecimalStyle } from '../decimal-style.ts'
import { isBlankRow, parseCsv, type CsvDelimiter, type CsvError, type CsvLimits, type CsvRow } from '../csv.ts'
import { memberColumns, type MemberColumn } from './members.ts'
import { dayOrderOf, type DayOrder } from './row-date.ts'
import { FIXED_COLUMNS, isFooterWord, isHeader } from './words.ts'

/** A Splitwise export as a table: who is in it, its rows, its sums, and how it writes dates and amounts. */
export interface SplitwiseTable {
  readonly members: readonly MemberColumn[]
  /** Number of cells in the header. */
  readonly columns: number
  readonly rows: readonly CsvRow[]
  /** The lines with the members' balances, one for each currency. */
  readonly footers: readonly CsvRow[]
  readonly hint: DecimalStyle
  readonly dayOrder: DayOrder
}

/** Why a text is no Splitwise export. `NoHeader`: none of its first lines has the five columns. */
export type TableError = CsvError | { readonly type: 'NoHeader' } | { readonly type: 'NoMembers' }

const LIMITS: CsvLimits = { rows: 100_000, columns: FIXED_COLUMNS + 256, fieldLength: 10_000 }
/** Lines that may stand before the header: notes. */
const MAX_PREAMBLE = 20
const DELIMITERS: readonly CsvDelimiter[] = [',', ';', '\t']

/** The columns that are not members. */
export const COLUMN = { date: 0, title: 1, category: 2, cost: 3, currency: 4 } as const

/** Finds the table in a text. Spreadsheets save with `;` or tabs where the comma is the decimal point. */
export function readTable(text: string): Result<SplitwiseTable, TableError> {
  const delimiter = DELIMITERS.find((candidate) => headerIn(text, candidate))
  const parsed = parseCsv(text, LIMITS, delimiter)
  if (!parsed.ok) return parsed
  const at = delimiter === undefined ? -1 : parsed.value.findIndex(({ fields }) => isHeader(fields))
  const header = parsed.value[at]
  if (!header) return err({ type: 'NoHeader' })
  const members = memberColumns(header.fields)
  if (members.length === 0) return err({ type: 'NoMembers' })
  const content = parsed.value.slice(at + 1).filter((row) => !isBlankRow(row))
  const footers = footersOf(content)
  const rows = content.filter((row) => !footers.includes(row))
  const dates = rows.map(({ fields }) => fields[COLUMN.date] ?? '')
  return ok({
    members,
    columns: FIXED_COLUMNS + members.length,
    rows,
    footers,
    hint: hintOf(content),
    dayOrder: dayOrderOf(dates),
  })
}

// The header is looked for in the first lines alone, so that a wrong delimiter costs nothing.
function headerIn(text: string, delimiter: CsvDelimiter): boolean {
  let end = 0
  for (let line = 0; line <= MAX_PREAMBLE && end >= 0; line++) end = text.indexOf('\n', end + 1)
  const first = parseCsv(end < 0 ? text : text.slice(0, end), LIMITS, delimiter)
  return first.ok && first.value.slice(0, MAX_PREAMBLE + 1).some(({ fields }) => isHeader(fields))
}

// By its name in any language; or, at the end of the table, by what it is: sums without category and cost.
function footersOf(rows: readonly CsvRow[]): readonly CsvRow[] {
  const lastEntry = rows.findLastIndex((row) => !isSumLine(row))
  return rows.filter((row, index) => {
    const isNamed = isFooterWord(row.fields[COLUMN.title] ?? '') && isSumLine(row)
    return isNamed || (index > lastEntry && hasAmounts(row))
  })
}

function isSumLine({ fields }: CsvRow): boolean {
  return (fields[COLUMN.category] ?? '').trim() === '' && (fields[COLUMN.cost] ?? '').trim() === ''
}

function hasAmounts({ fields }: CsvRow): boolean {
  return fields.slice(FIXED_COLUMNS).some((cell) => /[1-9]/.test(cell))
}

/** What the amounts of a file show about its decimal point: `12,5` and `12,50` can only be decimals. */
function hintOf(rows: readonly CsvRow[]): DecimalStyle {
  let commas = 0
  let points = 0
  for (const { fields } of rows) {
    for (const cell of fields.slice(COLUMN.cost)) {
      if (/,[0-9]{1,2}\s*$/.test(cell)) commas++
      if (/\.[0-9]{1,2}\s*$/.test(cell)) points++
    }
  }
  return { decimal: commas > points ? ',' : '.' }
}
