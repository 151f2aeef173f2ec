// What people enter: an expense, an income or a transfer. An entry is content only; who may change it and which version lives is decided by the
// fold (EX2, EX3).

import type { Minor } from '../money/amount.ts'
import type { Currency } from '../money/currency.ts'
import type { Hash32, Hex, MemberId } from '../ids.ts'
import type { Rate } from '../money/rate.ts'

/** An amount that belongs to one member: paid, owed or shared, in minor units of the entry's currency. */
export interface MemberAmount {
  readonly member: MemberId
  readonly amount: Minor
}

/** A member's weight in a split by shares, in ten-thousandths of what people write (`textToWeight`), or their basis points in one by percent (SP4). */
export interface MemberWeight {
  readonly member: MemberId
  readonly weight: bigint
}

/** SP4: one line of a bill, shared evenly by its own participants. */
export interface Item {
  readonly title: string
  readonly amount: Minor
  readonly members: readonly MemberId[]
}

/** SP4: tax or tip on a bill: shared in proportion to what each had, or evenly by everyone on the bill. */
export interface Surcharge {
  readonly amount: Minor
  readonly spread: 'proportional' | 'even'
}

/** How one side of an entry is divided without a bill (SP4, SP6). Lists are sorted by member id without duplicates. */
export type DivisionMode =
  | { readonly mode: 'even'; readonly members: readonly MemberId[] }
  | { readonly mode: 'shares'; readonly shares: readonly MemberWeight[] }
  /** Basis points that sum to 10,000. */
  | { readonly mode: 'percent'; readonly shares: readonly MemberWeight[] }
  /** Amounts that sum to the entry's. */
  | { readonly mode: 'exact'; readonly shares: readonly MemberAmount[] }
  /** Even after what each has more or less than the others. */
  | { readonly mode: 'adjustment'; readonly shares: readonly MemberAmount[] }

/** How an entry is shared (SP4). */
export type SplitMode =
  | DivisionMode
  | {
      readonly mode: 'itemized'
      readonly items: readonly Item[]
      readonly tax: Surcharge
      readonly tip: Surcharge
    }

/** Where an imported entry comes from. `key` names the row, so that importing the same file again doubles nothing. */
export interface Origin {
  readonly format: string
  readonly key: Hash32
  /** True when the file does not tell who paid, and the payments are a stated guess with exact nets. */
  readonly approximate: boolean
}

/** EX1: a receipt, kept beside the log. */
export interface Receipt {
  /** CID of the encrypted block, in its binary form. */
  readonly cid: Hex<'Cid'>
  /** Key that opens it. */
  readonly key: Hex<'ReceiptKey'>
  readonly name: string
  /** Media type, such as `image/webp`. */
  readonly media: string
}

/** MO5: what an amount in another currency is in the pot's own, agreed when it was entered. `rate` is null when both amounts were stated. */
export interface Equivalent {
  readonly currency: Currency
  readonly amount: Minor
  readonly rate: Rate | null
  readonly source: string
}

interface EntryFields {
  readonly title: string
  /** Calendar day `YYYY-MM-DD`, never an instant (EX1). */
  readonly date: string
  readonly currency: Currency
  /** In minor units of `currency`, not zero; negative for a refund. */
  readonly amount: Minor
  /** MO5: balances use it in place of the amount when it is there. */
  readonly equivalent: Equivalent | null
  readonly category: string
  readonly note: string
  readonly tags: readonly string[]
  readonly receipts: readonly Receipt[]
  readonly origin: Origin | null
}

/** Money spent for others. `payers` divides the amount among those who paid (SP6). */
export interface Expense extends EntryFields {
  readonly type: 'expense'
  readonly payers: DivisionMode
  readonly split: SplitMode
}

/** EX1: money received for others, the mirror image of an expense: `payers` divides it among those who hold it now. */
export interface Income extends EntryFields {
  readonly type: 'income'
  readonly payers: DivisionMode
  readonly split: SplitMode
}

/** Money handed from one member to another outside the chain (EX1). */
export interface Transfer extends EntryFields {
  readonly type: 'transfer'
  readonly from: MemberId
  readonly to: MemberId
}

/** One version of an entry's content. */
export type Entry = Expense | Income | Transfer

/** What most entries have besides their numbers: no equivalent, no tags, no receipts. */
export const NO_DETAILS: Pick<Entry, 'equivalent' | 'tags' | 'receipts'> = { equivalent: null, tags: [], receipts: [] }
