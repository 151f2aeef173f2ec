// What every importer produces: entries that name people as their file does. They become entries once each name is matched to a member.

import {
  compareIds,
  NO_DETAILS,
  type Currency,
  type Entry,
  type Hash32,
  type MemberId,
  type Minor,
} from '../domain/index.ts'

/** An amount that belongs to one person of the file, in minor units of the draft's currency. */
export interface NamedAmount {
  readonly name: string
  readonly amount: Minor
}

interface DraftFields {
  /** Row of the file, counted as a spreadsheet counts. */
  readonly row: number
  readonly title: string
  readonly date: string
  readonly currency: Currency
  readonly amount: Minor
  readonly category: string
  readonly note: string
  /** Names the row, so that importing it again doubles nothing. */
  readonly key: Hash32
  /** True when the file does not tell who paid: payments are a stated guess, nets are exact. */
  readonly approximate: boolean
}

/** Money spent for others. `payers` and `shares` both sum to the amount. */
export interface ExpenseDraft extends DraftFields {
  readonly type: 'expense'
  readonly payers: readonly NamedAmount[]
  readonly shares: readonly NamedAmount[]
}

/** Money handed from one person to another. */
export interface TransferDraft extends DraftFields {
  readonly type: 'transfer'
  readonly from: string
  readonly to: string
}

/** An entry of a foreign file. */
export type EntryDraft = ExpenseDraft | TransferDraft

/** The entry of a draft. Amounts are stored as the file has them, never split again. Throws when a name has no member: match people first. */
export function draftToEntry(draft: EntryDraft, format: string, memberByName: ReadonlyMap<string, MemberId>): Entry {
  const memberOf = (name: string): MemberId => {
    const member = memberByName.get(name)
    if (member === undefined) throw new Error(`no member for ${name}`)
    return member
  }
  const { title, date, currency, amount, category, note, key, approximate } = draft
  const fields = { ...NO_DETAILS, title, date, currency, amount, category, note, origin: { format, key, approximate } }
  if (draft.type === 'transfer')
    return { ...fields, type: 'transfer', from: memberOf(draft.from), to: memberOf(draft.to) }
  const byMember = (
    amounts: readonly NamedAmount[],
  ): readonly { readonly member: MemberId; readonly amount: Minor }[] =>
    amounts
      .map((each) => ({ member: memberOf(each.name), amount: each.amount }))
      .sort((a, b) => compareIds(a.member, b.member))
  return {
    ...fields,
    type: 'expense',
    payers: { mode: 'exact', shares: byMember(draft.payers) },
    split: { mode: 'exact', shares: byMember(draft.shares) },
  }
}
