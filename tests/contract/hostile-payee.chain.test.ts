// A leg whose payee is a contract that means harm. Whatever it does, either the leg is paid exactly once, or nothing happened but
// the payer's fee.

import { expect, test } from 'vitest'
import type { H160 } from '../../src/domain/index.ts'
import { expectFailed, expectRefused } from './stage/expect-refused.ts'
import { type Behaviour, deployHostile, type HostileContract } from './stage/hostile-contract.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import { callData, settlementCall } from './stage/settlement-call.ts'
import {
  createGroup,
  finalizePlan,
  headAfter,
  leg,
  type OpenPlan,
  planOf,
  succeed,
  vote,
} from './stage/settled-group.ts'

const unit = 10n ** 12n
/** What a contract sees of one planck. */
const ratio = 10n ** 6n
/** Room for calls of several contracts. */
const roomy = { refTime: 40_000_000_000n, proofSize: 1_000_000n }
const stage = await stageOfFile()
const [alice, bob, carol] = stage.crowd
const hostile = await deployHostile(stage)

/** Three legs from Bob to the hostile contract. */
const openPlan = async (payee: H160 = hostile.address): Promise<OpenPlan> =>
  finalizePlan(
    stage,
    await createGroup(stage, [alice, bob], 2),
    [alice, bob],
    [0, 1, 2].map((index) => leg(index, bob.h160, payee, unit)),
  )
const behave = (...args: Parameters<HostileContract['prepare']> extends [unknown, ...infer Rest] ? Rest : never) =>
  succeed(stage, [hostile.prepare(carol, ...args)])
const balances = async (): Promise<readonly bigint[]> =>
  Promise.all([hostile.address, stage.contract].map(async (of) => (await stage.balanceOf(of)).free))

test('a payee that accepts gets exactly the planck of the leg, and the contract keeps nothing', async () => {
  const plan = await openPlan()
  await behave('Accept')
  const [payee = 0n, contract = 0n] = await balances()
  const [receipt] = await succeed(stage, [plan.pay(bob, 0)])
  expect(await balances()).toEqual([payee + unit, contract])
  expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Paid'])
})

test.each<Behaviour>(['Revert', 'Trap'])(
  '%s: the payer keeps the money, the leg stays open and can be acknowledged',
  async (how) => {
    const plan = await openPlan()
    await behave(how)
    await expectRefused(stage, plan.pay(bob, 0), { type: 'TransferFailed' })
    // The money can still come another way: the payee says so through a call of its own.
    const { data } = plan.acknowledge(bob, 0)
    const [receipt] = await succeed(stage, [hostile.send(carol, { to: stage.contract, data })])
    expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Acknowledged'])
  },
)

/** Everything that could be tried while the payment is under way: the same leg, another leg with the money just received, ... */
const reentries: readonly (readonly [
  string,
  (plan: OpenPlan) => { readonly data: Uint8Array; readonly value?: bigint },
])[] = [
  ['pays the same leg again', (plan) => ({ data: plan.pay(bob, 0).data, value: unit * ratio })],
  ['pays another leg with the money just received', (plan) => ({ data: plan.pay(bob, 1).data, value: unit * ratio })],
  ['acknowledges the same leg', (plan) => ({ data: plan.acknowledge(bob, 0).data })],
  ['acknowledges another leg', (plan) => ({ data: plan.acknowledge(bob, 1).data })],
  ['only looks at the head', ({ group }) => ({ data: callData({ kind: 'headOf', group }) })],
  [
    'votes',
    ({ group, seq, head, legs }) => ({
      data: vote(bob, stage.contract, group, { seq, head }, planOf(group, 2n, legs).proposal).data,
    }),
  ],
]
test.each(reentries)(
  're-entering: a payee that %s is stopped by the chain, and its payment with it',
  async (_, toCall) => {
    for (const how of ['CallBack', 'CallBackOrRevert'] as const) {
      const plan = await openPlan()
      await behave(how, { to: stage.contract, ...toCall(plan) })
      await expectRefused(stage, plan.pay(bob, 0), { type: 'TransferFailed' })
      expect(await hostile.reply(stage)).toBe('nothing')
      await behave('Accept')
      await succeed(stage, [plan.pay(bob, 0), plan.pay(bob, 1)])
    }
  },
)

test('a payee that pays another group behind the back of this one changes nothing here', async () => {
  const other = await openPlan(alice.h160)
  const plan = await openPlan()
  // Through a second contract of the same code: the chain lets that happen, since nothing is entered twice.
  const second = await deployHostile(stage)
  await behave('CallBack', { to: second.address, data: second.prepare(carol, 'Accept').data })
  const [receipt] = await succeed(stage, [{ ...plan.pay(bob, 0), weight: roomy }])
  expect(receipt?.events).toHaveLength(1)
  expect(await hostile.reply(stage)).toMatchObject({ answered: expect.any(String) as string })
  await succeed(stage, [other.pay(bob, 0)])
})

test('a payee that calls a third contract which re-enters is stopped like one that does it itself', async () => {
  const plan = await openPlan()
  const second = await deployHostile(stage)
  const inner = second.send(carol, { to: stage.contract, data: plan.acknowledge(bob, 1).data })
  await behave('CallBack', { to: second.address, data: inner.data })
  const [receipt] = await succeed(stage, [{ ...plan.pay(bob, 0), weight: roomy }])
  // The third contract's call failed; the payee swallowed that, and was paid for its own leg alone.
  expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Paid'])
  await succeed(stage, [plan.pay(bob, 1)])
})

test('the settlement contract itself as payee: it cannot be entered twice either, and nothing moves', async () => {
  const plan = await openPlan(stage.contract)
  expect((await stage.rehearse(plan.pay(bob, 0))).result).toEqual({
    kind: 'refused',
    reason: 'Revive.ReentranceDenied',
  })
  await expectFailed(stage, plan.pay(bob, 0), 'Revive.ReentranceDenied')
})

test('a payee that burns all gas: the dry run says so, the payer loses the fee of the limits they signed and no more', async () => {
  const plan = await openPlan()
  await behave('BurnGas')
  expect((await stage.rehearse(plan.pay(bob, 0))).result).toEqual({ kind: 'refused', reason: 'Revive.OutOfGas' })
  await expectFailed(stage, plan.pay(bob, 0), 'Revive.OutOfGas')
})

test('a payee that stores at the cost of the payer gets no further than the deposit limit that was signed', async () => {
  const plan = await openPlan()
  await behave('FillStorage')
  const { deposit, weight } = await stage.rehearse(plan.pay(bob, 0))
  expect(deposit).toBeGreaterThan(8n * 400n * stage.prices.byte)
  const greedy = { ...plan.pay(bob, 0), weight: { refTime: 2n * weight.refTime, proofSize: 2n * weight.proofSize } }
  for (const depositLimit of [0n, deposit - 1n])
    await expectFailed(stage, { ...greedy, depositLimit }, 'Revive.ContractReverted')
  // Whoever signs the larger limit pays it: it is shown before signing.
  const before = await stage.balanceOf(bob.h160)
  const [receipt] = await succeed(stage, [{ ...greedy, depositLimit: deposit }])
  const after = await stage.balanceOf(bob.h160)
  expect(before.free - after.free).toBe(unit + deposit + receipt!.fee)
})

test('a payee that answers with 16,000 bytes is paid like any other', async () => {
  const plan = await openPlan()
  await behave('LongAnswer')
  const [receipt] = await succeed(stage, [plan.pay(bob, 0)])
  expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Paid'])
})

test('a hostile contract that pays: the same leg twice in one extrinsic counts once, and the second value comes back', async () => {
  const plan = await openPlan(alice.h160)
  const before = await stage.balanceOf(alice.h160)
  const call = hostile.send(
    carol,
    { to: stage.contract, data: plan.pay(bob, 0).data, value: unit * ratio },
    { times: 3, planck: 3n * unit },
  )
  expect(await hostile.replies(stage, call)).toEqual([{ answered: '00' }, { answered: '010a' }, { answered: '010a' }])
  const [receipt] = await succeed(stage, [{ ...call, weight: roomy }])
  expect(receipt?.events.map(({ event }) => event)).toMatchObject([{ kind: 'Paid', index: 0, by: hostile.address }])
  expect((await stage.balanceOf(alice.h160)).free - before.free).toBe(unit)
})

test('a contract can be a member and vote, once for itself', async () => {
  const at = await createGroup(stage, [alice, bob], 2)
  const roster = { kind: 'Roster', members: [alice.h160, hostile.address], quorum: 2 } as const
  const changed = headAfter(
    await succeed(
      stage,
      [alice, bob].map((by) => vote(by, stage.contract, at.group, at, roster)),
    ),
  )
  const { proposal } = planOf(at.group, 1n, [])
  const { data } = vote(carol, stage.contract, at.group, changed, proposal)
  const twoVotes = hostile.send(carol, { to: stage.contract, data }, { times: 2 })
  const [twice] = await succeed(stage, [{ ...twoVotes, weight: roomy }])
  expect(twice?.events.map(({ event }) => event.kind)).toEqual(['Attested', 'Attested'])
  const [last] = await succeed(stage, [
    settlementCall(alice, stage.contract, {
      kind: 'attest',
      group: at.group,
      ...changed,
      proposal,
    }),
  ])
  expect(last?.events.map(({ event }) => event.kind)).toEqual(['Attested', 'Finalized', 'Closed'])
})
