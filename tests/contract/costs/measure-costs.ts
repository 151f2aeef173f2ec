// Every message at several sizes, each call alone in its block with limits a tenth above its dry run, as clients send it.

import type { H160, Hash32, Proposal } from '../../../src/domain/index.ts'
import { addressesOf, createGroup, finalizePlan, leg, planOf, succeed, vote } from '../stage/settled-group.ts'
import type { Actor } from '../stage/actor.ts'
import { deploySecond } from '../stage/deploy-second.ts'
import { freshHash } from '../stage/fresh-hash.ts'
import { settlementCall } from '../stage/settlement-call.ts'
import type { Stage, StageCall, Weight } from '../stage/stage.ts'
import { approve, devToken } from '../stage/token-calls.ts'

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
  const inToken = await deploySecond(stage, { token: devToken })
  for (const [members, legs] of sizes) costs.push(...(await measureSize(stage, inToken, members, legs)))
  return costs
}

async function measureSize(stage: Stage, inToken: H160, size: number, legCount: number): Promise<readonly Cost[]> {
  const { contract, crowd } = stage
  const people = crowd.slice(0, size)
  const quorum = Math.floor(size / 2) + 1
  const [first, second] = people as [Actor, Actor]
  const costs: Cost[] = []
  const note = (message: string, cost: Pick<Cost, 'weight' | 'paid'>): void => {
    costs.push({ message, members: size, legs: legCount, ...cost })
  }
  /** The call with the limits that a client signs, and the deposit that it is charged. */
  const limited = async (call: StageCall): Promise<{ readonly call: StageCall; readonly deposit: bigint }> => {
    const { weight, deposit } = await stage.rehearse(call)
    const limits = { refTime: more(weight.refTime), proofSize: more(weight.proofSize) }
    return { call: { ...call, weight: limits, depositLimit: more(deposit) }, deposit }
  }
  /** Sends a call as a client does, and notes what it took. */
  const measure = async (message: string, unlimited: StageCall): Promise<void> => {
    const { call, deposit } = await limited(unlimited)
    const [receipt] = await succeed(stage, [call])
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

  // As people sign it: the allowance for exactly this leg and the payment in one transaction, whose deposit is spent with it.
  const token = await createGroup(stage, people, quorum, inToken)
  const tokenLegs = legs.map((part) => ({ ...part, planck: hundred }))
  const inTokens = await finalizePlan(stage, token, people.slice(0, quorum), tokenLegs, { contract: inToken })
  const [allow, payment] = [approve(first, inToken, hundred), inTokens.pay(first, 0, 0n)]
  const allowed = await limited(allow)
  await succeed(stage, [allow])
  const paid = await limited(payment)
  await succeed(stage, [approve(first, inToken, 0n)])
  const both = await stage.batch([allowed.call, paid.call])
  if (both.failure !== null) throw new Error(`the payment in the token failed: ${both.failure}`)
  note(`approve and pay in a token${legCount === 1 ? ', closing' : ''}`, {
    weight: both.weight,
    paid: { fee: both.fee, deposit: allowed.deposit + paid.deposit, bytes: both.bytes },
  })

  const at = await createGroup(stage, people, quorum)
  const { group } = await finalizePlan(stage, at, people.slice(0, quorum), legs)
  const views = [
    ['version', { kind: 'version' }],
    ['ratio', { kind: 'ratio' }],
    ['token', { kind: 'token' }],
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

/** Of the development chain's token, in its smallest unit. */
const hundred = 100_000_000n

/** A tenth more, rounded down. */
const more = (needed: bigint): bigint => (needed * 11n) / 10n
