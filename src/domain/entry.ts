// What people enter: an expense or a transfer. An entry is content only; who may change it and which version lives is decided by the fold (EX2, EX3).

import type { Minor } from './amount.ts'
import type { Currency } from './currency.ts'
import type { Hash32, MemberId } from './ids.ts'

/** An amount that belongs to one member: paid, owed or shared, in minor units of the entry's currency. */
export interface MemberAmount {
  readonly member: MemberId
  readonly amount: Minor
}

/** A member's integer weight in a split by shares (SP4). */
export interface MemberWeight {
  readonly member: MemberId
  readonly weight: bigint
}

/** How an expense is shared (SP4). Lists are sorted by member id without duplicates. */
export type SplitMode =
  | { readonly mode: 'even'; readonly members: readonly MemberId[] }
  | { readonly mode: 'shares'; readonly shares: readonly MemberWeight[] }
  | { readonly mode: 'exact'; readonly shares: readonly MemberAmount[] }

/** Where an imported entry comes from. `key` names the row, so that importing the same file again doubles nothing. */
export interface Origin {
  readonly format: string
  readonly key: Hash32
  /** True when the file does not tell who paid, and the payments are a stated guess with exact nets. */
  readonly approximate: boolean
}

interface EntryFields {
  readonly title: string
  /** Calendar day `YYYY-MM-DD`, never an instant (EX1). */
  readonly date: string
  readonly currency: Currency
  /** In minor units of `currency`, not zero; negative for a refund. */
  readonly amount: Minor
  readonly category: string
  readonly note: string
  readonly origin: Origin | null
}

/** Money spent for others. `payers` sum to the amount (SP6). */
export interface Expense extends EntryFields {
  readonly type: 'expense'
  readonly payers: readonly MemberAmount[]
  readonly split: SplitMode
}

/** Money handed from one member to another outside the chain (EX1). */
export interface Transfer extends EntryFields {
  readonly type: 'transfer'
  readonly from: MemberId
  readonly to: MemberId
}

/** One version of an entry's content. */
export type Entry = Expense | Transfer
