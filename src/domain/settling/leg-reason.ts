import type { MemberId } from '../ids.ts'
import type { Net } from '../money/net.ts'
import type { PlanTransfer } from './settle.ts'

/** BA4: why a leg is in a plan, as the facts that made it. Amounts are in the leg's currency. */
export type LegReason =
  /** ST2: these people's balances sum to zero, so they settle among themselves. */
  | { readonly type: 'group'; readonly group: readonly Net[] }
  /** What one of the two owes the other when everything between them is set off. */
  | { readonly type: 'pair' }
  /** Everyone settles with one member; `net` is the balance of the other. */
  | { readonly type: 'centre'; readonly on: MemberId; readonly net: bigint }
  /** A subgroup settles inside with the one who stands for all of it. */
  | { readonly type: 'subgroup'; readonly representative: MemberId; readonly group: readonly Net[] }
  /** The debtor prefers this creditor; what was left of the debt and of the credit. */
  | { readonly type: 'preferred'; readonly debt: bigint; readonly credit: bigint }

/** A transfer of a plan, and why. */
export interface ReasonedTransfer extends PlanTransfer {
  readonly reason: LegReason
}

/** ST4: a transfer of a plan after payments. */
export interface PlannedTransfer extends ReasonedTransfer {
  /** What of it was paid already. */
  readonly paid: bigint
  /** Whether it was planned again, since a payment between these people fitted no transfer. */
  readonly anew: boolean
}
