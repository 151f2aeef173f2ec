// An instance whose legs are paid in a token, on the real runtime with tokens of pallet-assets behind their precompile.

import { expect, test } from 'vitest'
import type { H160 } from '../../src/domain/index.ts'
import type { Actor } from './stage/actor.ts'
import { deploySecond } from './stage/deploy-second.ts'
import { assetsCall } from './stage/assets-call.ts'
import { expectFailed, expectRefused } from './stage/expect-refused.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import { createGroup, finalizePlan, leg, type OpenPlan, succeed } from './stage/settled-group.ts'
import { settlementCall } from './stage/settlement-call.ts'
import type { Receipt, StageCall } from './stage/stage.ts'
import { accountKey, stateChanges } from './stage/state-changes.ts'
import { allowanceOf, approve, devToken, tokenAt, tokensOf, transfer } from './stage/token-calls.ts'
import { viewGroup } from './stage/view-group.ts'

/** 12.50 of the token. */
const due = 12_500_000n
const one = 1_000_000n
/** A hundredth, with which an account can live. */
const least = 10_000n
const failed = { type: 'TransferFailed' } as const
const stage = await stageOfFile()
const [alice, bob, carol, dave] = stage.crowd
const contract = await deploySecond(stage, { token: devToken })

/** Three legs, two from Alice and one from Bob. */
const openPlan = async (payee: H160 = bob.h160, amount = due, at: H160 = contract): Promise<OpenPlan> =>
  finalizePlan(
    stage,
    await createGroup(stage, [alice, bob], 2, at),
    [alice, bob],
    [leg(0, alice.h160, payee, amount), leg(1, alice.h160, payee, one), leg(2, bob.h160, alice.h160, one)],
    { contract: at },
  )
const tokens = (of: H160, token?: H160): Promise<bigint> => tokensOf(stage, of, token)
const allowed = (by: Actor, spender = contract): Promise<bigint> => allowanceOf(stage, by.h160, spender)

test('a leg is paid in the token: exactly its amount moves, the allowance is spent to zero, and the contract keeps nothing', async () => {
  const plan = await openPlan()
  const before = {
    alice: await tokens(alice.h160),
    bob: await tokens(bob.h160),
    held: await stage.balanceOf(alice.h160),
  }
  const [, receipt] = await succeed(stage, [approve(alice, contract, due), plan.pay(alice, 0, 0n)])
  const { payer, payee, planck, memo } = plan.legs[0]!
  expect(receipt?.events.map(({ event }) => event)).toMatchObject([
    { kind: 'Paid', group: plan.group, index: 0, payer, payee, planck, memo, by: alice.h160 },
  ])
  expect(await tokens(alice.h160)).toBe(before.alice - due)
  expect(await tokens(bob.h160)).toBe(before.bob + due)
  expect(await tokens(contract)).toBe(0n)
  expect(await allowed(alice)).toBe(0n)
  // The deposit for the allowance came back with its last unit.
  expect((await stage.balanceOf(alice.h160)).held).toBe(before.held.held)
  expect((await stage.balanceOf(contract)).free).toBe(stage.prices.account)
})

test('the last leg closes the epoch, whichever way each was settled', async () => {
  const plan = await openPlan()
  const receipts = await succeed(stage, [
    plan.acknowledge(bob, 0),
    approve(alice, contract, one),
    plan.pay(alice, 1, 0n),
    approve(bob, contract, one),
    plan.pay(bob, 2, 0n),
  ])
  expect(receipts.flatMap(({ events }) => events.map(({ event }) => event.kind))).toEqual([
    'Acknowledged',
    'Paid',
    'Paid',
    'Closed',
  ])
})

test("the chain's own money has no place in a payment in the token: it is refused, and comes back", async () => {
  const plan = await openPlan()
  await succeed(stage, [approve(alice, contract, due)])
  for (const value of [1n, due, due * 10n ** 6n, 10n ** 12n])
    await expectRefused(stage, plan.pay(alice, 0, value), { type: 'WrongValue' })
  expect(await allowed(alice)).toBe(due)
  await succeed(stage, [plan.pay(alice, 0, 0n)])
})

test('without an allowance, or with one unit too little, nothing moves; with exactly enough it does', async () => {
  const plan = await openPlan()
  await expectRefused(stage, plan.pay(alice, 0, 0n), failed)
  await succeed(stage, [approve(alice, contract, due - 1n)])
  await expectRefused(stage, plan.pay(alice, 0, 0n), failed)
  expect(await allowed(alice)).toBe(due - 1n)
  await succeed(stage, [approve(alice, contract, due), plan.pay(alice, 0, 0n)])
})

test('of a larger allowance exactly the leg is taken, and the rest can be taken back', async () => {
  const plan = await openPlan()
  await succeed(stage, [approve(alice, contract, due + 7n), plan.pay(alice, 0, 0n)])
  expect(await allowed(alice)).toBe(7n)
  await expectRefused(stage, plan.pay(alice, 1, 0n), failed)
  await succeed(stage, [approve(alice, contract, 0n)])
  expect(await allowed(alice)).toBe(0n)
})

test('one unit less of the token than the leg says moves nothing, whatever is allowed', async () => {
  const plan = await openPlan()
  const rest = (await tokens(dave.h160)) - due + 1n
  await succeed(stage, [transfer(dave, carol.h160, rest), approve(dave, contract, due)])
  await expectRefused(stage, plan.pay(dave, 0, 0n), failed)
  await succeed(stage, [transfer(carol, dave.h160, rest), plan.pay(dave, 0, 0n)])
})

test('somebody else pays for the payer, from their own allowance and out of their own tokens', async () => {
  const plan = await openPlan()
  const before = { alice: await tokens(alice.h160), carol: await tokens(carol.h160) }
  const [, receipt] = await succeed(stage, [approve(carol, contract, due), plan.pay(carol, 0, 0n)])
  expect(receipt?.events.map(({ event }) => event)).toMatchObject([{ payer: alice.h160, by: carol.h160 }])
  expect([await tokens(alice.h160), await tokens(carol.h160)]).toEqual([before.alice, before.carol - due])
})

test("nobody spends what another allowed the contract, even for that one's own leg", async () => {
  const plan = await openPlan()
  await succeed(stage, [approve(alice, contract, due)])
  for (const by of [bob, carol]) await expectRefused(stage, plan.pay(by, 0, 0n), failed)
  expect(await allowed(alice)).toBe(due)
  await succeed(stage, [approve(alice, contract, 0n)])
})

test('a payee who pays their own leg has what they had, and the leg is done', async () => {
  const plan = await openPlan()
  const before = await tokens(bob.h160)
  const [, receipt] = await succeed(stage, [approve(bob, contract, due), plan.pay(bob, 0, 0n)])
  expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Paid'])
  expect(await tokens(bob.h160)).toBe(before)
  expect(await allowed(bob)).toBe(0n)
})

test('a leg whose payer is its payee is paid like any other', async () => {
  const plan = await openPlan(alice.h160)
  const before = await tokens(alice.h160)
  await succeed(stage, [approve(alice, contract, due), plan.pay(alice, 0, 0n)])
  expect(await tokens(alice.h160)).toBe(before)
})

test('a leg is settled once: the second payment takes nothing from the allowance', async () => {
  const plan = await openPlan()
  await succeed(stage, [approve(alice, contract, 3n * due), plan.pay(alice, 0, 0n), plan.acknowledge(bob, 1)])
  for (const index of [0, 1]) {
    await expectRefused(stage, plan.pay(alice, index, 0n), { type: 'AlreadyDone' })
    await expectRefused(stage, plan.acknowledge(bob, index), { type: 'AlreadyDone' })
  }
  expect(await allowed(alice)).toBe(2n * due)
  await succeed(stage, [approve(alice, contract, 0n)])
})

test('only the payee says that the money came another way, and a leg of nothing can only be acknowledged', async () => {
  const plan = await openPlan(bob.h160, 0n)
  await succeed(stage, [approve(alice, contract, due)])
  await expectRefused(stage, plan.pay(alice, 0, 0n), { type: 'NothingToPay' })
  await expectRefused(stage, plan.acknowledge(alice, 0), { type: 'NotPayee' })
  await succeed(stage, [plan.acknowledge(bob, 0), approve(alice, contract, 0n)])
})

test("an instance for the chain's own money takes that and no token, however much of it is allowed", async () => {
  const plan = await openPlan(bob.h160, due, stage.contract)
  await succeed(stage, [approve(alice, stage.contract, due)])
  await expectRefused(stage, plan.pay(alice, 0, 0n), { type: 'WrongValue' })
  const before = [await tokens(alice.h160), (await stage.balanceOf(bob.h160)).free] as const
  await succeed(stage, [plan.pay(alice, 0, due)])
  expect([await tokens(alice.h160), (await stage.balanceOf(bob.h160)).free]).toEqual([before[0], before[1] + due])
  expect(await allowed(alice, stage.contract)).toBe(due)
  await succeed(stage, [approve(alice, stage.contract, 0n)])
})

/** What the one who issued the token can do to it, and how that is taken back. */
const frozen: readonly (readonly [
  string,
  () => readonly [string, ...unknown[]],
  () => readonly [string, ...unknown[]],
])[] = [
  [
    "the payer's account is frozen",
    () => ['freeze', 1984, alice.pair.address],
    () => ['thaw', 1984, alice.pair.address],
  ],
  ["the payee's account is blocked", () => ['block', 1984, bob.pair.address], () => ['thaw', 1984, bob.pair.address]],
  ['the whole token is frozen', () => ['freezeAsset', 1984], () => ['thawAsset', 1984]],
]
test.each(frozen)('%s: the leg stays open and can be acknowledged; thawed, it can be paid', async (_, freeze, thaw) => {
  const plan = await openPlan()
  await succeed(stage, [approve(alice, contract, due + one)])
  await assetsCall(stage, alice, ...freeze())
  for (const index of [0, 1]) await expectRefused(stage, plan.pay(alice, index, 0n), failed)
  await succeed(stage, [plan.acknowledge(bob, 1)])
  await assetsCall(stage, alice, ...thaw())
  await succeed(stage, [plan.pay(alice, 0, 0n), approve(alice, contract, 0n)])
  expect(await viewGroup(stage, plan.group, contract)).toMatchObject({ done: 0b011 })
})

test('a payee who is frozen, but not blocked, still receives', async () => {
  const plan = await openPlan()
  const before = await tokens(bob.h160)
  await assetsCall(stage, alice, 'freeze', 1984, bob.pair.address)
  await succeed(stage, [approve(alice, contract, due), plan.pay(alice, 0, 0n)])
  expect(await tokens(bob.h160)).toBe(before + due)
  await assetsCall(stage, alice, 'thaw', 1984, bob.pair.address)
})

test('approval and payment in one transaction: both or neither', async () => {
  const plan = await openPlan()
  const both = (allowance: bigint): Promise<Receipt> =>
    stage.batch([approve(alice, contract, allowance), plan.pay(alice, 0, 0n)])
  expect(await both(due - 1n)).toMatchObject({ failure: 'Revive.ContractReverted', events: [] })
  expect(await allowed(alice)).toBe(0n)
  expect(await both(due)).toMatchObject({ failure: null, events: [{ event: { kind: 'Paid' } }] })
  expect(await allowed(alice)).toBe(0n)
  expect(await viewGroup(stage, plan.group, contract)).toMatchObject({ done: 1 })
})

test('a payee without the token gets it from a hundredth up; below that nothing moves', async () => {
  const nobody = 'cd'.repeat(20) as H160
  const [below, enough] = [await openPlan(nobody, least - 1n), await openPlan(nobody, least)]
  await succeed(stage, [approve(alice, contract, least)])
  await expectRefused(stage, below.pay(alice, 0, 0n), failed)
  await succeed(stage, [enough.pay(alice, 0, 0n)])
  expect(await tokens(nobody)).toBe(least)
  // Who holds some of it receives any amount.
  await succeed(stage, [approve(alice, contract, least), below.pay(alice, 0, 0n)])
  expect(await tokens(nobody)).toBe(2n * least - 1n)
})

test("who lives by the token alone gets the chain's own money from its smallest balance up, and costs the payer no deposit", async () => {
  const thrifty = '0d'.repeat(20) as H160
  await succeed(stage, [transfer(alice, thrifty, least)])
  const { account } = stage.prices
  const [below, enough] = [
    await openPlan(thrifty, account - 1n, stage.contract),
    await openPlan(thrifty, account, stage.contract),
  ]
  await expectRefused(stage, below.pay(alice, 0), failed)
  expect((await stage.rehearse(enough.pay(alice, 0))).deposit).toBe(0n)
  await succeed(stage, [enough.pay(alice, 0)])
  expect((await stage.balanceOf(thrifty)).free).toBe(account)
})

test('what would be left of the payer and is too little to live with goes to the payee on top of the leg', async () => {
  const plan = await openPlan()
  const rest = (await tokens(dave.h160)) - due - (least - 1n)
  await succeed(stage, [transfer(dave, carol.h160, rest), approve(dave, contract, due)])
  const before = await tokens(bob.h160)
  const [receipt] = await succeed(stage, [plan.pay(dave, 0, 0n)])
  expect(receipt?.events.map(({ event }) => event)).toMatchObject([{ kind: 'Paid', planck: due }])
  expect(await tokens(dave.h160)).toBe(0n)
  expect(await tokens(bob.h160)).toBe(before + due + least - 1n)
  await succeed(stage, [transfer(carol, dave.h160, rest)])
})

test('the largest and the smallest amount: all that a token can have, and one unit of it', async () => {
  const all = 2n ** 128n - 1n
  await assetsCall(stage, alice, 'create', 7, alice.pair.address, 1)
  await assetsCall(stage, alice, 'mint', 7, alice.pair.address, all)
  const [token, at] = [tokenAt(7), await deploySecond(stage, { token: tokenAt(7) })]
  const [large, small] = [await openPlan(bob.h160, all, at), await openPlan(carol.h160, 1n, at)]
  await succeed(stage, [approve(alice, at, all - 1n, token)])
  await expectRefused(stage, large.pay(alice, 0, 0n), failed)
  await succeed(stage, [approve(alice, at, all, token), large.pay(alice, 0, 0n)])
  expect([await tokens(alice.h160, token), await tokens(bob.h160, token)]).toEqual([0n, all])
  await succeed(stage, [approve(bob, at, 1n, token), small.pay(bob, 0, 0n)])
  expect([await tokens(carol.h160, token), await tokens(bob.h160, token)]).toEqual([1n, all - 1n])
})

test('a token that keeps nobody alive cannot be paid to somebody without an account', async () => {
  await assetsCall(stage, alice, 'create', 8, alice.pair.address, 1)
  await assetsCall(stage, alice, 'mint', 8, alice.pair.address, due)
  const at = await deploySecond(stage, { token: tokenAt(8) })
  const plan = await openPlan('ef'.repeat(20) as H160, due, at)
  await succeed(stage, [approve(alice, at, due, tokenAt(8))])
  await expectRefused(stage, plan.pay(alice, 0, 0n), failed)
})

test('the contract itself as payee takes the token and never gives it back: nobody may agree to such a leg', async () => {
  const plan = await openPlan(contract)
  await succeed(stage, [approve(alice, contract, due), plan.pay(alice, 0, 0n)])
  expect(await tokens(contract)).toBe(due)
})

/** Addresses that are no token: they answer nothing, something else, or not at all. */
const noTokens: readonly (readonly [string, () => H160])[] = [
  ['nobody', () => 'ab'.repeat(20) as H160],
  ['the zero address', () => '00'.repeat(20) as H160],
  ['a person', () => carol.h160],
  ['a contract that has no such message', () => stage.contract],
  ['a token that does not exist', () => tokenAt(4242)],
  ['the precompile that answers 32 bytes of a hash', () => '2'.padStart(40, '0') as H160],
  ['the precompile that answers what it was asked', () => '4'.padStart(40, '0') as H160],
]
test.each(noTokens)('%s as a token: no payment counts, and legs can be acknowledged', async (_, token) => {
  const at = await deploySecond(stage, { token: token() })
  const plan = await openPlan(bob.h160, due, at)
  await expectRefused(stage, plan.pay(alice, 0, 0n), failed)
  await succeed(stage, [plan.acknowledge(bob, 0)])
})

test('a payment out of gas or proof anywhere on its way changes nothing, in the contract or in the token', async () => {
  const plan = await openPlan()
  await succeed(stage, [approve(alice, contract, due)])
  const call = plan.pay(alice, 0, 0n)
  const { weight, deposit } = await stage.rehearse(call)
  expect(deposit).toBe(0n)
  const own = await accountKey(stage.chain.chain, alice.pair.publicKey)
  for (let sixteenths = 0n; sixteenths < 16n; sixteenths++)
    for (const kind of ['refTime', 'proofSize'] as const) {
      const less = { ...weight, [kind]: (weight[kind] * sixteenths) / 16n }
      const [receipt] = await stage.block([{ ...call, weight: less }])
      // The contract sees a token that failed when that is where the gas ends.
      expect(['Revive.OutOfGas', 'Revive.ContractReverted']).toContain(receipt?.failure)
      expect(receipt?.events).toEqual([])
      expect(await stateChanges(stage.chain.chain)).toEqual([own])
    }
  await succeed(stage, [{ ...call, weight, depositLimit: 0n }])
})

test('token() tells, and no message but pay takes money here either', async () => {
  const plan = await openPlan()
  const at = (call: Parameters<typeof settlementCall>[2]): StageCall => settlementCall(alice, contract, call)
  const token = await stage.rehearse(at({ kind: 'token' }))
  expect(token.result).toMatchObject({ kind: 'returned', isReverted: false })
  expect(Buffer.from((token.result as { readonly data: Uint8Array }).data).toString('hex')).toBe(`0001${devToken}`)
  for (const call of [at({ kind: 'version' }), at({ kind: 'ratio' }), at({ kind: 'token' }), plan.acknowledge(bob, 0)])
    await expectFailed(stage, { ...call, value: 1n }, 'Revive.ContractTrapped')
  expect((await stage.balanceOf(contract)).free).toBe(stage.prices.account)
})
