// Splitwise's export: one row an entry, one column a member, each cell what the member paid less what the member owes.

import { ok, type Result } from '../../domain/index.ts'
import type { EntryDraft } from '../entry-draft.ts'
import { bytesToFileText, type FileEncoding, type FileTextError } from '../file-text.ts'
import { checkFooters, type FooterCheck } from './footer.ts'
import type { RowAmounts } from './row-amounts.ts'
import { readRow } from './row-entry.ts'
import { createKeyRow } from './row-key.ts'
import type { RowProblem } from './row-problem.ts'
import { readTable, type TableError } from './table.ts'

/** A row that is left out, and why. */
export interface SkippedRow {
  readonly row: number
  readonly problem: RowProblem
}

/** What was found in a file besides its entries. Rows are numbered as a spreadsheet numbers them: the first line is 1. */
export interface SplitwiseReport {
  /** Rows between the header and the sums, blank ones not counted: entries, zero rows and skipped rows together. */
  readonly rowsRead: number
  readonly rowsSkipped: readonly SkippedRow[]
  /** Rows in which nobody paid or owes anything. */
  readonly zeroRows: readonly number[]
  /** Rows that do not say who paid: nets are exact, payments a guess. */
  readonly approximateRows: readonly number[]
  /** The file's own sums beside those of its rows, one for each currency; empty when the file has none. */
  readonly footer: readonly FooterCheck[]
  readonly encoding: FileEncoding
}

/** A Splitwise export, ready to be matched with members and turned into events. */
export interface SplitwiseImport {
  /** Names of the members, in the order of their columns. */
  readonly members: readonly string[]
  readonly entries: readonly EntryDraft[]
  readonly report: SplitwiseReport
}

/** Why a file is no Splitwise export. */
export type SplitwiseError = FileTextError | TableError

/** The largest file that is read, in bytes: some 100,000 rows. */
export const MAX_SPLITWISE_BYTES = 16 * 1024 * 1024

/** The format's name in the origin of imported entries. */
export const SPLITWISE_FORMAT = 'splitwise'

/** Reads an export in any of Splitwise's languages, also one that a spreadsheet saved again. Bad rows are skipped and reported, the others kept. */
export function parseSplitwise(bytes: Uint8Array): Result<SplitwiseImport, SplitwiseError> {
  const file = bytesToFileText(bytes, MAX_SPLITWISE_BYTES)
  if (!file.ok) return file
  const table = readTable(file.value.text)
  if (!table.ok) return table
  const { members, rows, footers, hint } = table.value
  const keyRow = createKeyRow()
  const entries: EntryDraft[] = []
  const amounts: RowAmounts[] = []
  const rowsSkipped: SkippedRow[] = []
  const zeroRows: number[] = []
  for (const row of rows) {
    const read = readRow(table.value, row, keyRow)
    if (!read.ok) rowsSkipped.push({ row: row.number, problem: read.error })
    else if (read.value.type === 'zero') zeroRows.push(row.number)
    else {
      entries.push(read.value.draft)
      amounts.push(read.value.amounts)
    }
  }
  const report: SplitwiseReport = {
    rowsRead: rows.length,
    rowsSkipped,
    zeroRows,
    approximateRows: entries.filter(({ approximate }) => approximate).map(({ row }) => row),
    footer: checkFooters(footers, members, amounts, hint),
    encoding: file.value.encoding,
  }
  return ok({ members: members.map(({ name }) => name), entries, report })
}

/** Why a file is no Splitwise export, as a sentence. */
export function describeSplitwiseError(error: SplitwiseError): string {
  switch (error.type) {
    case 'FileTooLarge':
      return `The file has ${error.bytes} bytes; a Splitwise export of more than ${error.limit} bytes is not read.`
    case 'BinaryFile':
      return 'This is no text file, so it is no Splitwise export.'
    case 'NoHeader':
      return 'This is no Splitwise export: no line of it has the columns Date, Description, Category, Cost and Currency.'
    case 'NoMembers':
      return 'This Splitwise export has no members: no column follows Currency.'
    case 'UnclosedQuote':
      return `Row ${error.row} opens a quotation mark that is never closed.`
    case 'TooManyRows':
      return `The file has more than ${error.limit} rows.`
    case 'TooManyColumns':
      return `Row ${error.row} has more than ${error.limit} columns.`
    case 'FieldTooLong':
      return `Row ${error.row} has a cell of more than ${error.limit} characters.`
  }
}
