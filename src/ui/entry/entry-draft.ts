// The forms' content as plain text, and the way from it to an entry and back. Only here does text become money.

import {
  NO_DETAILS,
  participantsOf,
  split as splitAmount,
  type Currency,
  type DivisionMode,
  type Entry,
  type MemberAmount,
  type MemberId,
  type Minor,
  type Result,
  type SplitMode,
} from '../../domain/index.ts'
import { amountToInput, readAmount } from '../format/read-amount.ts'
import type { DraftError } from './draft-error.ts'

/** An expense or a payment as it stands in a form. Amounts by member id, as typed. */
export interface EntryDraft {
  type: Entry['type']
  title: string
  amount: string
  currency: string
  date: string
  category: string
  note: string
  payer: string
  /** Whether several people paid: then `paid` says how much each. */
  several: boolean
  paid: Record<string, string>
  mode: 'even' | 'shares' | 'exact'
  sharing: string[]
  weights: Record<string, string>
  exact: Record<string, string>
  from: string
  to: string
}

/** What reading a draft needs to know. `members` are all of the pot's. */
export interface DraftContext {
  readonly currency: Currency
  readonly members: readonly MemberId[]
  readonly locale: string
}

/** An empty form. */
export function emptyDraft(
  type: EntryDraft['type'],
  me: MemberId | undefined,
  members: readonly MemberId[],
  currency: Currency,
  date: string,
): EntryDraft {
  const payer = me ?? members[0] ?? ''
  return {
    type,
    title: '',
    amount: '',
    currency: currency.code,
    date,
    category: '',
    note: '',
    payer,
    several: false,
    paid: {},
    mode: 'even',
    sharing: [...members],
    weights: {},
    exact: {},
    from: payer,
    to: members.find((member) => member !== payer) ?? '',
  }
}

/** An entry as a form shows it for editing. */
export function entryToDraft(entry: Entry, members: readonly MemberId[], locale: string): EntryDraft {
  const { type, title, date, category, note, currency } = entry
  const shown = (amount: bigint): string => amountToInput(amount, currency, locale)
  const base = {
    ...emptyDraft(type, undefined, members, currency, date),
    title,
    category,
    note,
    amount: shown(entry.amount),
  }
  if (entry.type === 'transfer') return { ...base, from: entry.from, to: entry.to }
  const { payers, split } = entry
  const typed = (list: readonly MemberAmount[]): Record<string, string> =>
    Object.fromEntries(list.map(({ member, amount }) => [member, shown(amount)]))
  return {
    ...base,
    payer: participantsOf(payers)[0] ?? '',
    several: participantsOf(payers).length > 1,
    paid: typed(amountsOf(entry.amount, payers)),
    mode: split.mode === 'even' || split.mode === 'shares' ? split.mode : 'exact',
    sharing: split.mode === 'even' ? [...split.members] : [...members],
    weights:
      split.mode === 'shares'
        ? Object.fromEntries(split.shares.map(({ member, weight }) => [member, weight.toString()]))
        : {},
    exact: split.mode === 'even' || split.mode === 'shares' ? {} : typed(amountsOf(entry.amount, split)),
  }
}

/** What a division that a form cannot show comes to. */
function amountsOf(amount: Minor, mode: SplitMode): readonly MemberAmount[] {
  const shares = splitAmount(amount, mode, 0n)
  return shares.ok ? shares.value : []
}

/** What a form says, as an entry; whether the rulebook takes it is for `addEntry` to say. `title` stands in for an empty one. */
export function draftToEntry(
  draft: EntryDraft,
  context: DraftContext,
  title: string,
  origin: Entry['origin'] = null,
): Result<Entry, DraftError> {
  const amount = readAmount(draft.amount, context.currency, 'amount', context.locale)
  if (!amount.ok) return amount
  const fields = {
    ...NO_DETAILS,
    title: (draft.title.trim() || title).normalize('NFC'),
    date: draft.date,
    currency: context.currency,
    amount: amount.value,
    category: draft.category.trim().normalize('NFC'),
    note: draft.note.trim().normalize('NFC'),
    origin,
  }
  if (draft.type === 'transfer') {
    return { ok: true, value: { type: 'transfer', ...fields, from: draft.from as MemberId, to: draft.to as MemberId } }
  }
  const payers = readPayers(draft, amount.value, context)
  if (!payers.ok) return payers
  const split = readSplit(draft, context)
  return split.ok
    ? { ok: true, value: { type: draft.type, ...fields, payers: payers.value, split: split.value } }
    : split
}

/** Amounts typed for members; empty ones are left out. */
function readAmounts(
  typed: Readonly<Record<string, string>>,
  field: string,
  context: DraftContext,
): Result<readonly MemberAmount[], DraftError> {
  const amounts: MemberAmount[] = []
  for (const member of context.members) {
    const text = typed[member] ?? ''
    if (text.trim() === '') continue
    const amount = readAmount(text, context.currency, `${field}.${member}`, context.locale)
    if (!amount.ok) return amount
    amounts.push({ member, amount: amount.value })
  }
  return { ok: true, value: amounts }
}

/** What is left of a whole after the typed parts; null while something cannot be read. */
export function leftOf(whole: string, typed: Readonly<Record<string, string>>, context: DraftContext): bigint | null {
  const amount = readAmount(whole, context.currency, 'amount', context.locale)
  const parts = readAmounts(typed, 'part', context)
  if (!amount.ok || !parts.ok) return null
  return parts.value.reduce<bigint>((left, part) => left - part.amount, amount.value)
}

function readPayers(draft: EntryDraft, amount: Minor, context: DraftContext): Result<DivisionMode, DraftError> {
  if (!draft.several)
    return { ok: true, value: { mode: 'exact', shares: [{ member: draft.payer as MemberId, amount }] } }
  const shares = readAmounts(draft.paid, 'paid', context)
  return shares.ok ? { ok: true, value: { mode: 'exact', shares: shares.value } } : shares
}

function readSplit(draft: EntryDraft, context: DraftContext): Result<SplitMode, DraftError> {
  if (draft.mode === 'even')
    return {
      ok: true,
      value: { mode: 'even', members: context.members.filter((member) => draft.sharing.includes(member)) },
    }
  if (draft.mode === 'exact') {
    const shares = readAmounts(draft.exact, 'exact', context)
    return shares.ok ? { ok: true, value: { mode: 'exact', shares: shares.value } } : shares
  }
  const shares: { member: MemberId; weight: bigint }[] = []
  for (const member of context.members) {
    const text = (draft.weights[member] ?? '').trim()
    if (text === '' || text === '0') continue
    if (!/^[0-9]{1,6}$/.test(text))
      return { ok: false, error: { type: 'WeightUnreadable', field: `weights.${member}` } }
    shares.push({ member, weight: BigInt(text) })
  }
  return { ok: true, value: { mode: 'shares', shares } }
}
