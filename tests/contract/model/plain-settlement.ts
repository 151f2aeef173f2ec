// What the contract does, in plain maps and in the order of its interface: no storage pages, no bitmaps, no bytes but those that
// are hashed. It shares no code with the contract, the rulebook's replay or the fake chain.

import type { CallOutcome, ContractCall, ContractError } from '../../../src/chain/index.ts'
import type { ChainEvent, ChainLeg } from '../../../src/domain/index.ts'
import {
  climb,
  hashOfProposal,
  headAfterMove,
  headAtStart,
  idOfGroup,
  leafOfLeg,
  type Move,
  storedVote,
} from './plain-hashes.ts'
import { allowanceKey, debitOf } from './plain-token.ts'
import { type Decision, exists, keyOf, type ModelCall, type PlainGroup, storageCost, type World } from './world.ts'

const none = '00'.repeat(32)
const refuse = (type: Exclude<ContractError['type'], 'StaleHead'>): Decision => ({ kind: 'error', error: { type } })

/** What the call would do, without doing it. */
export function decide(world: World, { by, to, value, call }: ModelCall): Decision {
  if (call.kind === 'approve' || call.kind === 'transfer') return { kind: 'token', call }
  if (value > (world.free.get(by) ?? 0n)) return { kind: 'dispatch', reason: 'Revive.TransferFailed' }
  if (call.kind !== 'pay' && value > 0n) return { kind: 'dispatch', reason: 'Revive.ContractTrapped' }
  if (call.kind === 'createGroup') return create(world, by, to, call)
  const group = world.groups.get(keyOf(to, call.group))
  if (group === undefined) return refuse('UnknownGroup')
  if (call.kind === 'attest') return attest(world, by, group, call)
  return finish(world, by, value, group, call)
}

function create(world: World, by: string, to: string, call: Extract<ContractCall, { kind: 'createGroup' }>): Decision {
  const { salt, members, quorum } = call
  const fault = faultOf(members, quorum)
  if (fault !== null) return refuse(fault)
  if (!members.some((member) => member === by)) return refuse('BadMembers')
  const id = idOfGroup(to, by, salt)
  if (world.groups.has(keyOf(to, id))) return refuse('GroupExists')
  const head = headAtStart(id, members, quorum)
  const group: PlainGroup = {
    contract: to,
    id,
    members,
    quorum,
    epoch: 0n,
    seq: 0n,
    head,
    settled: { stateHash: none, planRoot: none, legs: 0, checkpoint: none } as PlainGroup['settled'],
    done: new Set(),
    votes: new Map(),
    stored: new Map(),
    largest: members.length,
  }
  return {
    kind: 'done',
    outcome: { kind: 'GroupCreated', group: id } as CallOutcome,
    events: [{ kind: 'GroupCreated', group: id, by, members, quorum, seq: 0n, head } as ChainEvent],
    group,
    deposit: storageCost(world, members.length),
    payment: null,
  }
}

function attest(
  world: World,
  by: string,
  group: PlainGroup,
  { seq, head, proposal }: Extract<ContractCall, { kind: 'attest' }>,
): Decision {
  if (!group.members.includes(by)) return refuse('NotMember')
  if (seq !== group.seq || head !== group.head)
    return { kind: 'error', error: { type: 'StaleHead', seq: group.seq, head: group.head } as ContractError }
  if (proposal.kind === 'Settlement') {
    if (proposal.epoch !== group.epoch + 1n) return refuse('WrongEpoch')
    if (proposal.legs > 63 || (proposal.legs === 0 && proposal.planRoot !== none)) return refuse('BadLegs')
  } else {
    const fault = faultOf(proposal.members, proposal.quorum)
    if (fault !== null) return refuse(fault)
    if (proposal.quorum === group.quorum && proposal.members.join() === group.members.join())
      return refuse('SameRoster')
  }
  const hash = hashOfProposal(group.id, proposal)
  const voted: PlainGroup = {
    ...group,
    votes: new Map(group.votes).set(by, hash),
    stored: new Map(group.stored).set(by, storedVote(hash, seq, head)),
  }
  const attested = { kind: 'Attested', group: group.id, by, proposal: hash, seq, head } as ChainEvent
  const slots = group.members.flatMap((member, slot) => (voted.votes.get(member) === hash ? [slot] : []))
  if (slots.length < group.quorum)
    return {
      kind: 'done',
      outcome: { kind: 'Counted', votes: slots.length },
      events: [attested],
      group: voted,
      deposit: 0n,
      payment: null,
    }
  const voters = slots.reduce((bits, slot) => bits + 2 ** slot, 0)
  const common = { group: group.id, seq: seq + 1n, voters }
  if (proposal.kind === 'Roster') {
    const { members, quorum } = proposal
    const [moved, event] = move(voted, { ...common, kind: 'RosterChanged', members, quorum } as Move)
    const largest = Math.max(group.largest, members.length)
    return {
      kind: 'done',
      outcome: { kind: 'RosterChanged' },
      events: [attested, event],
      group: { ...moved, members, quorum, stored: new Map(), largest },
      deposit: storageCost(world, largest) - storageCost(world, group.largest),
      payment: null,
    }
  }
  const { epoch, stateHash, planRoot, legs, checkpoint } = proposal
  const settled = { stateHash, planRoot, legs, checkpoint }
  const [moved, event] = move(voted, { ...common, kind: 'Finalized', epoch, ...settled } as Move)
  return closed({
    kind: 'done',
    outcome: { kind: 'Finalized', epoch },
    events: [attested, event],
    group: { ...moved, epoch, settled, done: new Set() },
    deposit: 0n,
    payment: null,
  })
}

function finish(
  world: World,
  by: string,
  value: bigint,
  group: PlainGroup,
  { kind, epoch, leg, proof }: Extract<ContractCall, { kind: 'pay' | 'acknowledge' }>,
): Decision {
  const inToken = world.inToken.has(group.contract)
  if (epoch !== group.epoch || epoch === 0n) return refuse('WrongEpoch')
  const { planRoot, legs } = group.settled
  if (climb(leafOfLeg(group.id, epoch, leg), leg.index, legs, proof) !== planRoot) return refuse('BadProof')
  if (group.done.has(leg.index)) return refuse('AlreadyDone')
  if (kind === 'acknowledge' && by !== leg.payee) return refuse('NotPayee')
  if (kind === 'pay') {
    if (leg.planck === 0n) return refuse('NothingToPay')
    if (value !== (inToken ? 0n : leg.planck)) return refuse('WrongValue')
    const fault = inToken ? faultInToken(world, by, group, leg) : faultInMoney(world, group, leg)
    if (fault !== null) return fault
  }
  const [moved, event] = move(group, {
    kind: kind === 'pay' ? 'Paid' : 'Acknowledged',
    group: group.id,
    epoch,
    ...leg,
    by,
    seq: group.seq + 1n,
  } as Move)
  return closed({
    kind: 'done',
    outcome: { kind: 'Done' },
    events: [event],
    group: { ...moved, done: new Set(group.done).add(leg.index) },
    deposit: 0n,
    payment: kind === 'pay' ? { payee: leg.payee, planck: leg.planck, inToken } : null,
  })
}

/** Why the chain's own money does not reach the payee. */
function faultInMoney(world: World, { contract }: PlainGroup, { payee, planck }: ChainLeg): Decision | null {
  if (payee === contract) return { kind: 'dispatch', reason: 'Revive.ReentranceDenied' }
  if (world.refusing.has(payee) || world.contracts.has(payee)) return refuse('TransferFailed')
  // Who lives by the token alone has to get enough planck at once.
  const isTooLittle = !world.free.has(payee) && exists(world, payee) && planck < world.prices.account
  return isTooLittle ? refuse('TransferFailed') : null
}

/** Why the token does not reach the payee: it takes no payee's consent. */
function faultInToken(
  { token }: World,
  by: string,
  { contract }: PlainGroup,
  { payee, planck }: ChainLeg,
): Decision | null {
  const allowed = token.allowances.get(allowanceKey(by, contract)) ?? 0n
  return allowed < planck || debitOf(token, by, payee, planck) === null ? refuse('TransferFailed') : null
}

type Done = Extract<Decision, { readonly kind: 'done' }>

/** Adds the end of the epoch when no leg is open. */
function closed(decision: Done): Decision {
  const { group, events } = decision
  if (group.done.size < group.settled.legs) return decision
  const [moved, event] = move(group, {
    kind: 'Closed',
    group: group.id,
    epoch: group.epoch,
    seq: group.seq + 1n,
  } as Move)
  return { ...decision, group: moved, events: [...events, event] }
}

/** Every move of the head makes the votes before it count for nothing. */
function move(group: PlainGroup, fields: Move): readonly [PlainGroup, ChainEvent] {
  const head = headAfterMove(group.head, fields)
  return [{ ...group, seq: fields.seq, head, votes: new Map() }, { ...fields, head } as ChainEvent]
}

/** Why these cannot be the members of a group. */
function faultOf(members: readonly string[], quorum: number): 'BadMembers' | 'BadQuorum' | null {
  if (members.length < 1 || members.length > 32) return 'BadMembers'
  if (new Set(members).size < members.length || members.includes('00'.repeat(20))) return 'BadMembers'
  return members.length < 2 * quorum && quorum <= members.length ? null : 'BadQuorum'
}
