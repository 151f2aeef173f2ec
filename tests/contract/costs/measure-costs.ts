// Every message at several sizes, each call alone in its block with limits a tenth above its dry run, as clients send it.

import type { Hash32, Proposal } from '../../../src/domain/index.ts'
import { addressesOf, createGroup, finalizePlan, leg, planOf, succeed, vote } from '../stage/settled-group.ts'
import type { Actor } from '../stage/actor.ts'
import { freshHash } from '../stage/fresh-hash.ts'
import { settlementCall } from '../stage/settlement-call.ts'
import type { Stage, StageCall, Weight } from '../stage/stage.ts'

/** What one call takes. Fee and deposit are planck; the weight of a view is that of its dry run. */
export type Cost = {
  readonly message: string
  readonly members: number
  readonly legs: number
  readonly weight: Weight
  readonly paid: { readonly fee: bigint; readonly deposit: bigint; readonly bytes: number } | null
}

/** Members, and the legs of their settlement: as many as a settle-up ever needs, and for the largest group as many as there can be. */
const sizes = [
  [2, 1],
  [8, 7],
  [32, 63],
] as const

/** More people than the largest group, so that its roster can change. */
export const costCrowd = 33

/** All messages at all sizes, writing ones first. */
export async function measureCosts(stage: Stage): Promise<readonly Cost[]> {
  const costs: Cost[] = []
  for (const [members, legs] of sizes) costs.push(...(await measureSize(stage, members, legs)))
  return costs
}

async function measureSize(stage: Stage, size: number, legCount: number): Promise<readonly Cost[]> {
  const { contract, crowd } = stage
  const people = crowd.slice(0, size)
  const quorum = Math.floor(size / 2) + 1
  const [first, second] = people as [Actor, Actor]
  const costs: Cost[] = []
  const note = (message: string, cost: Pick<Cost, 'weight' | 'paid'>): void => {
    costs.push({ message, members: size, legs: legCount, ...cost })
  }
  /** Sends a call as a client does, and notes what it took. */
  const measure = async (message: string, call: StageCall): Promise<void> => {
    const { weight, deposit } = await stage.rehearse(call)
    const limits = {
      weight: { refTime: more(weight.refTime), proofSize: more(weight.proofSize) },
      depositLimit: more(deposit),
    }
    const [receipt] = await succeed(stage, [{ ...call, ...limits }])
    note(message, { weight: receipt!.weight, paid: { fee: receipt!.fee, deposit, bytes: receipt!.bytes } })
  }

  const create = { kind: 'createGroup', salt: freshHash(), members: addressesOf(people), quorum } as const
  await measure('create_group', settlementCall(first, contract, create))

  // A settlement with legs, without, and a roster, each on a group of its own with all votes but the last.
  const legs = Array.from({ length: legCount }, (_, i) => leg(i, first.h160, second.h160, 10n ** 10n))
  const voted = async (proposalOf: (group: Hash32) => Proposal, isFirst: boolean): Promise<StageCall> => {
    const at = await createGroup(stage, people, quorum)
    const proposal = proposalOf(at.group)
    const votes = people.slice(0, quorum).map((by) => vote(by, contract, at.group, at, proposal))
    if (isFirst) await measure('attest, counted', votes[0]!)
    else await succeed(stage, votes.slice(0, 1))
    if (votes.length > 2) await succeed(stage, votes.slice(1, -1))
    return votes.at(-1)!
  }
  await measure('attest, finalizing', await voted((group) => planOf(group, 1n, legs).proposal, true))
  await measure('attest, finalizing and closing', await voted((group) => planOf(group, 1n, []).proposal, false))
  const others = addressesOf([...people.slice(1), crowd[size]!])
  await measure(
    'attest, changing one of the roster',
    await voted(() => ({ kind: 'Roster', members: others, quorum }), false),
  )

  for (const kind of ['pay', 'acknowledge'] as const) {
    const plan = await finalizePlan(stage, await createGroup(stage, people, quorum), people.slice(0, quorum), legs)
    const call = (index: number): StageCall =>
      kind === 'pay' ? plan.pay(first, index) : plan.acknowledge(second, index)
    if (legCount > 1) await measure(kind, call(0))
    for (let from = 1; from < legCount - 1; from += 40)
      await succeed(
        stage,
        legs.slice(from, Math.min(from + 40, legCount - 1)).map(({ index }) => call(index)),
      )
    await measure(`${kind}, closing`, call(legCount - 1))
  }

  const at = await createGroup(stage, people, quorum)
  const { group } = await finalizePlan(stage, at, people.slice(0, quorum), legs)
  const views = [
    ['version', { kind: 'version' }],
    ['ratio', { kind: 'ratio' }],
    ['group', { kind: 'group', group }],
    ['member', { kind: 'member', group, account: people.at(-1)!.h160 }],
    ['members', { kind: 'members', group }],
    ['is_done', { kind: 'isDone', group, index: 0 }],
    ['head_of', { kind: 'headOf', group }],
    ['leaf', { kind: 'leaf', group, epoch: 1n, leg: legs[0]! }],
  ] as const
  for (const [message, view] of views) {
    const { weight } = await stage.rehearse(settlementCall(first, contract, view))
    note(message, { weight, paid: null })
  }
  return costs
}

/** A tenth more, rounded down. */
const more = (needed: bigint): bigint => (needed * 11n) / 10n
