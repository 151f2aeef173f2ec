// The hashes by which the contract names a group, its proposals and its history. Each head covers the head before it and every
// field of the event that moved it, so whoever has the events recomputes the last head or finds the one that is missing,
// altered or out of place. (AN1; the layouts are shared with the contract through one vectors file.)

import { ascii, concatBytes, u64le, u128le } from '../encoding/bytes.ts'
import type { ChainEvent, Proposal } from './chain-event.ts'
import { hexToBytes } from '../encoding/hex.ts'
import type { H160, Hash32, Hex } from '../ids.ts'
import { keccak } from '../encoding/keccak.ts'
import { scaleAddresses, scaleU32, scaleU8 } from '../encoding/scale.ts'

/** An event that moves the head. */
export type HeadEvent = Exclude<ChainEvent, { readonly kind: 'GroupCreated' | 'Attested' }>

/** What the contract stores as a member's vote: the first 20 bytes of a hash over proposal and (seq, head). */
export type VoteKey = Hex<'VoteKey'>

const HEAD_KINDS: Readonly<Record<HeadEvent['kind'], number>> = {
  Finalized: 1,
  RosterChanged: 2,
  Paid: 3,
  Acknowledged: 4,
  Closed: 5,
}

/** The id of the group that `caller` creates with `salt` at `contract`; nobody else can take it first. */
export function groupId(contract: H160, caller: H160, salt: Hash32): Hash32 {
  return keccak(ascii('quits/group/v1'), hexToBytes(contract), hexToBytes(caller), hexToBytes(salt))
}

/** The head at seq 0. */
export function firstHead(group: Hash32, members: readonly H160[], quorum: number): Hash32 {
  return keccak(ascii('quits/head/v1'), hexToBytes(group), scaleAddresses(members), scaleU8(quorum))
}

/** The head after `event`, whose `seq` is already the new one. */
export function nextHead(head: Hash32, event: HeadEvent): Hash32 {
  return keccak(
    hexToBytes(head),
    scaleU8(HEAD_KINDS[event.kind]),
    u64le(event.seq),
    hexToBytes(keccak(fieldsOf(event))),
  )
}

/** AN1: the hash of a proposal to a group, what Attested names. */
export function proposalHash(group: Hash32, proposal: Proposal): Hash32 {
  return keccak(ascii('quits/proposal/v1'), hexToBytes(group), proposalBytes(proposal))
}

/** A vote for a proposal at (seq, head): a moved head makes it another vote, so old ones are dead. */
export function voteKey(proposal: Hash32, seq: bigint, head: Hash32): VoteKey {
  return keccak(hexToBytes(proposal), u64le(seq), hexToBytes(head)).slice(0, 40) as VoteKey
}

function proposalBytes(proposal: Proposal): Uint8Array {
  if (proposal.kind === 'Roster')
    return concatBytes(scaleU8(1), scaleAddresses(proposal.members), scaleU8(proposal.quorum))
  const { epoch, stateHash, planRoot, legs, checkpoint } = proposal
  return concatBytes(
    scaleU8(0),
    u64le(epoch),
    hexToBytes(stateHash),
    hexToBytes(planRoot),
    scaleU8(legs),
    hexToBytes(checkpoint),
  )
}

/** SCALE of the event's fields in declaration order, group included, head left out. */
function fieldsOf(event: HeadEvent): Uint8Array {
  const group = hexToBytes(event.group)
  const seq = u64le(event.seq)
  switch (event.kind) {
    case 'Finalized': {
      const { epoch, stateHash, planRoot, legs, checkpoint, voters } = event
      const settled = [u64le(epoch), hexToBytes(stateHash), hexToBytes(planRoot), scaleU8(legs), hexToBytes(checkpoint)]
      return concatBytes(group, ...settled, scaleU32(voters), seq)
    }
    case 'RosterChanged':
      return concatBytes(group, scaleAddresses(event.members), scaleU8(event.quorum), scaleU32(event.voters), seq)
    case 'Paid':
    case 'Acknowledged': {
      const { epoch, index, payer, payee, planck, memo, by } = event
      const leg = [scaleU8(index), hexToBytes(payer), hexToBytes(payee), u128le(planck), hexToBytes(memo)]
      return concatBytes(group, u64le(epoch), ...leg, hexToBytes(by), seq)
    }
    case 'Closed':
      return concatBytes(group, u64le(event.epoch), seq)
  }
}
