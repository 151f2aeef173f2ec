// The settlement contract's rules once more, small and pure, for the fake chain. The suite that both chains pass keeps it honest
// where it matters to clients: which events a call makes, which head follows, and which error comes back.

import {
  err,
  firstHead,
  groupId,
  legLeaf,
  nextHead,
  ok,
  proposalHash,
  verifyLegProof,
  voteKey,
  ZERO_HASH,
  type ChainEvent,
  type ChainLeg,
  type EventId,
  type H160,
  type Hash32,
  type HeadEvent,
  type Proposal,
  type Result,
  type StateHash,
  type VoteKey,
} from '../../domain/index.ts'
import type { CallOutcome, ContractCall } from '../contract-call.ts'
import type { ContractError } from '../contract-error.ts'
import type { GroupView } from '../group-view.ts'

/** A group as the fake contract stores it: what its views show, and each member's vote. */
export type FakeGroup = GroupView & { readonly votes: ReadonlyMap<H160, VoteKey> }

/** What the contract has stored. */
export type FakeState = ReadonlyMap<Hash32, FakeGroup>

/** What a call did. `value` is planck that went to `to`. */
export type FakeEffect = {
  readonly state: FakeState
  readonly events: readonly ChainEvent[]
  readonly outcome: CallOutcome
  readonly transfer: { readonly to: H160; readonly planck: bigint } | null
}

/** Who calls, at which contract, with which value in planck. */
export type FakeCaller = {
  readonly contract: H160
  readonly by: H160
  readonly value: bigint
  /** Whether the contract takes a token, and no other money. */
  readonly isToken: boolean
}

/** Applies a call to the stored groups; an error changes nothing. */
export function callSettlement(
  state: FakeState,
  caller: FakeCaller,
  call: ContractCall,
): Result<FakeEffect, ContractError> {
  switch (call.kind) {
    case 'createGroup':
      return createGroup(state, caller, call)
    case 'attest':
      return attest(state, caller, call)
    case 'pay':
    case 'acknowledge':
      return finishLeg(state, caller, call)
  }
}

type CallOf<Kind extends ContractCall['kind']> = Extract<ContractCall, { readonly kind: Kind }>
type Outcome = Result<FakeEffect, ContractError>

function createGroup(state: FakeState, caller: FakeCaller, { salt, members, quorum }: CallOf<'createGroup'>): Outcome {
  const refused = rosterError(members, quorum)
  if (refused !== null) return err({ type: refused })
  if (!members.includes(caller.by)) return err({ type: 'BadMembers' })
  const group = groupId(caller.contract, caller.by, salt)
  if (state.has(group)) return err({ type: 'GroupExists' })
  const head = firstHead(group, members, quorum)
  const hashes = {
    stateHash: ZERO_HASH as string as StateHash,
    planRoot: ZERO_HASH,
    checkpoint: ZERO_HASH as string as EventId,
  }
  const created: FakeGroup = {
    epoch: 0n,
    seq: 0n,
    head,
    quorum,
    members,
    ...hashes,
    legs: 0,
    done: 0n,
    votes: new Map(),
  }
  return ok({
    state: new Map(state).set(group, created),
    events: [{ kind: 'GroupCreated', group, by: caller.by, members, quorum, seq: 0n, head }],
    outcome: { kind: 'GroupCreated', group },
    transfer: null,
  })
}

function attest(state: FakeState, { by }: FakeCaller, { group, seq, head, proposal }: CallOf<'attest'>): Outcome {
  const before = state.get(group)
  if (!before) return err({ type: 'UnknownGroup' })
  if (!before.members.includes(by)) return err({ type: 'NotMember' })
  if (seq !== before.seq || head !== before.head) return err({ type: 'StaleHead', seq: before.seq, head: before.head })
  const refused = proposalError(before, proposal)
  if (refused !== null) return err({ type: refused })

  const hash = proposalHash(group, proposal)
  const key = voteKey(hash, seq, head)
  const voted: FakeGroup = { ...before, votes: new Map(before.votes).set(by, key) }
  const slots = voted.members.flatMap((member, slot) => (voted.votes.get(member) === key ? [slot] : []))
  const attested: ChainEvent = { kind: 'Attested', group, by, proposal: hash, seq, head }
  if (slots.length < voted.quorum)
    return done(state, voted, group, [attested], { kind: 'Counted', votes: slots.length })
  const voters = slots.reduce((bits, slot) => bits + 2 ** slot, 0)
  if (proposal.kind === 'Roster') {
    const { members, quorum } = proposal
    const moved = move(
      { ...voted, members, quorum, votes: new Map() },
      { kind: 'RosterChanged', group, members, quorum, voters },
    )
    return done(state, moved.after, group, [attested, moved.event], { kind: 'RosterChanged' })
  }
  const { kind: _, ...settled } = proposal
  const moved = move({ ...voted, ...settled, done: 0n }, { kind: 'Finalized', group, ...settled, voters })
  const closed = closeIfDone(moved.after, group)
  return done(state, closed.after, group, [attested, moved.event, ...closed.events], {
    kind: 'Finalized',
    epoch: proposal.epoch,
  })
}

function finishLeg(
  state: FakeState,
  caller: FakeCaller,
  { kind, group, epoch, leg, proof }: CallOf<'pay' | 'acknowledge'>,
): Outcome {
  const before = state.get(group)
  if (!before) return err({ type: 'UnknownGroup' })
  if (epoch !== before.epoch || epoch === 0n) return err({ type: 'WrongEpoch' })
  if (!verifyLegProof(before.planRoot, before.legs, leg.index, legLeaf(group, epoch, leg), proof))
    return err({ type: 'BadProof' })
  const bit = 1n << BigInt(leg.index)
  if ((before.done & bit) !== 0n) return err({ type: 'AlreadyDone' })
  const refused = legError(kind, leg, caller)
  if (refused !== null) return err({ type: refused })
  const name = kind === 'pay' ? ('Paid' as const) : ('Acknowledged' as const)
  const moved = move({ ...before, done: before.done | bit }, { kind: name, group, epoch, ...leg, by: caller.by })
  const closed = closeIfDone(moved.after, group)
  const transfer = kind === 'pay' ? { to: leg.payee, planck: leg.planck } : null
  return done(state, closed.after, group, [moved.event, ...closed.events], { kind: 'Done' }, transfer)
}

function legError(
  kind: 'pay' | 'acknowledge',
  leg: ChainLeg,
  caller: FakeCaller,
): 'NotPayee' | 'NothingToPay' | 'WrongValue' | null {
  if (kind === 'acknowledge') return caller.by === leg.payee ? null : 'NotPayee'
  if (leg.planck === 0n) return 'NothingToPay'
  return caller.value === (caller.isToken ? 0n : leg.planck) ? null : 'WrongValue'
}

function rosterError(members: readonly H160[], quorum: number): 'BadMembers' | 'BadQuorum' | null {
  const isBad =
    members.length < 1 ||
    members.length > 32 ||
    new Set(members).size !== members.length ||
    members.includes('0'.repeat(40) as H160)
  if (isBad) return 'BadMembers'
  return members.length < 2 * quorum && quorum <= members.length ? null : 'BadQuorum'
}

function proposalError(
  group: FakeGroup,
  proposal: Proposal,
): 'BadMembers' | 'BadQuorum' | 'SameRoster' | 'WrongEpoch' | 'BadLegs' | null {
  if (proposal.kind === 'Settlement') {
    if (proposal.epoch !== group.epoch + 1n) return 'WrongEpoch'
    return proposal.legs > 63 || (proposal.legs === 0 && proposal.planRoot !== ZERO_HASH) ? 'BadLegs' : null
  }
  const isSame = proposal.quorum === group.quorum && proposal.members.join() === group.members.join()
  return rosterError(proposal.members, proposal.quorum) ?? (isSame ? 'SameRoster' : null)
}

/** A head event before it has its place in the chain of heads. */
type Unplaced<E> = E extends HeadEvent ? Omit<E, 'seq' | 'head'> : never

function move(
  group: FakeGroup,
  change: Unplaced<HeadEvent>,
): { readonly after: FakeGroup; readonly event: ChainEvent } {
  const unhashed = { ...change, seq: group.seq + 1n, head: group.head } as HeadEvent
  const head = nextHead(group.head, unhashed)
  return { after: { ...group, seq: unhashed.seq, head }, event: { ...unhashed, head } }
}

function closeIfDone(
  group: FakeGroup,
  id: Hash32,
): { readonly after: FakeGroup; readonly events: readonly ChainEvent[] } {
  if (group.done !== (1n << BigInt(group.legs)) - 1n) return { after: group, events: [] }
  const { after, event } = move(group, { kind: 'Closed', group: id, epoch: group.epoch })
  return { after, events: [event] }
}

function done(
  state: FakeState,
  group: FakeGroup,
  id: Hash32,
  events: readonly ChainEvent[],
  outcome: CallOutcome,
  transfer: FakeEffect['transfer'] = null,
): Outcome {
  return ok({ state: new Map(state).set(id, group), events, outcome, transfer })
}
