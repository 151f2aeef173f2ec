import type { ChainEvent, ChainLeg } from './chain-event.ts'
import type { EventId, H160, Hash32, StateHash } from '../ids.ts'
import type { RosterFault } from './roster.ts'

/** A group as its events leave it. Before the first settlement epoch and legs are 0 and its hashes zero, as in the contract's own view. */
export type GroupState = {
  readonly group: Hash32
  /** The roster; slot i is `members[i]`. */
  readonly members: readonly H160[]
  readonly quorum: number
  /** How many settlements are final. */
  readonly epoch: bigint
  readonly seq: bigint
  readonly head: Hash32
  readonly stateHash: StateHash
  readonly planRoot: Hash32
  readonly legs: number
  readonly checkpoint: EventId
  /** Indices of the current epoch's legs that are paid or acknowledged. */
  readonly done: ReadonlySet<number>
  /** Whether Closed was seen for the current epoch. */
  readonly closed: boolean
  /** The proposal each member's vote names at (seq, head). A moved head empties it. */
  readonly votes: ReadonlyMap<H160, Hash32>
}

/** What the contract emits in the same call as the event before, so that a history cannot go on or end without it. */
export type OwedEvent = 'Finalized or RosterChanged' | 'Closed'

/**
 * Why a history is none that the contract can have written (AN3). `position` counts the events from 0; `expected` is what the events
 * before it demand, `found` what stands there.
 */
export type HistoryError =
  /** There is no event, or the first one does not create the group. */
  | { readonly type: 'NotCreated'; readonly position: 0; readonly found: ChainEvent['kind'] | null }
  | { readonly type: 'CreatedTwice'; readonly position: number }
  /** An event of another group. */
  | { readonly type: 'ForeignEvent'; readonly position: number; readonly expected: Hash32; readonly found: Hash32 }
  /** An event is missing, out of place or there twice; for Attested: it names another sequence number than the current one. */
  | { readonly type: 'WrongSeq'; readonly position: number; readonly expected: bigint; readonly found: bigint }
  /** The event's fields are not those the head covers; for Attested: it names another head than the current one. */
  | { readonly type: 'WrongHead'; readonly position: number; readonly expected: Hash32; readonly found: Hash32 }
  /** The outcome of the event before is not there; `found` is null where the history ends. */
  | {
      readonly type: 'MissingEvent'
      readonly position: number
      readonly expected: OwedEvent
      readonly found: ChainEvent['kind'] | null
    }
  | { readonly type: 'BadRoster'; readonly position: number; readonly fault: RosterFault }
  /** A vote, or the creation of the group, by an account outside the roster. */
  | { readonly type: 'NotMember'; readonly position: number; readonly found: H160 }
  | { readonly type: 'WrongEpoch'; readonly position: number; readonly expected: bigint; readonly found: bigint }
  /** Fewer members than the quorum voted for exactly this proposal at exactly this head. */
  | { readonly type: 'NoQuorum'; readonly position: number; readonly expected: number; readonly found: number }
  /** The bitmap of voters is not that of the members who voted for this proposal. */
  | { readonly type: 'WrongVoters'; readonly position: number; readonly expected: number; readonly found: number }
  /** More legs than a plan can have, or none under a root that is not zero. */
  | { readonly type: 'BadLegs'; readonly position: number; readonly legs: number; readonly planRoot: Hash32 }
  | { readonly type: 'UnknownLeg'; readonly position: number; readonly index: number; readonly legs: number }
  | { readonly type: 'LegDoneTwice'; readonly position: number; readonly index: number }
  /** Paid for a leg that has no token amount. */
  | { readonly type: 'NothingPaid'; readonly position: number; readonly index: number }
  /** Acknowledged by somebody else than the payee. */
  | { readonly type: 'NotPayee'; readonly position: number; readonly expected: ChainLeg['payee']; readonly found: H160 }
  /** Closed while `expected` legs were not all done, or after the epoch was closed, or before there was one. */
  | { readonly type: 'NotAllDone'; readonly position: number; readonly expected: number; readonly found: number }
  /** The history ends before the sequence number that was asked for. */
  | { readonly type: 'HistoryTooShort'; readonly position: number; readonly expected: bigint; readonly found: bigint }
