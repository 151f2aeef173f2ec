import type { PlacedEvent } from '../../domain/index.ts'
import type { Hash32 } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'
import type { HeadView } from '../group-view.ts'

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

/** Two nodes contradict each other: `one` is the node in use, `other` the one that was to confirm it. */
export type NodesDiffer = {
  readonly type: 'NodesDiffer'
  readonly one: string
  readonly other: string
  readonly difference: NodeDifference
}
