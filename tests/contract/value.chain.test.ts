// Money where it does not belong, in amounts that no leg names, and call data that is not what it seems.

import { expect, test } from 'vitest'
import type { H160 } from '../../src/domain/index.ts'
import { deploySecond } from './stage/deploy-second.ts'
import { expectFailed, expectRefused } from './stage/expect-refused.ts'
import { freshHash } from './stage/fresh-hash.ts'
import { deployHostile } from './stage/hostile-contract.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import { createGroup, finalizePlan, leg, type OpenPlan, planOf, succeed, vote } from './stage/settled-group.ts'
import { callData, settlementCall } from './stage/settlement-call.ts'
import type { StageCall } from './stage/stage.ts'
import { viewGroup } from './stage/view-group.ts'

const unit = 10n ** 12n
const ratio = 10n ** 6n
const roomy = { refTime: 40_000_000_000n, proofSize: 1_000_000n }
const stage = await stageOfFile()
const [alice, bob] = stage.crowd
const hostile = await deployHostile(stage)

const onePlan = async (planck = unit, payee: H160 = bob.h160, contract?: H160): Promise<OpenPlan> =>
  finalizePlan(
    stage,
    await createGroup(stage, [alice, bob], 2, contract),
    [alice, bob],
    [leg(0, alice.h160, payee, planck)],
    contract === undefined ? {} : { contract },
  )

test('dust: a value that is not whole planck pays nothing, however near it is', async () => {
  const plan = await onePlan()
  for (const dust of [1n, ratio - 1n, -1n, 1n - ratio]) {
    const call = hostile.send(
      alice,
      { to: stage.contract, data: plan.pay(alice, 0).data, value: unit * ratio + dust },
      { planck: 2n * unit },
    )
    expect(await hostile.replies(stage, call)).toEqual([{ answered: '010b' }])
    const [receipt] = await succeed(stage, [{ ...call, weight: roomy }])
    expect(receipt?.events).toEqual([])
  }
  expect(await viewGroup(stage, plan.group)).toMatchObject({ done: 0 })
  await succeed(stage, [plan.pay(alice, 0)])
})

test('one planck is the smallest leg, and the largest is refused by the chain, not wrapped around by the contract', async () => {
  const small = await onePlan(1n)
  const before = await stage.balanceOf(bob.h160)
  await succeed(stage, [small.pay(alice, 0)])
  expect((await stage.balanceOf(bob.h160)).free - before.free).toBe(1n)
  const large = await onePlan(2n ** 128n - 1n)
  await expectRefused(stage, large.pay(alice, 0, 0n), { type: 'WrongValue' })
  // 2^128 planck less one are 2^128 x 10^6 units of value: beyond u128, well within the U256 that the contract multiplies in.
  await expectFailed(stage, large.pay(alice, 0), 'Revive.TransferFailed')
  const wide = await deploySecond(stage, { ratio: 2n ** 128n - 1n })
  const widest = await onePlan(2n ** 128n - 1n, bob.h160, wide)
  await expectRefused(stage, widest.pay(alice, 0, unit), { type: 'WrongValue' })
})

test('a contract whose ratio is wrong settles for a fraction: what clients compare before they pay', async () => {
  const cheap = await deploySecond(stage, { ratio: 1n })
  const plan = await onePlan(unit, bob.h160, cheap)
  const before = await stage.balanceOf(bob.h160)
  await expectRefused(stage, plan.pay(alice, 0), { type: 'WrongValue' })
  await succeed(stage, [plan.pay(alice, 0, unit / ratio)])
  expect((await stage.balanceOf(bob.h160)).free - before.free).toBe(unit / ratio)
})

test('a ratio of 0 would call a leg paid for nothing: it is the deployer who says the ratio', async () => {
  const free = await deploySecond(stage, { ratio: 0n })
  const plan = await onePlan(unit, bob.h160, free)
  const before = await stage.balanceOf(bob.h160)
  const [receipt] = await succeed(stage, [plan.pay(alice, 0, 0n)])
  expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Paid', 'Closed'])
  expect(await stage.balanceOf(bob.h160)).toEqual(before)
})

test('a payee who has no account yet: the payer also pays for its existence, as a deposit that the dry run shows', async () => {
  const nobody = 'ab'.repeat(20) as H160
  const plan = await onePlan(1n, nobody)
  expect((await stage.rehearse(plan.pay(alice, 0))).deposit).toBe(stage.prices.account)
  const before = await stage.balanceOf(alice.h160)
  const [receipt] = await succeed(stage, [plan.pay(alice, 0)])
  expect(await stage.balanceOf(nobody)).toEqual({ free: stage.prices.account + 1n, held: 0n })
  expect(before.free - (await stage.balanceOf(alice.h160)).free).toBe(1n + stage.prices.account + receipt!.fee)
})

test('no message but pay takes money: the call fails and the money stays', async () => {
  const plan = await onePlan()
  const { group, epoch, legs } = plan
  const calls: readonly StageCall[] = [
    settlementCall(alice, stage.contract, { kind: 'createGroup', salt: freshHash(), members: [alice.h160], quorum: 1 }),
    vote(alice, stage.contract, group, plan, planOf(group, 2n, []).proposal),
    plan.acknowledge(bob, 0),
    ...(['version', 'ratio', 'token'] as const).map((kind) => settlementCall(alice, stage.contract, { kind })),
    ...(['group', 'members', 'headOf'] as const).map((kind) => settlementCall(alice, stage.contract, { kind, group })),
    settlementCall(alice, stage.contract, { kind: 'member', group, account: alice.h160 }),
    settlementCall(alice, stage.contract, { kind: 'isDone', group, index: 0 }),
    settlementCall(alice, stage.contract, { kind: 'leaf', group, epoch, leg: legs[0]! }),
  ]
  for (const call of calls) {
    expect((await stage.rehearse(call)).result.kind).toBe('returned')
    await expectFailed(stage, { ...call, value: 1n }, 'Revive.ContractTrapped')
  }
})

test('call data that is no message is refused, with and without money; so is money alone', async () => {
  const create = callData({ kind: 'createGroup', salt: freshHash(), members: [alice.h160], quorum: 1 })
  const unknown = Uint8Array.of(0xde, 0xad, 0xbe, 0xef)
  for (const data of [new Uint8Array(), unknown, create.slice(0, 3), unknown.slice(0, 1)])
    for (const value of [0n, unit])
      await expectFailed(stage, { by: alice, to: stage.contract, data, value }, 'Revive.ContractReverted')
  expect((await stage.balanceOf(stage.contract)).free).toBe(stage.prices.account)
})

test('call data that is cut short reads as zeros: a truncated call is another call, and no truncated payment pays', async () => {
  const plan = await onePlan()
  const { data } = plan.pay(alice, 0)
  // The proof of the only leg is one zero byte, its length: without it the call is the same.
  expect(data.at(-1)).toBe(0)
  for (const length of [data.length - 2, data.length - 33, 40])
    await expectFailed(stage, { ...plan.pay(alice, 0), data: data.slice(0, length) }, 'Revive.ContractReverted')
  await succeed(stage, [{ ...plan.pay(alice, 0), data: data.slice(0, -1) }])
})

test('bytes behind a call are ignored, and a length beyond the call data is refused before anything is reserved for it', async () => {
  const plan = await onePlan()
  const { data } = plan.pay(alice, 0)
  const huge = Uint8Array.of(...data.slice(0, -1), 0xfe, 0xff, 0xff, 0xff)
  await expectFailed(stage, { ...plan.pay(alice, 0), data: huge }, 'Revive.ContractReverted')
  const long = Uint8Array.of(...data, ...new Uint8Array(100).fill(0xff))
  await succeed(stage, [{ ...plan.pay(alice, 0), data: long }])
})

test('the contract keeps its existential deposit and the deposits of groups, and not a planck more', async () => {
  const { free } = await stage.balanceOf(stage.contract)
  expect(free).toBe(stage.prices.account)
})
