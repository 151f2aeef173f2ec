import type { MemberId } from '../ids.ts'

/** A debtor who would rather pay this creditor. */
export interface Preference {
  readonly from: MemberId
  readonly to: MemberId
}

/** How a plan is made (ST5). */
export type SettleMode =
  /** As few transfers as possible (ST2). */
  | { readonly type: 'fewest' }
  /** Who actually owes whom, unsimplified but for what two owe each other. */
  | { readonly type: 'pairwise' }
  /** Everyone settles with one member. */
  | { readonly type: 'centred'; readonly on: MemberId }
  /** Each of these sets of members settles as one. No member is in two. */
  | { readonly type: 'subgroups'; readonly groups: readonly (readonly MemberId[])[] }
  /** These pairs first, as far as their balances go, then as few transfers as possible. */
  | { readonly type: 'preferred'; readonly pairs: readonly Preference[] }
