import type { DivisionMode, Entry, MemberId, Minor, Result } from '../../domain/index.ts'
import { readAmount } from '../format/read-amount.ts'
import type { DraftError } from './draft-error.ts'
import type { DraftContext, EntryDraft } from './entry-draft.ts'
import { readEquivalent } from './read-equivalent.ts'
import { readAmounts } from './read-parts.ts'
import { readSplit } from './read-split.ts'

/** What a form cannot show of an entry and keeps as it is. */
export type KeptDetails = Pick<Entry, 'origin' | 'receipts'>

/** What a form says, as an entry; whether the rulebook takes it is for `addEntry` to say. `title` stands in for an empty one. */
export function draftToEntry(
  draft: EntryDraft,
  context: DraftContext,
  title: string,
  kept: KeptDetails | null = null,
): Result<Entry, DraftError> {
  const amount = readAmount(draft.amount, context.currency, 'amount', context.locale)
  if (!amount.ok) return amount
  const equivalent = readEquivalent(draft, amount.value, context)
  if (!equivalent.ok) return equivalent
  const fields = {
    title: (draft.title.trim() || title).normalize('NFC'),
    date: draft.date,
    currency: context.currency,
    amount: amount.value,
    equivalent: equivalent.value,
    category: draft.category.trim().normalize('NFC'),
    note: draft.note.trim().normalize('NFC'),
    tags: tagsOf(draft.tags),
    receipts: kept?.receipts ?? [],
    origin: kept?.origin ?? null,
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

function readPayers(draft: EntryDraft, amount: Minor, context: DraftContext): Result<DivisionMode, DraftError> {
  if (!draft.several)
    return { ok: true, value: { mode: 'exact', shares: [{ member: draft.payer as MemberId, amount }] } }
  if (draft.paidEvenly)
    return { ok: true, value: { mode: 'even', members: context.members.filter((each) => draft.paidBy.includes(each)) } }
  const shares = readAmounts(draft.paid, 'paid', context)
  return shares.ok ? { ok: true, value: { mode: 'exact', shares: shares.value } } : shares
}

/** Words between commas, each once. */
function tagsOf(text: string): readonly string[] {
  const tags = text.split(',').map((tag) => tag.trim().normalize('NFC'))
  return [...new Set(tags.filter((tag) => tag !== ''))]
}
