// What was meant for one place, sent to another: calls, votes, legs and proofs across groups, epochs, contracts and chains.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { readGenesis } from '../../src/devchain/genesis/development-genesis.ts'
import { writeGenesis } from '../../src/devchain/genesis/write-genesis.ts'
import { groupId, type ChainLeg, type Hash32 } from '../../src/domain/index.ts'
import type { Actor } from './stage/actor.ts'
import { deploySecond } from './stage/deploy-second.ts'
import { expectRefused } from './stage/expect-refused.ts'
import { freshHash } from './stage/fresh-hash.ts'
import { openStage } from './stage/open-stage.ts'
import { stageOfFile } from './stage/stage-of-file.ts'
import { createGroup, finalizePlan, headAfter, leg, planOf, succeed, vote } from './stage/settled-group.ts'
import { settlementCall } from './stage/settlement-call.ts'
import { viewGroup } from './stage/view-group.ts'

const unit = 10n ** 12n
const stage = await stageOfFile()
const [alice, bob] = stage.crowd

const twoLegs = (): readonly ChainLeg[] => [leg(0, alice.h160, bob.h160, unit), leg(1, alice.h160, bob.h160, unit)]

test('across groups: the same members and legs in another group take another vote, another proof and another head', async () => {
  const legs = twoLegs()
  const [one, two] = [await createGroup(stage, [alice, bob], 2), await createGroup(stage, [alice, bob], 2)]
  expect(one.head).not.toBe(two.head)
  // A vote names the group's head: sent to the twin it is stale.
  const { proposal } = planOf(one.group, 1n, legs)
  await expectRefused(stage, vote(alice, stage.contract, two.group, one, proposal), { type: 'StaleHead', ...at(two) })
  // Even a plan finalized in both under the same root opens only in the group that its leaves name.
  const first = await finalizePlan(stage, one, [alice, bob], legs)
  const stolen = { ...planOf(two.group, 1n, legs).proposal, planRoot: planOf(one.group, 1n, legs).proposal.planRoot }
  await succeed(
    stage,
    [alice, bob].map((by) => vote(by, stage.contract, two.group, two, stolen)),
  )
  const replayed = settlementCall(alice, stage.contract, {
    kind: 'pay',
    group: two.group,
    epoch: 1n,
    leg: legs[0]!,
    proof: first.proofs[0]!,
  })
  await expectRefused(stage, replayed, { type: 'BadProof' })
  await succeed(stage, [first.pay(alice, 0)])
  expect(await viewGroup(stage, two.group)).toMatchObject({ done: 0, seq: 1 })
})

test('across epochs: the same legs in the next epoch take new proofs, and paid once is not paid twice', async () => {
  const legs = twoLegs()
  const created = await createGroup(stage, [alice, bob], 2)
  const first = await finalizePlan(stage, created, [alice, bob], legs)
  const paid = headAfter(await succeed(stage, [first.pay(alice, 0)]))
  const second = await finalizePlan(stage, { ...paid, group: created.group }, [alice, bob], legs, { epoch: 2n })
  for (const index of [0, 1]) await expectRefused(stage, first.pay(alice, index), { type: 'WrongEpoch' })
  const oldProof = settlementCall(alice, stage.contract, {
    kind: 'pay',
    group: created.group,
    epoch: 2n,
    leg: legs[0]!,
    proof: first.proofs[0]!,
  })
  await expectRefused(stage, oldProof, { type: 'BadProof' })
  await succeed(stage, [second.pay(alice, 0)])
  await expectRefused(stage, second.pay(alice, 0), { type: 'AlreadyDone' })
})

test('across epochs: a vote for a settlement is dead once the head moved, even when it comes back to the same proposal', async () => {
  const created = await createGroup(stage, [alice, bob], 2)
  const proposal = { ...planOf(created.group, 1n, []).proposal }
  const old = vote(alice, stage.contract, created.group, created, proposal)
  await succeed(stage, [old, vote(bob, stage.contract, created.group, created, proposal)])
  const { seq, head } = (await viewGroup(stage, created.group))!
  await expectRefused(stage, old, { type: 'StaleHead', seq: BigInt(seq), head: head.slice(2) as Hash32 })
})

test('across contracts: the same creator, salt and members give another group, where no vote, leg or proof of the first holds', async () => {
  const twin = await deploySecond(stage)
  const salt = freshHash()
  const create = { kind: 'createGroup', salt, members: [alice.h160, bob.h160], quorum: 2 } as const
  await succeed(stage, [settlementCall(alice, stage.contract, create), settlementCall(alice, twin, create)])
  const [here, there] = [groupId(stage.contract, alice.h160, salt), groupId(twin, alice.h160, salt)]
  expect(here).not.toBe(there)
  const created = await viewGroup(stage, here)
  const legs = twoLegs()
  const plan = await finalizePlan(
    stage,
    { group: here, seq: 0n, head: created!.head.slice(2) as Hash32 },
    [alice, bob],
    legs,
  )
  await expectRefused(stage, { ...plan.pay(alice, 0), to: twin }, { type: 'UnknownGroup' })
  await expectRefused(
    stage,
    { ...vote(alice, twin, here, plan, planOf(here, 2n, []).proposal) },
    { type: 'UnknownGroup' },
  )
  const moved = settlementCall(alice, twin, {
    kind: 'pay',
    group: there,
    epoch: 0n,
    leg: legs[0]!,
    proof: plan.proofs[0]!,
  })
  await expectRefused(stage, moved, { type: 'WrongEpoch' })
  expect(await viewGroup(stage, there, twin)).toMatchObject({ seq: 0, epoch: 0 })
})

test('across chains: the bytes that one chain accepts are refused by a chain of another genesis, where the contract has the same address', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quits-replay-'))
  const genesis = pathToFileURL(join(folder, 'genesis.json.gz'))
  writeGenesis(genesis, { ...readGenesis().genesis, name: 'another chain' })
  const [here, elsewhere, fork] = [await openStage(), await openStage(undefined, genesis), await openStage()]
  try {
    expect([elsewhere.contract, fork.contract]).toEqual([here.contract, here.contract])
    expect(elsewhere.genesis).not.toBe(here.genesis)
    const [creator] = here.crowd as [Actor]
    const create = { kind: 'createGroup', salt: freshHash(), members: [creator.h160], quorum: 1 } as const
    const signed = here.sign(settlementCall(creator, here.contract, create))
    expect((await here.chain.chain.validateExtrinsic(signed)).isOk).toBe(true)
    const refused = await elsewhere.chain.chain.validateExtrinsic(signed)
    expect(refused.isErr && refused.asErr.toJSON()).toEqual({ invalid: { badProof: null } })
    // A fork keeps the genesis hash, and there the very same bytes are good: no key of value may sign on one.
    expect((await fork.chain.chain.validateExtrinsic(signed)).isOk).toBe(true)
  } finally {
    for (const each of [here, elsewhere, fork]) await each.close()
    rmSync(folder, { recursive: true })
  }
})

const at = ({ seq, head }: { readonly seq: bigint; readonly head: Hash32 }) => ({ seq, head })
