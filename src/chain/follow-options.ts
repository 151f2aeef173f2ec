import type { GroupHistory, Hash32, PlacedEvent } from '../domain/index.ts'
import type { BlockRef } from './block-ref.ts'
import type { ChainError } from './chain-error.ts'
import type { NodesBeside } from './nodes/confirm-group.ts'
import type { Trust } from './nodes/trust.ts'
import type { ReadProgress } from './read-group.ts'

/** What is known of the group up to a finalized block. */
export type FollowUpdate = {
  readonly history: GroupHistory
  readonly events: readonly PlacedEvent[]
  readonly at: BlockRef
}

/** Who listens. `onUpdate` comes first with what is stored, then for every finalized head that was reached. */
export type FollowOptions = {
  readonly knownCode: readonly Hash32[]
  readonly onUpdate: (update: FollowUpdate) => void
  readonly onProgress?: (progress: ReadProgress) => void
  /** The connection went; following goes on by itself after a pause. */
  readonly onLost?: (error: ChainError) => void
  /** Asks a second node for the same, where there is one; without it everything rests on one node. */
  readonly nodes?: NodesBeside
  /** How many nodes say what was told last; comes some time after the update. */
  readonly onTrust?: (trust: Trust) => void
  /** Waits before try number `attempt` (1, 2, ...); the default doubles from half a second up to 30 seconds. */
  readonly pause?: (attempt: number) => Promise<void>
}
