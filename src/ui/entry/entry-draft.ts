// The forms' content as plain text; draft-to-entry.ts makes an entry of it, entry-to-draft.ts goes the other way.

import type { Currency, Entry, MemberId, SplitMode } from '../../domain/index.ts'

/** One line of a bill as it stands in a form. */
export interface ItemDraft {
  title: string
  amount: string
  sharing: string[]
}

/** Tax or tip as it stands in a form. */
export interface SurchargeDraft {
  amount: string
  spread: 'proportional' | 'even'
}

/** An expense, an income or a payment as it stands in a form. Amounts by member id, as typed. */
export interface EntryDraft {
  type: Entry['type']
  title: string
  amount: string
  currency: string
  date: string
  category: string
  note: string
  /** Separated by commas. */
  tags: string
  payer: string
  /** Whether several people paid: evenly, those in `paidBy`, or as `paid` says. */
  several: boolean
  paidEvenly: boolean
  paidBy: string[]
  paid: Record<string, string>
  mode: SplitMode['mode']
  sharing: string[]
  weights: Record<string, string>
  percents: Record<string, string>
  exact: Record<string, string>
  adjustments: Record<string, string>
  items: ItemDraft[]
  tax: SurchargeDraft
  tip: SurchargeDraft
  /** MO5: whether an amount in another currency counts as one in the pot's. */
  converts: boolean
  rate: string
  /** What it comes to, where no rate is given. */
  equivalent: string
  from: string
  to: string
  /** EX4: how often it comes again, and until which day; empty for no end. */
  repeat: 'never' | 'day' | 'week' | 'month' | 'year'
  repeatUntil: string
}

/** What reading a draft needs to know. `members` are those the form offers. */
export interface DraftContext {
  readonly currency: Currency
  /** The pot's own currency. */
  readonly potCurrency: Currency
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
    tags: '',
    payer,
    several: false,
    paidEvenly: false,
    paidBy: [...members],
    paid: {},
    mode: 'even',
    sharing: [...members],
    weights: {},
    percents: {},
    exact: {},
    adjustments: {},
    items: [],
    tax: { amount: '', spread: 'proportional' },
    tip: { amount: '', spread: 'proportional' },
    converts: true,
    rate: '',
    equivalent: '',
    from: payer,
    to: members.find((member) => member !== payer) ?? '',
    repeat: 'never',
    repeatUntil: '',
  }
}
