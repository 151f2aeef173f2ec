// Every refusal of the contract on the real runtime: its error, and that nothing moved but the caller's fee.

import { expect, test } from 'vitest'
import type { ContractCall } from '../../src/chain/index.ts'
import { PLAIN_CONTRACT_ERRORS } from '../../src/chain/contract-error.ts'
import type { ChainLeg, H160, Hash32, Proposal } from '../../src/domain/index.ts'
import type { Actor } from './stage/actor.ts'
import { expectRefused } from './stage/expect-refused.ts'
import { freshHash } from './stage/fresh-hash.ts'
import { deployHostile } from './stage/hostile-contract.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import { settlementCall } from './stage/settlement-call.ts'
import {
  addressesOf,
  createGroup,
  finalizePlan,
  leg,
  type OpenPlan,
  planOf,
  succeed,
  vote,
} from './stage/settled-group.ts'

const unit = 10n ** 12n
const provoked = new Set<string>()
const stage = await stageOfFile()
const [alice, bob, carol] = stage.crowd

/** The contract refuses this call with the error of this name. */
const expectError = async (
  by: Actor,
  call: ContractCall,
  type: (typeof PLAIN_CONTRACT_ERRORS)[number],
  value?: bigint,
): Promise<void> => {
  await expectRefused(stage, settlementCall(by, stage.contract, call, value), { type })
  provoked.add(type)
}
const create = (members: readonly H160[], quorum: number, salt = freshHash()): ContractCall => ({
  kind: 'createGroup',
  salt,
  members,
  quorum,
})
const settlement = (changes: Partial<Extract<Proposal, { kind: 'Settlement' }>>): Proposal => ({
  ...planOf(freshHash(), 1n, []).proposal,
  ...changes,
})
const onePlan = async (planck = unit): Promise<OpenPlan> =>
  finalizePlan(
    stage,
    await createGroup(stage, [alice, bob], 2),
    [alice, bob],
    [leg(0, alice.h160, bob.h160, planck), leg(1, bob.h160, alice.h160, 2n * unit)],
  )
const payOf = (plan: OpenPlan, index: number, changes: Partial<ChainLeg> = {}): ContractCall => ({
  kind: 'pay',
  group: plan.group,
  epoch: plan.epoch,
  leg: { ...plan.legs[index]!, ...changes },
  proof: plan.proofs[index]!,
})

test('BadMembers: nobody, more than 32, somebody twice, the zero address, a creator who is not a member', async () => {
  const many = Array.from({ length: 33 }, (_, i) => (i + 1).toString(16).padStart(40, '0') as H160)
  const zero = '00'.repeat(20) as H160
  const rosters: readonly (readonly H160[])[] = [
    [],
    [alice.h160, ...many.slice(1)],
    [alice.h160, bob.h160, alice.h160],
    [alice.h160, zero],
    [bob.h160, carol.h160],
  ]
  for (const members of rosters) await expectError(alice, create(members, members.length), 'BadMembers')
  const { group, seq, head } = await createGroup(stage, [alice], 1)
  for (const members of [[], [bob.h160, bob.h160], [zero], many])
    await expectError(
      alice,
      { kind: 'attest', group, seq, head, proposal: { kind: 'Roster', members, quorum: members.length } },
      'BadMembers',
    )
})

test('BadQuorum: none, not a majority, more than there are members', async () => {
  const pair = addressesOf([alice, bob])
  for (const quorum of [0, 1, 3, 255]) await expectError(alice, create(pair, quorum), 'BadQuorum')
  const { group, seq, head } = await createGroup(stage, [alice], 1)
  for (const quorum of [0, 1, 3])
    await expectError(
      alice,
      { kind: 'attest', group, seq, head, proposal: { kind: 'Roster', members: pair, quorum } },
      'BadQuorum',
    )
})

test('GroupExists: the same salt twice by the same creator, even with other members', async () => {
  const salt = freshHash()
  await succeed(stage, [settlementCall(alice, stage.contract, create(addressesOf([alice, bob]), 2, salt))])
  await expectError(alice, create(addressesOf([alice, bob]), 2, salt), 'GroupExists')
  await expectError(alice, create(addressesOf([alice, carol]), 2, salt), 'GroupExists')
})

test('UnknownGroup: voting in, paying in and acknowledging in a group that does not exist', async () => {
  const plan = await onePlan()
  const group = freshHash()
  const stranger = { ...plan, group }
  await expectError(
    alice,
    { kind: 'attest', group, seq: 0n, head: freshHash(), proposal: settlement({}) },
    'UnknownGroup',
  )
  await expectError(alice, payOf(stranger, 0), 'UnknownGroup')
  await expectError(bob, { ...payOf(stranger, 0), kind: 'acknowledge' } as ContractCall, 'UnknownGroup')
})

test('NotMember: a vote from outside', async () => {
  const at = await createGroup(stage, [alice, bob], 2)
  const { group, seq, head } = at
  await expectError(carol, { kind: 'attest', group, seq, head, proposal: settlement({}) }, 'NotMember')
})

test('StaleHead: a vote at another number or another head, answered by where the group is', async () => {
  const { group, seq, head } = await createGroup(stage, [alice, bob], 2)
  const wrong: readonly { readonly seq: bigint; readonly head: Hash32 }[] = [
    { seq: 1n, head },
    { seq: 2n ** 64n - 1n, head },
    { seq, head: freshHash() },
  ]
  for (const at of wrong)
    await expectRefused(stage, vote(alice, stage.contract, group, at, settlement({})), { type: 'StaleHead', seq, head })
  provoked.add('StaleHead')
})

test('WrongEpoch: a vote for any epoch but the next, a leg of any epoch but the current one', async () => {
  const at = await createGroup(stage, [alice, bob], 2)
  const { group, seq, head } = at
  for (const epoch of [0n, 2n, 2n ** 64n - 1n])
    await expectError(alice, { kind: 'attest', group, seq, head, proposal: settlement({ epoch }) }, 'WrongEpoch')
  // Epoch 0 is current and has no legs: nothing can be paid before the first settlement.
  const early = leg(0, alice.h160, bob.h160, unit)
  await expectError(alice, { kind: 'pay', group, epoch: 0n, leg: early, proof: [] }, 'WrongEpoch')
  const plan = await finalizePlan(stage, at, [alice, bob], [early])
  for (const epoch of [0n, 2n]) await expectError(alice, payOf({ ...plan, epoch }, 0), 'WrongEpoch')
})

test('BadLegs: more than 63, or none with a plan', async () => {
  const { group, seq, head } = await createGroup(stage, [alice, bob], 2)
  for (const legs of [64, 255])
    await expectError(
      alice,
      { kind: 'attest', group, seq, head, proposal: settlement({ legs, planRoot: freshHash() }) },
      'BadLegs',
    )
  await expectError(
    alice,
    { kind: 'attest', group, seq, head, proposal: settlement({ legs: 0, planRoot: freshHash() }) },
    'BadLegs',
  )
})

test('SameRoster: the members and the quorum that are there already', async () => {
  const { group, seq, head } = await createGroup(stage, [alice, bob], 2)
  const members = addressesOf([alice, bob])
  await expectError(
    bob,
    { kind: 'attest', group, seq, head, proposal: { kind: 'Roster', members, quorum: 2 } },
    'SameRoster',
  )
})

test('BadProof: any field of the leg changed, a proof too short, too long or of another leg, an index beyond the plan', async () => {
  const plan = await onePlan()
  const good = payOf(plan, 0) as Extract<ContractCall, { kind: 'pay' }>
  const changed: readonly Partial<ChainLeg>[] = [
    { index: 1 },
    { index: 2 },
    { index: 64 },
    { index: 255 },
    { payer: carol.h160 },
    { payee: carol.h160 },
    { planck: unit - 1n },
    { memo: freshHash() },
  ]
  for (const change of changed) await expectError(alice, payOf(plan, 0, change), 'BadProof')
  const [sibling] = good.proof as [Hash32]
  for (const proof of [[], [sibling, sibling], [freshHash()], Array.from({ length: 100 }, () => sibling)])
    await expectError(alice, { ...good, proof }, 'BadProof')
  // What the tree is made of is no leg: a leaf is made of 130 bytes, a node of 65.
  await expectError(alice, { ...good, leg: { ...good.leg, memo: sibling }, proof: [] }, 'BadProof')
})

test('AlreadyDone: a leg is paid or acknowledged once, whoever tries the second time', async () => {
  const plan = await onePlan()
  await succeed(stage, [plan.pay(alice, 0), plan.acknowledge(alice, 1)])
  for (const index of [0, 1]) {
    await expectError(alice, payOf(plan, index), 'AlreadyDone')
    await expectError(bob, payOf(plan, index), 'AlreadyDone')
    await expectError(
      index === 0 ? bob : alice,
      { ...payOf(plan, index), kind: 'acknowledge' } as ContractCall,
      'AlreadyDone',
    )
  }
})

test('WrongValue: a planck more, a planck less, nothing, twice as much', async () => {
  const plan = await onePlan()
  for (const value of [0n, unit - 1n, unit + 1n, 2n * unit])
    await expectError(alice, payOf(plan, 0), 'WrongValue', value)
})

test('NothingToPay: a leg without planck can only be acknowledged', async () => {
  const plan = await onePlan(0n)
  await expectError(alice, payOf(plan, 0), 'NothingToPay', 0n)
  await expectError(alice, payOf(plan, 0), 'NothingToPay', unit)
  await succeed(stage, [plan.acknowledge(bob, 0)])
})

test('NotPayee: neither the payer nor a third member can say that the money came', async () => {
  const plan = await onePlan()
  for (const by of [alice, carol])
    await expectError(by, { ...payOf(plan, 0), kind: 'acknowledge' } as ContractCall, 'NotPayee')
})

test('TransferFailed: the payee does not take the money', async () => {
  const hostile = await deployHostile(stage)
  await succeed(stage, [hostile.prepare(carol, 'Revert')])
  const at = await createGroup(stage, [alice, bob], 2)
  const plan = await finalizePlan(stage, at, [alice, bob], [leg(0, alice.h160, hostile.address, unit)])
  await expectError(alice, payOf(plan, 0), 'TransferFailed')
})

test('every error that the contract has was provoked above', () => {
  expect([...provoked].sort((a, b) => (a < b ? -1 : 1))).toEqual(
    [...PLAIN_CONTRACT_ERRORS, 'StaleHead'].sort((a, b) => (a < b ? -1 : 1)),
  )
})
