// The largest group with the largest plan, and calls that run out of what they may take before they are through.

import { expect, test } from 'vitest'
import { type Hash32, verifyLegProof } from '../../src/domain/index.ts'
import { expectFailed } from './stage/expect-refused.ts'
import { freshHash } from './stage/fresh-hash.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import { addressesOf, createGroup, finalizePlan, headAfter, leg, planOf, succeed, vote } from './stage/settled-group.ts'
import { settlementCall } from './stage/settlement-call.ts'
import type { Receipt, StageCall } from './stage/stage.ts'
import { viewGroup } from './stage/view-group.ts'

const unit = 10n ** 12n
const stage = await stageOfFile(33)
const [alice, bob] = stage.crowd
const everybody = stage.crowd.slice(0, 32)

/** A block holds fifty calls with generous limits. */
const inBlocks = async (calls: readonly StageCall[]): Promise<void> => {
  for (let at = 0; at < calls.length; at += 40) await succeed(stage, calls.slice(at, at + 40))
}

test('32 members, 17 votes, 63 legs: every leg is paid or acknowledged in any order, and the last one closes', async () => {
  const at = await createGroup(stage, everybody, 17)
  const legs = Array.from({ length: 63 }, (_, index) => {
    const [payer, payee] = [everybody[index % 32]!, everybody[(index * 7 + 1) % 32]!]
    return leg(index, payer.h160, payee.h160, BigInt(index + 1) * 1000n)
  })
  // The last slots vote: their bits and their pages are the highest.
  const plan = await finalizePlan(stage, at, everybody.slice(15), legs)
  const finalized = await viewGroup(stage, at.group)
  expect(finalized).toMatchObject({
    epoch: 1,
    seq: 1,
    head: `0x${plan.head}`,
    members: 32,
    quorum: 17,
    legs: 63,
    done: 0,
  })
  expect(plan.proofs.map((proof) => proof.length)).toEqual(legs.map((_, i) => (i === 62 ? 5 : 6)))
  const root = finalized!.planRoot.slice(2) as Hash32
  expect(plan.proofs.every((proof, i) => verifyLegProof(root, 63, i, plan.leaves[i]!, proof))).toBe(true)

  const owners = new Map(everybody.map((actor) => [actor.h160, actor]))
  const before = await Promise.all(everybody.map(({ h160 }) => stage.balanceOf(h160)))
  const order = legs.map((_, i) => (i * 29) % 63)
  const receipts: Receipt[] = []
  for (let from = 0; from < 63; from += 21)
    receipts.push(
      ...(await succeed(
        stage,
        order.slice(from, from + 21).map((index) => {
          const { payer, payee } = legs[index]!
          return index % 3 === 2 ? plan.acknowledge(owners.get(payee)!, index) : plan.pay(owners.get(payer)!, index)
        }),
      )),
    )
  const events = receipts.flatMap(({ events: emitted }) => emitted.map(({ event }) => event))
  expect(events.map(({ kind }) => kind)).toEqual([
    ...order.map((i) => (i % 3 === 2 ? 'Acknowledged' : 'Paid')),
    'Closed',
  ])
  expect(await viewGroup(stage, at.group)).toMatchObject({
    seq: 65,
    head: `0x${headAfter(receipts).head}`,
    done: allDone,
  })
  // Every balance moved by what was paid and received, and by the fees of the own calls.
  const after = await Promise.all(everybody.map(({ h160 }) => stage.balanceOf(h160)))
  const moved = everybody.map(({ h160 }) => {
    const paid = legs.filter(({ index, payer }) => payer === h160 && index % 3 !== 2)
    const received = legs.filter(({ index, payee }) => payee === h160 && index % 3 !== 2)
    const fees = order.flatMap((index, i) => {
      const { payer, payee } = legs[index]!
      return (index % 3 === 2 ? payee : payer) === h160 ? [receipts[i]!.fee] : []
    })
    return sum(received.map(({ planck }) => planck)) - sum(paid.map(({ planck }) => planck)) - sum(fees)
  })
  expect(after.map(({ free }, i) => free - before[i]!.free)).toEqual(moved)
})

test('32 different votes at once finalize nothing, and 16 equal ones neither', async () => {
  const at = await createGroup(stage, everybody, 17)
  await inBlocks(everybody.map((by) => vote(by, stage.contract, at.group, at, planOf(at.group, 1n, []).proposal)))
  const { proposal } = planOf(at.group, 1n, [])
  await inBlocks(everybody.slice(0, 16).map((by) => vote(by, stage.contract, at.group, at, proposal)))
  expect(await viewGroup(stage, at.group)).toMatchObject({ seq: 0, epoch: 0 })
  const [last] = await succeed(stage, [vote(everybody[16]!, stage.contract, at.group, at, proposal)])
  expect(last?.events.map(({ event }) => event)).toMatchObject([
    { kind: 'Attested' },
    { kind: 'Finalized', voters: 0x1_ffff },
    { kind: 'Closed' },
  ])
})

test('the largest roster is replaced by another one of 32 in one vote of the old one', async () => {
  const at = await createGroup(stage, everybody, 32)
  const members = addressesOf(stage.crowd.slice(1, 33))
  const calls = everybody.map((by) => vote(by, stage.contract, at.group, at, { kind: 'Roster', members, quorum: 17 }))
  await inBlocks(calls.slice(0, 31))
  const [last] = await succeed(stage, calls.slice(31))
  expect(last?.events[1]?.event).toMatchObject({ kind: 'RosterChanged', members, quorum: 17, voters: 0xffff_ffff })
  expect(await viewGroup(stage, at.group)).toMatchObject({ members: 32, quorum: 17, seq: 1 })
})

/** One call of each kind that writes, each on a group of its own of ten: one page of slots. */
const writers: readonly (readonly [string, () => Promise<StageCall>])[] = [
  [
    'create_group',
    async () =>
      settlementCall(alice, stage.contract, {
        kind: 'createGroup',
        salt: freshHash(),
        members: addressesOf(everybody),
        quorum: 17,
      }),
  ],
  [
    'the vote that finalizes',
    async () => {
      const at = await createGroup(stage, [alice], 1)
      return vote(
        alice,
        stage.contract,
        at.group,
        at,
        planOf(at.group, 1n, [leg(0, alice.h160, bob.h160, unit)]).proposal,
      )
    },
  ],
  [
    'the vote that finalizes and closes',
    async () => {
      const at = await createGroup(stage, [alice], 1)
      return vote(alice, stage.contract, at.group, at, planOf(at.group, 1n, []).proposal)
    },
  ],
  [
    'the vote that changes the roster',
    async () => {
      const at = await createGroup(stage, [alice], 1)
      return vote(alice, stage.contract, at.group, at, { kind: 'Roster', members: addressesOf(everybody), quorum: 17 })
    },
  ],
  [
    'pay',
    async () => {
      const at = await createGroup(stage, [alice], 1)
      return (await finalizePlan(stage, at, [alice], [leg(0, alice.h160, bob.h160, unit)])).pay(alice, 0)
    },
  ],
  [
    'acknowledge',
    async () => {
      const at = await createGroup(stage, [alice], 1)
      return (await finalizePlan(stage, at, [alice], [leg(0, bob.h160, alice.h160, unit)])).acknowledge(alice, 0)
    },
  ],
]

test.each(writers)('%s, out of gas or proof anywhere on its way, changes nothing', async (_, prepare) => {
  const call = await prepare()
  const { weight, deposit } = await stage.rehearse(call)
  for (let eighths = 0n; eighths < 8n; eighths++) {
    const less = (of: bigint): bigint => (of * eighths) / 8n
    await expectFailed(stage, { ...call, weight: { ...weight, refTime: less(weight.refTime) } }, 'Revive.OutOfGas')
    await expectFailed(stage, { ...call, weight: { ...weight, proofSize: less(weight.proofSize) } }, 'Revive.OutOfGas')
  }
  if (deposit > 0n)
    for (const depositLimit of [0n, deposit / 2n, deposit - 1n])
      await expectFailed(stage, { ...call, weight, depositLimit }, 'Revive.StorageDepositLimitExhausted')
  const [receipt] = await succeed(stage, [{ ...call, weight, depositLimit: deposit }])
  expect(receipt?.events.length).toBeGreaterThan(0)
})

const allDone = '0x7fffffffffffffff'
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
