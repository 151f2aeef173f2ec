// AN3 and the head chain: recomputes a group from its events and refuses, with the position and what differs, any history that the
// contract cannot have written: an event missing, altered, reordered, repeated or of another group, a settlement without the votes of
// a quorum. What it cannot see: whether a leg is in the plan (only its Merkle root is here; the fold compares it with the pot's plan),
// and whether one node invented a consistent history or keeps back its end.

import type {
  ChainEvent,
  Finalized,
  GroupCreated,
  GroupHistory,
  LegDone,
  Proposal,
  RosterChanged,
} from './chain-event.ts'
import { firstHead, nextHead, proposalHash, type HeadEvent } from './group-head.ts'
import type { GroupState, HistoryError, OwedEvent } from './group-state.ts'
import type { EventId, Hash32, StateHash } from '../ids.ts'
import { ZERO_HASH } from '../encoding/keccak.ts'
import { MAX_CHAIN_LEGS } from '../settling/plan.ts'
import { err, ok, type Result } from '../result.ts'
import { isSameRoster, rosterFault, slotBitmap } from './roster.ts'

/**
 * The group after all events of its history or, with `upTo`, right before the event that moves the head past that sequence number
 * (votes at it are included). Without `upTo` the history must end where a call of the contract ends.
 */
export function replayGroup(history: GroupHistory, upTo?: bigint): Result<GroupState, HistoryError> {
  const { group, events } = history
  const first = events[0]
  if (first?.kind !== 'GroupCreated') return err({ type: 'NotCreated', position: 0, found: first?.kind ?? null })
  let state = startGroup(group, first)
  for (let position = 1; state.ok && position < events.length; position++) {
    const event = events[position] as ChainEvent
    if (upTo !== undefined && state.value.seq === upTo && event.kind !== 'Attested') return state
    state = advanceGroup(state.value, event, position)
  }
  if (!state.ok) return state
  const position = events.length
  const { seq } = state.value
  if (upTo !== undefined)
    return seq === upTo ? state : err({ type: 'HistoryTooShort', position, expected: upTo, found: seq })
  const expected = owedEvent(state.value)
  return expected === null ? state : err({ type: 'MissingEvent', position, expected, found: null })
}

/** The group as its first event leaves it. */
export function startGroup(group: Hash32, event: GroupCreated): Result<GroupState, HistoryError> {
  const position = 0
  if (event.group !== group) return err({ type: 'ForeignEvent', position, expected: group, found: event.group })
  const { by, members, quorum, seq, head } = event
  if (seq !== 0n) return err({ type: 'WrongSeq', position, expected: 0n, found: seq })
  const fault = rosterFault(members, quorum)
  if (fault !== null) return err({ type: 'BadRoster', position, fault })
  if (!members.includes(by)) return err({ type: 'NotMember', position, found: by })
  const expected = firstHead(group, members, quorum)
  if (head !== expected) return err({ type: 'WrongHead', position, expected, found: head })
  const nothingSettled = {
    epoch: 0n,
    stateHash: ZERO_HASH as string as StateHash,
    planRoot: ZERO_HASH,
    legs: 0,
    checkpoint: ZERO_HASH as string as EventId,
  }
  return ok({ group, members, quorum, seq, head, ...nothingSettled, done: new Set(), closed: false, votes: new Map() })
}

/** The group after one more event. `position` only names the event in an error. */
export function advanceGroup(state: GroupState, event: ChainEvent, position: number): Result<GroupState, HistoryError> {
  if (event.group !== state.group)
    return err({ type: 'ForeignEvent', position, expected: state.group, found: event.group })
  if (event.kind === 'GroupCreated') return err({ type: 'CreatedTwice', position })
  const seq = event.kind === 'Attested' ? state.seq : state.seq + 1n
  if (event.seq !== seq) return err({ type: 'WrongSeq', position, expected: seq, found: event.seq })
  const owed = owedEvent(state)
  if (owed !== null && !pays(event, owed))
    return err({ type: 'MissingEvent', position, expected: owed, found: event.kind })
  if (event.kind === 'Attested') {
    if (event.head !== state.head) return err({ type: 'WrongHead', position, expected: state.head, found: event.head })
    if (!state.members.includes(event.by)) return err({ type: 'NotMember', position, found: event.by })
    return ok({ ...state, votes: new Map([...state.votes, [event.by, event.proposal]]) })
  }
  const moved = moveGroup(state, event, position)
  if (!moved.ok) return moved
  const head = nextHead(state.head, event)
  if (event.head !== head) return err({ type: 'WrongHead', position, expected: head, found: event.head })
  return ok({ ...moved.value, seq, head, votes: new Map() })
}

/** Which event the contract emits before it does anything else. */
function owedEvent({ votes, quorum, epoch, legs, done, closed }: GroupState): OwedEvent | null {
  for (const proposal of votes.values()) if (countVotes(votes, proposal) >= quorum) return 'Finalized or RosterChanged'
  return epoch > 0n && !closed && done.size === legs ? 'Closed' : null
}

function pays({ kind }: ChainEvent, owed: OwedEvent): boolean {
  return owed === 'Closed' ? kind === 'Closed' : kind === 'Finalized' || kind === 'RosterChanged'
}

function countVotes(votes: GroupState['votes'], proposal: Hash32): number {
  return Array.from(votes.values()).filter((vote) => vote === proposal).length
}

/** The state with what the event changes besides seq, head and votes. */
function moveGroup(state: GroupState, event: HeadEvent, position: number): Result<GroupState, HistoryError> {
  switch (event.kind) {
    case 'Finalized':
      return finalize(state, event, position)
    case 'RosterChanged':
      return changeRoster(state, event, position)
    case 'Paid':
    case 'Acknowledged':
      return finishLeg(state, event, position)
    case 'Closed': {
      if (event.epoch !== state.epoch)
        return err({ type: 'WrongEpoch', position, expected: state.epoch, found: event.epoch })
      if (owedEvent(state) !== 'Closed')
        return err({ type: 'NotAllDone', position, expected: state.legs, found: state.done.size })
      return ok({ ...state, closed: true })
    }
  }
}

function finalize(state: GroupState, event: Finalized, position: number): Result<GroupState, HistoryError> {
  const { epoch, stateHash, planRoot, legs, checkpoint } = event
  if (epoch !== state.epoch + 1n) return err({ type: 'WrongEpoch', position, expected: state.epoch + 1n, found: epoch })
  if (legs > MAX_CHAIN_LEGS || (legs === 0 && planRoot !== ZERO_HASH))
    return err({ type: 'BadLegs', position, legs, planRoot })
  const refusal = refuseVotes(
    state,
    { kind: 'Settlement', epoch, stateHash, planRoot, legs, checkpoint },
    event.voters,
    position,
  )
  return refusal === null
    ? ok({ ...state, epoch, stateHash, planRoot, legs, checkpoint, done: new Set(), closed: false })
    : err(refusal)
}

function changeRoster(state: GroupState, event: RosterChanged, position: number): Result<GroupState, HistoryError> {
  const { members, quorum } = event
  const fault = isSameRoster(event, state) ? 'SameRoster' : rosterFault(members, quorum)
  if (fault !== null) return err({ type: 'BadRoster', position, fault })
  const refusal = refuseVotes(state, { kind: 'Roster', members, quorum }, event.voters, position)
  return refusal === null ? ok({ ...state, members, quorum }) : err(refusal)
}

/** AN3: a quorum of distinct members voted for exactly this proposal at (seq, head), and the bitmap says who. */
function refuseVotes(state: GroupState, proposal: Proposal, voters: number, position: number): HistoryError | null {
  const hash = proposalHash(state.group, proposal)
  const votes = countVotes(state.votes, hash)
  if (votes < state.quorum) return { type: 'NoQuorum', position, expected: state.quorum, found: votes }
  const expected = slotBitmap(state.members, (member) => state.votes.get(member) === hash)
  return voters === expected ? null : { type: 'WrongVoters', position, expected, found: voters }
}

function finishLeg(state: GroupState, event: LegDone, position: number): Result<GroupState, HistoryError> {
  const { index, payee, by } = event
  if (event.epoch !== state.epoch)
    return err({ type: 'WrongEpoch', position, expected: state.epoch, found: event.epoch })
  if (index >= state.legs) return err({ type: 'UnknownLeg', position, index, legs: state.legs })
  if (state.done.has(index)) return err({ type: 'LegDoneTwice', position, index })
  if (event.kind === 'Paid' && event.planck === 0n) return err({ type: 'NothingPaid', position, index })
  if (event.kind === 'Acknowledged' && by !== payee)
    return err({ type: 'NotPayee', position, expected: payee, found: by })
  return ok({ ...state, done: new Set([...state.done, index]) })
}
