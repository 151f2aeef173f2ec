import {
  currencyByCode,
  decimalTextToMinor,
  err,
  isCurrencyCode,
  minor,
  minorToDecimalText,
  ok,
  type Currency,
  type Minor,
  type Result,
} from '../../domain/index.ts'
import type { DecimalStyle } from '../decimal-style.ts'
import type { MemberColumn } from './members.ts'
import type { RowProblem } from './row-problem.ts'

/** One member's part of a row: paid less owed. */
export interface Net {
  readonly name: string
  readonly amount: Minor
}

/** The numbers of a row, with nets that sum to zero; members at zero are left out. */
export interface RowAmounts {
  readonly currency: Currency
  readonly cost: Minor
  readonly nets: readonly Net[]
  /** Every member's cell as the file has it, in units of 10^-`scale`, for the comparison with the file's own sums. */
  readonly cells: readonly Minor[]
  readonly scale: number
}

// Splitwise writes two decimals for every currency but this one.
const MORE_DIGITS: ReadonlyMap<string, number> = new Map([['BTC', 8]])
const WRITTEN_DIGITS = 2

/** The currency of a cell: a known one with its digits, any other code with two. */
export function cellToCurrency(cell: string): Result<Currency, RowProblem> {
  const code = cell.trim().toUpperCase()
  if (!isCurrencyCode(code)) return err({ type: 'BadCurrency', text: cell.trim() })
  return ok(currencyByCode(code) ?? { code, digits: MORE_DIGITS.get(code) ?? WRITTEN_DIGITS })
}

/** The numbers of a row. Of a currency without decimals the file has some all the same: they are rounded, and what is left goes to the largest net. */
export function readAmounts(
  costCell: string,
  fields: readonly string[],
  members: readonly MemberColumn[],
  currency: Currency,
  hint: DecimalStyle,
): Result<RowAmounts, RowProblem> {
  const scale = scaleOf(currency)
  const excess = currency.digits < WRITTEN_DIGITS ? 'round' : 'refuse'
  const exactCells: Minor[] = []
  const nets: { name: string; amount: Minor }[] = []
  for (const { name, column } of members) {
    const text = (fields[column] ?? '').trim()
    const exact = text === '' ? ok(minor(0n)) : decimalTextToMinor(text, scale, { hint, excess: 'round' })
    const amount = text === '' ? ok(minor(0n)) : decimalTextToMinor(text, currency.digits, { hint, excess })
    if (!exact.ok || !amount.ok) return err({ type: 'BadCell', member: name, text })
    exactCells.push(exact.value)
    nets.push({ name, amount: amount.value })
  }
  const cost = costCell.trim() === '' ? undefined : decimalTextToMinor(costCell, currency.digits, { hint, excess })
  if (cost === undefined) return err({ type: 'NoCost' })
  if (!cost.ok) return err({ type: 'BadCost', text: costCell.trim() })
  const left = nets.reduce((sum, { amount }) => sum + amount, 0n)
  const tolerated = excess === 'round' ? BigInt(members.length) : 0n
  if (left > tolerated || -left > tolerated) {
    return err({ type: 'NotBalanced', difference: minorToDecimalText(left, currency.digits), currency: currency.code })
  }
  if (left !== 0n) {
    const largest = nets.reduce((a, b) => (magnitude(b.amount) > magnitude(a.amount) ? b : a))
    largest.amount = minor(largest.amount - left)
  }
  return ok({ currency, cost: cost.value, nets: nets.filter(({ amount }) => amount !== 0n), cells: exactCells, scale })
}

/** Decimals in which a file states amounts of a currency. */
export function scaleOf(currency: Currency): number {
  return Math.max(currency.digits, WRITTEN_DIGITS)
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}
