// Votes that change their mind, and what happens when a settlement, a roster and payments are under way at once: calls in one
// block, in an order that no caller chose.

import { expect, test } from 'vitest'
import type { Hash32, Proposal } from '../../src/domain/index.ts'
import type { Actor } from './stage/actor.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import {
  addressesOf,
  createGroup,
  finalizePlan,
  type Head,
  headAfter,
  leg,
  planOf,
  succeed,
  vote,
} from './stage/settled-group.ts'
import type { Receipt, StageCall } from './stage/stage.ts'
import { askView, viewGroup } from './stage/view-group.ts'

const unit = 10n ** 12n
const stage = await stageOfFile()
const [alice, bob, carol, dave] = stage.crowd

const cast = (by: Actor, at: Head & { readonly group: Hash32 }, proposal: Proposal): StageCall =>
  vote(by, stage.contract, at.group, at, proposal)
const kinds = (receipts: readonly Receipt[]): readonly string[] =>
  receipts.flatMap(({ failure, events }) => failure ?? events.map(({ event }) => event.kind))
const rosterOf = (members: readonly Actor[], quorum: number): Proposal => ({
  kind: 'Roster',
  members: addressesOf(members),
  quorum,
})

test('flapping: only the last vote of each member counts, however often they change their mind', async () => {
  const at = await createGroup(stage, [alice, bob, carol], 2)
  const [first, second] = [planOf(at.group, 1n, []).proposal, planOf(at.group, 1n, []).proposal]
  const flaps = [first, second, first, second, first].map((proposal) => cast(alice, at, proposal))
  expect(kinds(await stage.block(flaps))).toEqual(flaps.map(() => 'Attested'))
  expect(await viewGroup(stage, at.group)).toMatchObject({ seq: 0, epoch: 0 })
  // Alice stands with the first now: Bob's vote for the second is alone.
  expect(kinds(await stage.block([cast(bob, at, second)]))).toEqual(['Attested'])
  // She goes over to the second, and back before Bob follows her: nobody ever had two votes at once.
  const chase = [cast(alice, at, first), cast(bob, at, first)]
  const receipts = await stage.block(chase)
  expect(kinds(receipts)).toEqual(['Attested', 'Attested', 'Finalized', 'Closed'])
  expect(receipts[1]?.events[1]?.event).toMatchObject({ voters: 0b011, checkpoint: checkpointOf(first) })
})

test('the same vote again changes nothing: one member is one vote', async () => {
  const at = await createGroup(stage, [alice, bob, carol], 2)
  const { proposal } = planOf(at.group, 1n, [])
  expect(kinds(await stage.block([1, 2, 3].map(() => cast(alice, at, proposal))))).toEqual([
    'Attested',
    'Attested',
    'Attested',
  ])
  expect(await viewGroup(stage, at.group)).toMatchObject({ seq: 0 })
})

test('a member who leaves and comes back starts without a vote', async () => {
  const at = await createGroup(stage, [alice, bob, carol], 2)
  await succeed(stage, [cast(carol, at, planOf(at.group, 1n, []).proposal)])
  const without = rosterOf([alice, bob], 2)
  const gone = headAfter(
    await succeed(
      stage,
      [alice, bob].map((by) => cast(by, at, without)),
    ),
  )
  expect(await askView(stage, { kind: 'member', group: at.group, account: carol.h160 })).toBeNull()
  const again = rosterOf([carol, alice, bob], 2)
  await succeed(
    stage,
    [alice, bob].map((by) => cast(by, { ...gone, group: at.group }, again)),
  )
  expect(await askView(stage, { kind: 'member', group: at.group, account: carol.h160 })).toEqual({
    slot: 0,
    vote: `0x${'00'.repeat(20)}`,
  })
})

test('a roster racing a settlement: whichever has its quorum first wins, and every vote of the other is stale', async () => {
  for (const isRosterFirst of [true, false]) {
    const at = await createGroup(stage, [alice, bob, carol], 2)
    const { proposal } = planOf(at.group, 1n, [leg(0, alice.h160, bob.h160, unit)])
    const roster = rosterOf([alice, dave], 2)
    const [winner, loser] = isRosterFirst ? [roster, proposal] : [proposal, roster]
    const receipts = await stage.block([
      cast(alice, at, loser),
      cast(bob, at, winner),
      cast(carol, at, winner),
      cast(bob, at, loser),
      cast(carol, at, loser),
      cast(alice, at, loser),
    ])
    const won = isRosterFirst ? 'RosterChanged' : 'Finalized'
    const stale = 'Revive.ContractReverted'
    expect(kinds(receipts)).toEqual(['Attested', 'Attested', 'Attested', won, stale, stale, stale])
    expect(await viewGroup(stage, at.group)).toMatchObject({ seq: 1, epoch: isRosterFirst ? 0 : 1 })
  }
})

test('a settlement that the old roster began cannot be finished by the new one with its votes', async () => {
  const at = await createGroup(stage, [alice, bob, carol], 2)
  const { proposal } = planOf(at.group, 1n, [])
  await succeed(stage, [cast(alice, at, proposal)])
  const now = headAfter(
    await succeed(
      stage,
      [bob, carol].map((by) => cast(by, at, rosterOf([alice, dave, bob], 2))),
    ),
  )
  const moved = { ...now, group: at.group }
  // One vote at the new head: Alice's old one is not counted with it.
  expect(kinds(await stage.block([cast(dave, moved, proposal)]))).toEqual(['Attested'])
  expect(kinds(await stage.block([cast(carol, moved, proposal)]))).toEqual(['Revive.ContractReverted'])
  expect(kinds(await stage.block([cast(alice, moved, proposal)]))).toEqual(['Attested', 'Finalized', 'Closed'])
})

test('a payment under way makes votes stale; the legs of a re-netted epoch cannot be paid any more', async () => {
  const at = await createGroup(stage, [alice, bob, carol], 2)
  const legs = [leg(0, alice.h160, bob.h160, unit), leg(1, carol.h160, bob.h160, unit)]
  const plan = await finalizePlan(stage, at, [alice, bob], legs)
  const next = planOf(at.group, 2n, [leg(0, carol.h160, alice.h160, unit)])
  const early = cast(bob, plan, next.proposal)
  const receipts = await stage.block([cast(alice, plan, next.proposal), plan.pay(alice, 0), early])
  expect(kinds(receipts)).toEqual(['Attested', 'Paid', 'Revive.ContractReverted'])
  const paid = { ...headAfter(receipts), group: at.group }
  // In one block: the payment that comes before the quorum still counts for epoch 1, the one after it does not.
  const race: readonly StageCall[] = [
    cast(alice, paid, next.proposal),
    cast(bob, paid, next.proposal),
    plan.pay(carol, 1),
    plan.acknowledge(bob, 1),
  ]
  const before = await stage.balanceOf(bob.h160)
  const ended = await stage.block(race)
  expect(kinds(ended)).toEqual([
    'Attested',
    'Attested',
    'Finalized',
    'Revive.ContractReverted',
    'Revive.ContractReverted',
  ])
  expect((await stage.balanceOf(bob.h160)).free).toBe(before.free - ended[1]!.fee - ended[3]!.fee)
})

test('four debtors pay in one block; two who pay the same leg at once pay it once', async () => {
  const at = await createGroup(stage, [alice, bob], 2)
  const legs = [0, 1, 2, 3].map((index) => leg(index, bob.h160, alice.h160, unit))
  const plan = await finalizePlan(stage, at, [alice, bob], legs)
  const before = await stage.balanceOf(dave.h160)
  const receipts = await stage.block([
    plan.pay(bob, 3),
    plan.pay(carol, 0),
    plan.pay(dave, 0),
    plan.pay(dave, 2),
    plan.acknowledge(alice, 3),
    plan.acknowledge(alice, 1),
  ])
  expect(kinds(receipts)).toEqual([
    'Paid',
    'Paid',
    'Revive.ContractReverted',
    'Paid',
    'Revive.ContractReverted',
    'Acknowledged',
    'Closed',
  ])
  expect((await stage.balanceOf(dave.h160)).free).toBe(before.free - unit - receipts[2]!.fee - receipts[3]!.fee)
})

test('somebody else cannot take a group first: the same salt and members give each creator a group of their own', async () => {
  const [one, two] = [await createGroup(stage, [alice, bob], 2), await createGroup(stage, [bob, alice], 2)]
  expect(one.group).not.toBe(two.group)
  expect(await viewGroup(stage, one.group)).toMatchObject({ seq: 0, members: 2 })
})

const checkpointOf = (proposal: Proposal): string => (proposal.kind === 'Settlement' ? proposal.checkpoint : '')
