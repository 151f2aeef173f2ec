import type { Item, MemberId, Minor, Result, SplitMode, Surcharge } from '../../domain/index.ts'
import { readAmount } from '../format/read-amount.ts'
import type { DraftError } from './draft-error.ts'
import type { DraftContext, EntryDraft, SurchargeDraft } from './entry-draft.ts'
import { readAmounts, readPercents, readWeights } from './read-parts.ts'

/** How a form says that an entry is shared (SP4). */
export function readSplit(draft: EntryDraft, context: DraftContext): Result<SplitMode, DraftError> {
  const { mode } = draft
  switch (mode) {
    case 'even':
      return { ok: true, value: { mode, members: among(context, draft.sharing) } }
    case 'shares':
      return withShares(mode, readWeights(draft.weights, context))
    case 'percent':
      return withShares(mode, readPercents(draft.percents, context))
    case 'exact':
      return withShares(mode, readAmounts(draft.exact, 'exact', context))
    case 'adjustment':
      return readAdjustments(draft, context)
    case 'itemized':
      return readBill(draft, context)
  }
}

function withShares<M extends string, S>(
  mode: M,
  shares: Result<S, DraftError>,
): Result<{ readonly mode: M; readonly shares: S }, DraftError> {
  return shares.ok ? { ok: true, value: { mode, shares: shares.value } } : shares
}

/** Everyone who shares, each with what they have more or less than the others: nothing where nothing is typed. */
function readAdjustments(draft: EntryDraft, context: DraftContext): Result<SplitMode, DraftError> {
  const typed = readAmounts(draft.adjustments, 'adjustments', context)
  if (!typed.ok) return typed
  const amountOf = new Map(typed.value.map(({ member, amount }) => [member, amount]))
  const shares = among(context, draft.sharing).map((member) => ({
    member,
    amount: amountOf.get(member) ?? (0n as Minor),
  }))
  return { ok: true, value: { mode: 'adjustment', shares } }
}

function readBill(draft: EntryDraft, context: DraftContext): Result<SplitMode, DraftError> {
  const items: Item[] = []
  for (const [index, item] of draft.items.entries()) {
    const amount = readAmount(item.amount, context.currency, `items.${index}`, context.locale)
    if (!amount.ok) return amount
    const members = among(context, item.sharing)
    items.push({ title: item.title.trim().normalize('NFC'), amount: amount.value, members })
  }
  const tax = readSurcharge(draft.tax, 'tax', context)
  if (!tax.ok) return tax
  const tip = readSurcharge(draft.tip, 'tip', context)
  return tip.ok ? { ok: true, value: { mode: 'itemized', items, tax: tax.value, tip: tip.value } } : tip
}

function readSurcharge(
  { amount, spread }: SurchargeDraft,
  field: string,
  context: DraftContext,
): Result<Surcharge, DraftError> {
  if (amount.trim() === '') return { ok: true, value: { amount: 0n as Minor, spread } }
  const read = readAmount(amount, context.currency, field, context.locale)
  return read.ok ? { ok: true, value: { amount: read.value, spread } } : read
}

function among({ members }: DraftContext, chosen: readonly string[]): readonly MemberId[] {
  return members.filter((member) => chosen.includes(member))
}
