// What a person signs for the chain, worked out from the fold: the call, and the payees whose accounts must be reachable before it is signed.

import type { ChainCall, ExpectedPayee } from '../chain/index.ts'
import {
  accountIdToH160,
  chainLeg,
  err,
  legProof,
  memberOf,
  ok,
  planLeaves,
  type AccountId,
  type Currency,
  type EventId,
  type Facts,
  type H160,
  type Hash32,
  type Leg,
  type MemberId,
  type PotFold,
  type Result,
} from '../domain/index.ts'
import { recompute, type SettleError } from './settle-actions.ts'

/** A call ready for the checks before signing. */
export interface PreparedCall {
  readonly call: ChainCall
  readonly genesis: Hash32
  readonly payees: readonly ExpectedPayee[]
  /** What the pot counts the call's legs in: its tie's. The contract must pay in the same. Absent where nothing is owed yet. */
  readonly currency?: Currency
}

/** Why a call for the chain could not be worked out. */
export type PrepareError =
  | SettleError
  | { readonly type: 'NotTied' }
  | { readonly type: 'AlreadyTied' }
  | { readonly type: 'NotInRoster'; readonly member: MemberId | null }
  | { readonly type: 'TooFewWallets'; readonly bound: number }
  | { readonly type: 'LegNotOpen'; readonly index: number }
  | { readonly type: 'NothingToPay'; readonly index: number }

/** Members of a pot that have bound a wallet on this chain, in the order of their ids: the roster that a new group gets. */
export function rosterOf(
  open: Facts,
  genesis: Hash32,
): readonly { readonly member: MemberId; readonly address: H160; readonly wallet: AccountId }[] {
  return [...open.members.values()]
    .map(({ id }) => open.bindings.findLast((binding) => binding.member === id && binding.genesis === genesis))
    .flatMap((binding) =>
      binding ? [{ member: binding.member, address: binding.address, wallet: binding.wallet }] : [],
    )
    .sort((a, b) => (a.member < b.member ? -1 : 1))
}

/** Creates the group of a pot that is not tied yet, with everybody who has bound a wallet. Quorum: a majority. */
export function prepareGroup(
  { open }: PotFold,
  genesis: Hash32,
  contract: H160,
  salt: Hash32,
): Result<PreparedCall, PrepareError> {
  if (open.tie) return err({ type: 'AlreadyTied' })
  const members = rosterOf(open, genesis).map(({ address }) => address)
  if (members.length < 1) return err({ type: 'TooFewWallets', bound: members.length })
  const quorum = Math.trunc(members.length / 2) + 1
  return ok({
    call: { to: 'contract', contract, call: { kind: 'createGroup', salt, members, quorum } },
    genesis,
    payees: [],
  })
}

/** AN2: attests a checkpoint that this device recomputed. */
export function prepareAttest(
  fold: PotFold,
  checkpoint: EventId,
  caller: AccountId,
): Result<PreparedCall, PrepareError> {
  const { tie } = fold.open
  if (!tie) return err({ type: 'NotTied' })
  if (!fold.open.group?.members.includes(accountIdToH160(caller))) return err({ type: 'NotInRoster', member: null })
  const correct = recompute(fold, checkpoint)
  if (!correct.ok) return correct
  const { seq, head, epoch, stateHash, planRoot, legs, plan } = correct.value
  const proposal = { kind: 'Settlement', epoch: epoch - tie.baseEpoch, stateHash, planRoot, legs, checkpoint } as const
  const call = { kind: 'attest', group: tie.group, seq, head, proposal } as const
  return ok({
    call: { to: 'contract', contract: tie.contract, call },
    genesis: tie.genesis,
    payees: payeesOf(fold.open, plan.slice(0, legs)),
    currency: tie.token,
  })
}

/** Pays an open leg of the settlement in force, for whoever owes it. In which token, the checks before signing find out at the contract. */
export function preparePay(fold: PotFold, index: number): Result<PreparedCall, PrepareError> {
  const prepared = prepareLeg(fold, index, 'pay')
  if (!prepared.ok) return prepared
  const { call } = prepared.value.call as Extract<ChainCall, { to: 'contract' }>
  return call.kind === 'pay' && call.leg.planck === 0n ? err({ type: 'NothingToPay', index }) : prepared
}

/** Acknowledges, as its payee, that an open leg was paid another way. */
export function prepareAcknowledge(fold: PotFold, index: number): Result<PreparedCall, PrepareError> {
  return prepareLeg(fold, index, 'acknowledge')
}

function prepareLeg({ open }: PotFold, index: number, kind: 'pay' | 'acknowledge'): Result<PreparedCall, PrepareError> {
  const { tie, paying } = open
  if (!tie) return err({ type: 'NotTied' })
  const plan = paying.type === 'plan' ? open.plans.get(paying.checkpoint) : undefined
  const leg = chainLeg(plan?.plan[index], index)
  if (!plan || !leg || plan.done.has(index)) return err({ type: 'LegNotOpen', index })
  const proof = legProof(planLeaves(tie.group, plan.groupEpoch, plan.plan), index)
  const call = { kind, group: tie.group, epoch: plan.groupEpoch, leg, proof } as const
  return ok({
    call: { to: 'contract', contract: tie.contract, call },
    genesis: tie.genesis,
    payees: payeesOf(open, [plan.plan[index] as Leg]),
    currency: tie.token,
  })
}

function payeesOf(open: Facts, legs: readonly Leg[]): readonly ExpectedPayee[] {
  return legs.flatMap(({ onChain }) => {
    const account = open.bindings.find(({ address }) => address === onChain?.payee)?.wallet
    return onChain && account !== undefined ? [{ address: onChain.payee, account }] : []
  })
}

/** The wallet that this device's member uses in the group, if any. */
export function ownWallet(
  fold: PotFold,
  device: Parameters<typeof memberOf>[1],
  genesis: Hash32,
): AccountId | undefined {
  const member = memberOf(fold.open, device)
  return rosterOf(fold.open, genesis).find((entry) => entry.member === member)?.wallet
}
