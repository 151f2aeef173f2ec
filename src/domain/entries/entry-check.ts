import { isCalendarDay } from './calendar.ts'
import { compareCurrencies } from '../money/effect.ts'
import type { Entry, Equivalent, Receipt } from './entry.ts'
import { isNameText } from '../people/name-text.ts'
import { convert } from '../money/rate.ts'
import { err, ok, type Result } from '../result.ts'
import { split, type SplitError } from './split.ts'

/** Why an entry is refused; a form shows it beside the field. `difference` is in minor units of the entry's currency. */
export type EntryError =
  | { readonly type: 'BadTitle' }
  | { readonly type: 'BadDate' }
  | { readonly type: 'ZeroAmount' }
  | { readonly type: 'BadTag'; readonly tag: string }
  | { readonly type: 'BadReceipt'; readonly name: string }
  | { readonly type: 'SameCurrency' }
  /** The equivalent is not what its rate makes of the amount; `difference` in minor units of its currency, null when it has none. */
  | { readonly type: 'EquivalentDiffers'; readonly difference: bigint | null }
  | { readonly type: 'BadPayments'; readonly error: SplitError }
  | { readonly type: 'SameMember' }
  | { readonly type: 'NegativeTransfer' }
  | SplitError

/** What makes content an entry on its own (EX1, MO5, SP5, SP6): title, day, amount, an equivalent that fits, payments that sum to it, a split that works. */
export function checkEntry(entry: Entry): Result<Entry, EntryError> {
  if (!isNameText(entry.title)) return err({ type: 'BadTitle' })
  if (!isCalendarDay(entry.date)) return err({ type: 'BadDate' })
  if (entry.amount === 0n) return err({ type: 'ZeroAmount' })
  const badTag = entry.tags.find((tag) => !isNameText(tag))
  if (badTag !== undefined) return err({ type: 'BadTag', tag: badTag })
  const badReceipt = entry.receipts.find((receipt) => !isReceipt(receipt))
  if (badReceipt) return err({ type: 'BadReceipt', name: badReceipt.name })
  const equivalent = entry.equivalent && equivalentError(entry, entry.equivalent)
  if (equivalent) return err(equivalent)
  if (entry.type !== 'transfer') return checkDivisions(entry)
  if (entry.amount < 0n) return err({ type: 'NegativeTransfer' })
  return entry.from === entry.to ? err({ type: 'SameMember' }) : ok(entry)
}

/** EX1: a name that can be shown and saved as a file, and a media type without parameters (RFC 6838 §4.2). */
function isReceipt({ name, media }: Receipt): boolean {
  return (
    isNameText(name) && !/[/\\]/.test(name) && /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(media)
  )
}

/** MO5: with a rate the equivalent is exactly what it makes of the amount; two amounts that were both stated have one sign and are not zero. */
function equivalentError({ amount, currency }: Entry, equivalent: Equivalent): EntryError | undefined {
  if (compareCurrencies(currency, equivalent.currency) === 0) return { type: 'SameCurrency' }
  if (equivalent.rate === null) {
    const isFit = amount < 0n ? equivalent.amount < 0n : equivalent.amount > 0n
    return isFit ? undefined : { type: 'EquivalentDiffers', difference: null }
  }
  const converted = convert(amount, currency.digits, equivalent.currency.digits, equivalent.rate)
  const difference = converted.ok ? converted.value - equivalent.amount : null
  return difference === 0n ? undefined : { type: 'EquivalentDiffers', difference }
}

function checkDivisions(entry: Exclude<Entry, { readonly type: 'transfer' }>): Result<Entry, EntryError> {
  const payments = split(entry.amount, entry.payers, 0n)
  if (!payments.ok) return err({ type: 'BadPayments', error: payments.error })
  const shares = split(entry.amount, entry.split, 0n)
  return shares.ok ? ok(entry) : shares
}
