// An instance whose token is a contract that means harm. A leg counts as paid when the token's call succeeds and answers exactly
// `true`; after anything else nothing happened but the caller's fee.

import { hexToU8a } from '@polkadot/util'
import { expect, test } from 'vitest'
import { deploySecond } from './stage/deploy-second.ts'
import { expectFailed, expectRefused } from './stage/expect-refused.ts'
import { type Behaviour, deployHostile, type HostileContract } from './stage/hostile-contract.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import { createGroup, finalizePlan, leg, type OpenPlan, planOf, succeed, vote } from './stage/settled-group.ts'
import { callData } from './stage/settlement-call.ts'
import { viewGroup } from './stage/view-group.ts'

const amount = 1_000_000n
const yes = hexToU8a(`0x${'1'.padStart(64, '0')}`)
/** Room for calls of several contracts. */
const roomy = { refTime: 40_000_000_000n, proofSize: 1_000_000n }
const stage = await stageOfFile()
const [alice, bob, carol] = stage.crowd
const token = await deployHostile(stage)
const contract = await deploySecond(stage, { token: token.address })

/** Two legs from Alice to Bob. */
const openPlan = async (): Promise<OpenPlan> =>
  finalizePlan(
    stage,
    await createGroup(stage, [alice, bob], 2, contract),
    [alice, bob],
    [0, 1].map((index) => leg(index, alice.h160, bob.h160, amount)),
    { contract },
  )
const behave = (
  how: Behaviour,
  answer: Uint8Array,
  {
    reverts = false,
    call,
  }: { readonly reverts?: boolean; readonly call?: Parameters<HostileContract['prepare']>[2] } = {},
) => succeed(stage, [token.prepare(carol, how, call), token.prepareToken(carol, answer, reverts)])

test('a token that answers true is believed, whatever it did: that it is the right token is what clients find out', async () => {
  const plan = await openPlan()
  await behave('Accept', yes)
  const [receipt] = await succeed(stage, [plan.pay(alice, 0, 0n)])
  expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Paid'])
})

const bytes = (...list: readonly number[]): Uint8Array => Uint8Array.from(list)
/** Everything that is not exactly the 32 bytes of `true`. */
const otherAnswers: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', bytes()],
  ['false', new Uint8Array(32)],
  ['2', hexToU8a(`0x${'2'.padStart(64, '0')}`)],
  ['a true with a bit too many in front', hexToU8a(`0x01${'1'.padStart(62, '0')}`)],
  ['a true with the largest number in front', hexToU8a(`0x${'f'.repeat(63)}1`)],
  ['true in the other order of bytes', yes.toReversed()],
  ['one byte', bytes(1)],
  ['31 bytes', yes.slice(1)],
  ['33 bytes, a zero behind', bytes(...yes, 0)],
  ['33 bytes, a zero in front', bytes(0, ...yes)],
  ['true twice', bytes(...yes, ...yes)],
  ['a success as an ink! contract answers it', bytes(0, 1)],
]
test.each(otherAnswers)('a token that answers %s is not believed', async (_, answer) => {
  const plan = await openPlan()
  await behave('Accept', answer)
  await expectRefused(stage, plan.pay(alice, 0, 0n), { type: 'TransferFailed' })
})

test('a token that answers true and reverts is not believed: nothing that it did is left', async () => {
  const plan = await openPlan()
  for (const answer of [yes, bytes(), new Uint8Array(32)]) {
    await behave('Accept', answer, { reverts: true })
    await expectRefused(stage, plan.pay(alice, 0, 0n), { type: 'TransferFailed' })
  }
})

test.each<Behaviour>(['Revert', 'Trap', 'LongAnswer'])(
  '%s: nothing moves, and the leg can be acknowledged',
  async (how) => {
    const plan = await openPlan()
    await behave(how, yes)
    await expectRefused(stage, plan.pay(alice, 0, 0n), { type: 'TransferFailed' })
    const [receipt] = await succeed(stage, [plan.acknowledge(bob, 0)])
    expect(receipt?.events.map(({ event }) => event.kind)).toEqual(['Acknowledged'])
  },
)

/** Everything that could be tried while the token is being asked. */
const reentries: readonly (readonly [string, (plan: OpenPlan) => Uint8Array])[] = [
  ['pays the same leg', (plan) => plan.pay(alice, 0).data],
  ['pays another leg', (plan) => plan.pay(alice, 1).data],
  ['acknowledges the same leg', (plan) => plan.acknowledge(bob, 0).data],
  [
    'votes',
    ({ group, seq, head, legs }) => vote(bob, contract, group, { seq, head }, planOf(group, 2n, legs).proposal).data,
  ],
  [
    'creates a group',
    () => callData({ kind: 'createGroup', salt: `${'00'.repeat(31)}07` as never, members: [token.address], quorum: 1 }),
  ],
  ['only looks at the head', ({ group }) => callData({ kind: 'headOf', group })],
]
test.each(reentries)(
  're-entering: a token that %s is stopped by the chain, and the payment with it',
  async (_, toData) => {
    for (const how of ['CallBack', 'CallBackOrRevert'] as const) {
      const plan = await openPlan()
      await behave(how, yes, { call: { to: contract, data: toData(plan) } })
      await expectRefused(stage, plan.pay(alice, 0, 0n), { type: 'TransferFailed' })
      expect(await viewGroup(stage, plan.group, contract)).toMatchObject({ seq: Number(plan.seq), done: 0 })
    }
  },
)

test('a token that re-enters through a third contract swallows the failure: its own leg counts, and no other', async () => {
  const plan = await openPlan()
  const third = await deployHostile(stage)
  const inner = third.send(carol, { to: contract, data: plan.pay(alice, 1).data })
  await behave('CallBack', yes, { call: { to: third.address, data: inner.data } })
  const [receipt] = await succeed(stage, [{ ...plan.pay(alice, 0, 0n), weight: roomy }])
  expect(receipt?.events.map(({ event }) => event)).toMatchObject([{ kind: 'Paid', index: 0 }])
  expect(await viewGroup(stage, plan.group, contract)).toMatchObject({ done: 1 })
})

test('a token that pays a leg of another instance meanwhile changes nothing in this one', async () => {
  const twin = await deploySecond(stage, { token: token.address })
  const plan = await openPlan()
  const other = await finalizePlan(
    stage,
    await createGroup(stage, [alice, bob], 2, twin),
    [alice, bob],
    [leg(0, alice.h160, bob.h160, amount)],
    { contract: twin },
  )
  // The twin asks the same token, which the chain does not enter twice.
  await behave('CallBack', yes, { call: { to: twin, data: other.pay(alice, 0).data } })
  const [receipt] = await succeed(stage, [{ ...plan.pay(alice, 0, 0n), weight: roomy }])
  expect(receipt?.events.map(({ event }) => event)).toMatchObject([{ kind: 'Paid', group: plan.group }])
  expect(await viewGroup(stage, other.group, twin)).toMatchObject({ done: 0 })
})

test('a token that burns all gas costs the caller the fee of the signed limits, and nothing moves', async () => {
  const plan = await openPlan()
  await behave('BurnGas', yes)
  expect((await stage.rehearse(plan.pay(alice, 0, 0n))).result).toEqual({ kind: 'refused', reason: 'Revive.OutOfGas' })
  await expectFailed(stage, plan.pay(alice, 0, 0n), 'Revive.OutOfGas')
})

test('a token that stores at the cost of the caller gets no further than the deposit limit that was signed', async () => {
  const plan = await openPlan()
  await behave('FillStorage', yes)
  const { deposit, weight } = await stage.rehearse(plan.pay(alice, 0, 0n))
  expect(deposit).toBeGreaterThan(8n * 400n * stage.prices.byte)
  const greedy = {
    ...plan.pay(alice, 0, 0n),
    weight: { refTime: 2n * weight.refTime, proofSize: 2n * weight.proofSize },
  }
  for (const depositLimit of [0n, deposit - 1n])
    await expectFailed(stage, { ...greedy, depositLimit }, 'Revive.ContractReverted')
  await succeed(stage, [{ ...greedy, depositLimit: deposit }])
})
