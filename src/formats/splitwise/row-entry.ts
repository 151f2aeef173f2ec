import { err, ok, type Result } from '../../domain/index.ts'
import type { CsvRow } from '../csv.ts'
import type { EntryDraft } from '../entry-draft.ts'
import { toPlainText } from '../plain-text.ts'
import { paymentsOf } from './payments-of.ts'
import { cellToCurrency, readAmounts, type RowAmounts } from './row-amounts.ts'
import { cellToDate } from './row-date.ts'
import type { KeyRow } from './row-key.ts'
import type { RowProblem } from './row-problem.ts'
import { COLUMN, type SplitwiseTable } from './table.ts'
import { isPaymentWord } from './words.ts'

/** What a row is: an entry, or a row in which nobody paid or owes anything. */
export type RowContent =
  | { readonly type: 'entry'; readonly draft: EntryDraft; readonly amounts: RowAmounts }
  | { readonly type: 'zero' }

const LONGEST = { title: 80, category: 40, note: 1000 }

/** Reads one row of a table. */
export function readRow(table: SplitwiseTable, row: CsvRow, keyRow: KeyRow): Result<RowContent, RowProblem> {
  const { fields } = row
  const cell = (column: number): string => (fields[column] ?? '').trim()
  const surplus = fields.findLastIndex((field) => field.trim() !== '') + 1
  if (surplus > table.columns) return err({ type: 'TooManyCells', expected: table.columns, found: surplus })
  const numbers = [cell(COLUMN.cost), ...table.members.map(({ column }) => cell(column))]
  if (numbers.slice(1).every(isZeroOrBlank)) {
    if (numbers.some(isZero)) return ok({ type: 'zero' })
    if (numbers[0] === '') return err({ type: 'NoAmounts' })
  }
  const date = cellToDate(cell(COLUMN.date), table.dayOrder)
  if (date === undefined) return err({ type: 'BadDate', text: cell(COLUMN.date) })
  const currency = cellToCurrency(cell(COLUMN.currency))
  if (!currency.ok) return currency
  const amounts = readAmounts(cell(COLUMN.cost), fields, table.members, currency.value, table.hint)
  if (!amounts.ok) return amounts
  // A cost that is nobody's but the payer's names no payer and moves no balance.
  if (amounts.value.nets.length === 0) return ok({ type: 'zero' })
  const draft = toDraft(row, date, amounts.value, keyRow)
  return draft.ok ? ok({ type: 'entry', draft: draft.value, amounts: amounts.value }) : draft
}

function toDraft(row: CsvRow, date: string, amounts: RowAmounts, keyRow: KeyRow): Result<EntryDraft, RowProblem> {
  const { currency, cost } = amounts
  const description = toPlainText(row.fields[COLUMN.title] ?? '', LONGEST.note)
  const category = toPlainText(row.fields[COLUMN.category] ?? '', LONGEST.category)
  const transfer = transferOf(amounts, category, description)
  const payments = transfer ? undefined : paymentsOf(amounts)
  if (payments?.ok === false) return payments
  const title = toPlainText(description, LONGEST.title) || (transfer ? 'Payment' : 'Expense')
  const common = {
    row: row.number,
    title,
    date,
    currency,
    amount: cost,
    category,
    note: title.endsWith('…') && title !== description ? description : '',
    key: keyRow(description, date, amounts),
  }
  if (transfer) return ok({ ...common, ...transfer, type: 'transfer', approximate: false })
  return ok({ ...common, ...payments!.value, type: 'expense' })
}

/** Money handed over: one member up and one down by the whole cost, in the category for it or described as `X paid Y`. */
function transferOf(
  { cost, nets }: RowAmounts,
  category: string,
  description: string,
): { readonly from: string; readonly to: string } | undefined {
  const from = nets.find(({ amount }) => amount > 0n)
  const to = nets.find(({ amount }) => amount < 0n)
  if (nets.length !== 2 || !from || !to || from.amount !== cost) return undefined
  return isPaymentWord(category) || saysPaid(description, from.name, to.name)
    ? { from: from.name, to: to.name }
    : undefined
}

// Splitwise shortens names in descriptions: `Alice A. paid Bob B.`
function saysPaid(description: string, from: string, to: string): boolean {
  const match = /^(.+) paid (.+)$/u.exec(description)
  return match !== null && isShortFor(match[1] ?? '', from) && isShortFor(match[2] ?? '', to)
}

function isShortFor(short: string, name: string): boolean {
  return name.startsWith(short.replace(/\.$/u, ''))
}

function isZeroOrBlank(cell: string): boolean {
  return cell === '' || isZero(cell)
}

function isZero(cell: string): boolean {
  return /^[-+]?0+(?:[.,]0*)?$/.test(cell)
}
