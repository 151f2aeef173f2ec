// Where followed chain events are kept. The follower says what it wants of a store in its own layer; the shapes are the same, and neither layer
// imports the other.

import type { ChainPlace, H160, Hash32, PlacedEvent } from '../domain/index.ts'

/** One group of one contract on one chain, from the block of its creation. */
export interface FollowTarget {
  readonly genesis: Hash32
  readonly contract: H160
  readonly group: Hash32
  readonly createdAt: Hash32
}

/** The last block whose events are stored, and the code that the contract ran when following began. */
export interface FollowCursor {
  readonly number: number
  readonly hash: Hash32
  readonly codeHash: Hash32
}

/** What is stored of a target; `events` in chain order. */
export interface FollowRecord {
  readonly cursor: FollowCursor
  readonly events: readonly PlacedEvent[]
}

/** Keeps followed events. Every method rejects with `StorageFailure` when the storage fails. */
export interface FollowStore {
  readonly load: (target: FollowTarget) => Promise<FollowRecord | null>
  /** Adds events and moves the cursor in one write. An event whose place is stored already is left as it is. */
  readonly append: (target: FollowTarget, step: FollowRecord) => Promise<void>
  /** Forgets the target: its chain was reset and is read again from the start. */
  readonly clear: (target: FollowTarget) => Promise<void>
}

/** One text for a target: genesis/contract/group/block of creation. */
export function followKey({ genesis, contract, group, createdAt }: FollowTarget): string {
  return `${genesis}/${contract}/${group}/${createdAt}`
}

/** One text for the place of an event: block hash/extrinsic/event. It never names another event. */
export function placeKey({ blockHash, extrinsicIndex, eventIndex }: ChainPlace): string {
  return `${blockHash}/${extrinsicIndex}/${eventIndex}`
}

/** Order of places on one chain. */
export function comparePlaces(a: ChainPlace, b: ChainPlace): number {
  return a.blockNumber - b.blockNumber || a.extrinsicIndex - b.extrinsicIndex || a.eventIndex - b.eventIndex
}
