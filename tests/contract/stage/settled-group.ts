import {
  firstHead,
  groupId,
  legLeaf,
  legProof,
  legRoot,
  type ChainEvent,
  type ChainLeg,
  type EventId,
  type H160,
  type Hash32,
  type Proposal,
  type StateHash,
} from '../../../src/domain/index.ts'
import type { Actor } from './actor.ts'
import { freshHash } from './fresh-hash.ts'
import { settlementCall } from './settlement-call.ts'
import type { Receipt, Stage, StageCall } from './stage.ts'

/** Where a group's head is. */
export type Head = { readonly seq: bigint; readonly head: Hash32 }

/** Addresses in order. */
export const addressesOf = (actors: readonly Actor[]): readonly H160[] => actors.map(({ h160 }) => h160)

/** A block in which every call goes through. */
export async function succeed(stage: Stage, calls: readonly StageCall[]): Promise<readonly Receipt[]> {
  const receipts = await stage.block(calls)
  const at = receipts.findIndex(({ failure }) => failure !== null)
  if (at !== -1) throw new Error(`call ${at} failed: ${receipts[at]?.failure}`)
  return receipts
}

/** A leg that nobody else has. */
export function leg(index: number, payer: H160, payee: H160, planck: bigint): ChainLeg {
  return { index, payer, payee, planck, memo: freshHash() }
}

/** A new group, made by its first member. */
export async function createGroup(
  stage: Stage,
  members: readonly Actor[],
  quorum: number,
  contract: H160 = stage.contract,
): Promise<Head & { readonly group: Hash32 }> {
  const [creator] = members as [Actor]
  const salt = freshHash()
  const addresses = addressesOf(members)
  await succeed(stage, [settlementCall(creator, contract, { kind: 'createGroup', salt, members: addresses, quorum })])
  const group = groupId(contract, creator.h160, salt)
  return { group, seq: 0n, head: firstHead(group, addresses, quorum) }
}

/** The head after the last of these events that moved it. */
export function headAfter(receipts: readonly Receipt[]): Head {
  const moved = receipts
    .flatMap(({ events }) => events.map(({ event }) => event))
    .findLast((event: ChainEvent) => event.kind !== 'Attested')
  if (moved === undefined) throw new Error('no event moved the head')
  return { seq: moved.seq, head: moved.head }
}

/** The call by which somebody votes at a head. */
export function vote(by: Actor, contract: H160, group: Hash32, at: Head, proposal: Proposal): StageCall {
  return settlementCall(by, contract, { kind: 'attest', group, seq: at.seq, head: at.head, proposal })
}

/** A settlement of these legs, and the proof of each. */
export function planOf(
  group: Hash32,
  epoch: bigint,
  legs: readonly ChainLeg[],
): {
  readonly proposal: Extract<Proposal, { kind: 'Settlement' }>
  readonly leaves: readonly Hash32[]
  readonly proofs: readonly (readonly Hash32[])[]
} {
  const leaves = legs.map((part) => legLeaf(group, epoch, part))
  const [stateHash, checkpoint] = [freshHash() as string as StateHash, freshHash() as string as EventId]
  return {
    proposal: { kind: 'Settlement', epoch, stateHash, planRoot: legRoot(leaves), legs: legs.length, checkpoint },
    leaves,
    proofs: legs.map((_, i) => legProof(leaves, i)),
  }
}

/** A settlement whose legs are open, and the calls that finish them. */
export type OpenPlan = Head & {
  readonly group: Hash32
  readonly epoch: bigint
  readonly legs: readonly ChainLeg[]
  readonly leaves: readonly Hash32[]
  readonly proofs: readonly (readonly Hash32[])[]
  readonly pay: (by: Actor, index: number, value?: bigint) => StageCall
  readonly acknowledge: (by: Actor, index: number) => StageCall
}

/** Finalizes a settlement with these legs by the votes of `voters`. */
export async function finalizePlan(
  stage: Stage,
  at: Head & { readonly group: Hash32 },
  voters: readonly Actor[],
  legs: readonly ChainLeg[],
  { epoch = 1n, contract = stage.contract }: { readonly epoch?: bigint; readonly contract?: H160 } = {},
): Promise<OpenPlan> {
  const { group } = at
  const { proposal, leaves, proofs } = planOf(group, epoch, legs)
  const receipts = await succeed(
    stage,
    voters.map((voter) => vote(voter, contract, group, at, proposal)),
  )
  const part = (index: number) => ({ group, epoch, leg: legs[index]!, proof: proofs[index]! })
  return {
    ...headAfter(receipts),
    group,
    epoch,
    legs,
    leaves,
    proofs,
    pay: (by, index, value) => settlementCall(by, contract, { kind: 'pay', ...part(index) }, value),
    acknowledge: (by, index) => settlementCall(by, contract, { kind: 'acknowledge', ...part(index) }),
  }
}
