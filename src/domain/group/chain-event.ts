// The settlement contract's events as the domain sees them: identifiers as lowercase hex without 0x, u64 and u128 as bigint, u8 and
// u32 as number. Whoever makes one has checked these ranges.

import type { EventId, H160, Hash32, StateHash } from '../ids.ts'

/** An on-chain leg as the contract takes it: place in the plan, addresses, token amount, and the memo that ties it to the pot's leg. */
export type ChainLeg = {
  readonly index: number
  readonly payer: H160
  readonly payee: H160
  readonly planck: bigint
  readonly memo: Hash32
}

/** What members vote for: the next settlement, or another roster. */
export type Proposal =
  | {
      readonly kind: 'Settlement'
      readonly epoch: bigint
      readonly stateHash: StateHash
      readonly planRoot: Hash32
      readonly legs: number
      readonly checkpoint: EventId
    }
  | { readonly kind: 'Roster'; readonly members: readonly H160[]; readonly quorum: number }

/** Where an event stands in its group's head chain: the sequence number and head after it (for Attested: the ones voted on). */
type InGroup = { readonly group: Hash32; readonly seq: bigint; readonly head: Hash32 }

/** A group begins, at seq 0. */
export type GroupCreated = InGroup & {
  readonly kind: 'GroupCreated'
  readonly by: H160
  readonly members: readonly H160[]
  readonly quorum: number
}

/** A member voted for the proposal with this hash at (seq, head). The only event that does not move the head. */
export type Attested = InGroup & { readonly kind: 'Attested'; readonly by: H160; readonly proposal: Hash32 }

/** A quorum settled an epoch. Bit i of `voters` is slot i of the roster that voted. */
export type Finalized = InGroup & {
  readonly kind: 'Finalized'
  readonly epoch: bigint
  readonly stateHash: StateHash
  readonly planRoot: Hash32
  readonly legs: number
  readonly checkpoint: EventId
  readonly voters: number
}

/** A quorum of the old roster put a new one in its place. */
export type RosterChanged = InGroup & {
  readonly kind: 'RosterChanged'
  readonly members: readonly H160[]
  readonly quorum: number
  readonly voters: number
}

/** A leg of the current epoch is done: paid through the contract, or acknowledged by its payee. */
export type LegDone = InGroup &
  ChainLeg & { readonly kind: 'Paid' | 'Acknowledged'; readonly epoch: bigint; readonly by: H160 }

/** Every leg of the epoch is done. */
export type Closed = InGroup & { readonly kind: 'Closed'; readonly epoch: bigint }

/** An event of the settlement contract. */
export type ChainEvent = GroupCreated | Attested | Finalized | RosterChanged | LegDone | Closed

/** Everything the contract said about one group, in chain order, and what tells this group from a look-alike elsewhere. */
export type GroupHistory = {
  /** Genesis hash of the chain. */
  readonly genesis: Hash32
  readonly contract: H160
  readonly group: Hash32
  /** Hash of the block that holds GroupCreated: on a fork of a chain the genesis hash alone says nothing. */
  readonly createdAt: Hash32
  readonly events: readonly ChainEvent[]
}
