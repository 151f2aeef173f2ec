import type { PlacedEvent } from '../../domain/index.ts'
import type { BlockHeader } from '../block-ref.ts'
import type { HeadView } from '../group-view.ts'

/** What the node shall do wrong. Each stays until it is set again; `script({})` alone changes nothing. */
export type FakeScript = {
  /** Whether blocks wait for `finalize()` and transactions for `mine()`. */
  readonly manual?: boolean
  /** Changes what the node says a block's events are. */
  readonly events?: (events: readonly PlacedEvent[], block: number) => readonly PlacedEvent[]
  /** Changes what the node says a header is. */
  readonly header?: (header: BlockHeader) => BlockHeader
  /** Changes what the node says the contract's head is. */
  readonly head?: (head: HeadView | null) => HeadView | null
  /** Which finalized heads are announced. */
  readonly announces?: (block: number) => boolean
  /** What happens to a transaction instead of entering a block. */
  readonly sending?: 'normal' | 'dropped' | 'invalid' | 'refused' | 'rejected by signer' | 'connection lost'
}
