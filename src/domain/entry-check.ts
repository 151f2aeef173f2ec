import type { Entry, Expense } from './entry.ts'
import { isCalendarDay } from './calendar.ts'
import { isNameText } from './name-text.ts'
import { err, ok, type Result } from './result.ts'
import { split, type SplitError } from './split.ts'

/** Why an entry is refused; a form shows it beside the field. `difference` is in minor units of the entry's currency. */
export type EntryError =
  | { readonly type: 'BadTitle' }
  | { readonly type: 'BadDate' }
  | { readonly type: 'ZeroAmount' }
  | { readonly type: 'NoPayer' }
  | { readonly type: 'RepeatedPayer' }
  | { readonly type: 'PaymentsDiffer'; readonly difference: bigint }
  | { readonly type: 'SameMember' }
  | { readonly type: 'NegativeTransfer' }
  | SplitError

/** What makes content an entry on its own (EX1, SP5, SP6): title, day, amount, payments that sum to it, a split that works. */
export function checkEntry(entry: Entry): Result<Entry, EntryError> {
  if (!isNameText(entry.title)) return err({ type: 'BadTitle' })
  if (!isCalendarDay(entry.date)) return err({ type: 'BadDate' })
  if (entry.amount === 0n) return err({ type: 'ZeroAmount' })
  if (entry.type === 'expense') return checkExpense(entry)
  if (entry.amount < 0n) return err({ type: 'NegativeTransfer' })
  return entry.from === entry.to ? err({ type: 'SameMember' }) : ok(entry)
}

function checkExpense(entry: Expense): Result<Entry, EntryError> {
  if (entry.payers.length === 0) return err({ type: 'NoPayer' })
  if (new Set(entry.payers.map(({ member }) => member)).size !== entry.payers.length)
    return err({ type: 'RepeatedPayer' })
  const difference = entry.amount - entry.payers.reduce((sum, { amount }) => sum + amount, 0n)
  if (difference !== 0n) return err({ type: 'PaymentsDiffer', difference })
  const shares = split(entry.amount, entry.split, 0n)
  return shares.ok ? ok(entry) : shares
}
