// What the follower remembers between starts. Adapters keep a step atomic: the cursor and the events up to it are written together
// or not at all, so a crash never leaves a cursor whose events are missing.

import type { H160, Hash32, PlacedEvent } from '../domain/index.ts'

/** What is followed: one group of one contract on one chain, from the block that holds its GroupCreated. */
export type FollowTarget = {
  readonly genesis: Hash32
  readonly contract: H160
  readonly group: Hash32
  /** Hash of the block of GroupCreated. On forks and test chains it tells apart what genesis and contract do not. */
  readonly createdAt: Hash32
}

/** The last block whose events are stored, and the code that the contract ran when following began. */
export type FollowCursor = { readonly number: number; readonly hash: Hash32; readonly codeHash: Hash32 }

/** Everything stored of a target; `events` in chain order. */
export type FollowRecord = { readonly cursor: FollowCursor; readonly events: readonly PlacedEvent[] }

/** Where followed events live. Every method may reject when the storage itself fails. */
export type FollowStore = {
  readonly load: (target: FollowTarget) => Promise<FollowRecord | null>
  /** Adds events and moves the cursor in one write. An event whose place is stored already is left as it is. */
  readonly append: (target: FollowTarget, step: FollowRecord) => Promise<void>
  /** Forgets the target: its chain was reset and is read again from the start. */
  readonly clear: (target: FollowTarget) => Promise<void>
}

/** One text for a target, for stores that key by text: genesis/contract/group/block of creation. */
export function followKey(target: FollowTarget): string {
  return `${target.genesis}/${target.contract}/${target.group}/${target.createdAt}`
}
