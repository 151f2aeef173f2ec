import { err, type PlacedEvent } from '../domain/index.ts'
import type { BlockRef } from './block-ref.ts'
import { toHistory } from './check-history.ts'
import type { FollowError } from './follow-error.ts'
import type { FollowOptions } from './follow-options.ts'
import type { FollowCursor, FollowStore, FollowTarget } from './follow-store.ts'
import type { HeadView } from './group-view.ts'
import type { Confirmation } from './nodes/confirm-group.ts'
import type { GroupSource } from './read-group.ts'

/** One follower from its start to its end, over as many connections as it takes. */
export type FollowRun = {
  readonly port: GroupSource
  readonly target: FollowTarget
  readonly store: FollowStore
  readonly options: FollowOptions
  readonly stopped: Promise<void>
  isStopped: boolean
  confirmation: Confirmation | null
  /** What a second node says otherwise, once it has. */
  difference: FollowError | null
}

/** How far a follower is. `head`: what the events were found to lead to, the contract's own head at the cursor; null before they were compared. */
export type FollowPosition = {
  readonly cursor: FollowCursor
  readonly created: BlockRef
  readonly events: readonly PlacedEvent[]
  readonly head: HeadView | null
}

/** The end of a run that somebody stopped. Nobody reads it. */
export const STOPPED = err({ type: 'Disconnected', endpoint: '', detail: 'following was stopped' } as const)

/** Tells who listens what is known up to a position. */
export function tellPosition({ isStopped, options, target }: FollowRun, { cursor, events }: FollowPosition): void {
  if (isStopped) return
  options.onUpdate({
    history: toHistory(target, events),
    events,
    at: { number: cursor.number, hash: cursor.hash },
  })
}
