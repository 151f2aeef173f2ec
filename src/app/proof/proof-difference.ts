import type { HeadView } from '../../chain/index.ts'
import type { EventId, Hash32, HistoryError, PotId } from '../../domain/index.ts'
import type { RefusalReason } from '../../log/index.ts'

/** What differs in a proof. */
export type ProofDifference =
  /** The history is not what the blocks prove; `position` counts its events from 0. */
  | { readonly type: 'HistoryDiffers'; readonly position: number }
  | { readonly type: 'HistoryBroken'; readonly error: HistoryError }
  /** The contract at the address runs other code than this build knows. */
  | { readonly type: 'UnknownCode'; readonly found: Hash32 }
  /** The history does not lead to the head that the contract keeps: events are left out, or made up. */
  | { readonly type: 'HeadDiffers'; readonly replayed: HeadView; readonly contract: HeadView }
  | { readonly type: 'LogRefused'; readonly event: EventId; readonly reason: RefusalReason['type'] }
  | { readonly type: 'LogIncomplete'; readonly event: EventId; readonly missing: readonly EventId[] }
  | { readonly type: 'LogNotInOrder' }
  /** The log is that of a pot that is not tied to this group. */
  | { readonly type: 'ForeignPot'; readonly pot: PotId; readonly group: Hash32 }
  | { readonly type: 'SettlementNotFinal'; readonly checkpoint: EventId }
  /** What the log gives is not what was attested. */
  | { readonly type: 'SettlementDiffers'; readonly fields: readonly string[] }
  /** A leg that is not, with these terms, in the plan that the log gives. */
  | { readonly type: 'LegOfOtherPlan'; readonly index: number }
  /** A leg whose siblings do not lead to the attested plan root. */
  | { readonly type: 'LegNotUnderRoot'; readonly index: number }
