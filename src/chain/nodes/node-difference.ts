import type { H160, Hash32, PlacedEvent } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'
import type { ChainError } from '../chain-error.ts'
import type { HeadView } from '../group-view.ts'
import type { PaymentFacts } from '../payment-facts.ts'

/** What two nodes of one chain say differently about one finalized height. One of them is wrong; which one, a third node or an explorer says. */
export type NodeDifference =
  /** Another block at a height that both call final. */
  | { readonly type: 'other block'; readonly number: number; readonly one: Hash32; readonly other: Hash32 }
  /** Events of the group in one block that only one of them has. */
  | {
      readonly type: 'other events'
      readonly block: BlockRef
      readonly onlyOne: readonly PlacedEvent[]
      readonly onlyOther: readonly PlacedEvent[]
    }
  /** The contract's own head of the group at one block. */
  | { readonly type: 'other head'; readonly at: BlockRef; readonly one: HeadView; readonly other: HeadView | null }
  /** What stands at the contract's address and what it pays in. */
  | { readonly type: 'other contract'; readonly at: BlockRef; readonly one: PaymentFacts; readonly other: PaymentFacts }
  /** What the contract keeps as the latest votes of these members at one block is not what the events up to it tell. */
  | { readonly type: 'other votes'; readonly at: BlockRef; readonly by: readonly H160[] }

/** A difference, or why the other node could not be asked. */
export type CompareError = { readonly type: 'Differs'; readonly difference: NodeDifference } | ChainError

/** Two nodes contradict each other: `one` is the node in use, `other` the one that was to confirm it. */
export type NodesDiffer = {
  readonly type: 'NodesDiffer'
  readonly one: string
  readonly other: string
  readonly difference: NodeDifference
}

/** What was stored before this start is not what `other` says: which node told it then is not known any more, so it is read again. */
export type StoredDiffers = {
  readonly type: 'StoredDiffers'
  readonly other: string
  readonly difference: NodeDifference
}
