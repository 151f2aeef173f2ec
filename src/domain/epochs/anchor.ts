// Anchors: what each `Finalized` of a pot's groups means to the pot (EP1, EP3, EP4, EP9). How they are judged is in judge-anchors.ts.

import type { Finalized } from '../group/chain-event.ts'
import type { CheckpointField, ComputedCheckpoint } from './checkpoint.ts'
import type { EpochBase } from './epoch-base.ts'
import type { EventId } from '../ids.ts'

/** How a final settlement on the chain stands in the pot. */
export type AnchorVerdict =
  /** Its checkpoint is correct: it closes an epoch. */
  | { readonly type: 'final'; readonly computed: ComputedCheckpoint }
  /** Incorrect in these fields, and void for everyone (EP3). `finalized`: the chain's tuple is not the checkpoint's. */
  | { readonly type: 'void'; readonly differs: readonly (CheckpointField | 'finalized')[] }
  /** A later final and correct settlement over an earlier base replaced it (EP4), or the pot left its group before (EP9). */
  | { readonly type: 'superseded' }
  /** Data is missing: this event, or chain events that say what became of it (EP4). */
  | { readonly type: 'waiting'; readonly missing: EventId }

/** A `Finalized` with its verdict. */
export interface Anchor {
  readonly finalized: Finalized
  readonly verdict: AnchorVerdict
}

/** All anchors, each group's in chain order, and the base of the open epoch. */
export interface Anchors {
  readonly anchors: readonly Anchor[]
  readonly base: EpochBase
}
