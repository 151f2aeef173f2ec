// The contract on the real runtime against the plain model: the same random calls, many to a block, and equal results, events,
// heads, votes, deposits and balances after every one of them.

import { isDeepStrictEqual } from 'node:util'
import { decodeOutcome } from '../../../src/chain/polkadot/decode-answer.ts'
import { developmentNames, developmentToken } from '../../../src/devchain/index.ts'
import type { H160 } from '../../../src/domain/index.ts'
import type { Actor } from '../stage/actor.ts'
import { assetsCall } from '../stage/assets-call.ts'
import { deployHostile } from '../stage/hostile-contract.ts'
import { deploySecond } from '../stage/deploy-second.ts'
import { succeed } from '../stage/settled-group.ts'
import { settlementCall } from '../stage/settlement-call.ts'
import type { Receipt, Stage, StageCall } from '../stage/stage.ts'
import { approve, devToken, transfer } from '../stage/token-calls.ts'
import { compareBalances, compareGroup, compareTokens, type Differ } from './compare-world.ts'
import { expectedReceipt, expectedRehearsal, nameOf } from './expected-answer.ts'
import { decide } from './plain-settlement.ts'
import { commit, type Decision, keyOf, type ModelCall, type World } from './world.ts'
import { createRandom } from './random.ts'
import { createRandomCalls } from './random-calls.ts'

/** How long to play, and what to say on the way. */
export type ModelGame = {
  readonly seed: number
  readonly calls: number
  readonly onBlock?: (played: number, blocks: number) => void
}

/** What happened, by what the calls led to. */
export type ModelTally = {
  readonly calls: number
  readonly blocks: number
  readonly rehearsals: number
  readonly groups: number
  /** How often each outcome, error or failure came about. */
  readonly results: Readonly<Record<string, number>>
}

/** How many people a game wants: more than a group can hold. */
export const crowdSize = 36

/** Calls in one block, at most: as many as fit with generous limits. */
const largestBlock = 46
/** Calls that are rehearsed on top of each block, for the exact error that a block does not tell. */
const rehearsedPerBlock = 4
/** Of one group that changed, so many members' stored votes are looked at after each block; of every group all of them at the end. */
const votesPerBlock = 2

/** Plays; throws at the first difference, naming the seed and the call. */
export async function playModel(stage: Stage, { seed, calls, onBlock = () => {} }: ModelGame): Promise<ModelTally> {
  const random = createRandom(seed)
  const hostile = await deployHostile(stage)
  const inToken = await deploySecond(stage, { token: devToken })
  const contracts = [stage.contract, await deploySecond(stage), inToken]
  await succeed(stage, [hostile.prepare(stage.crowd[0]!, 'Revert')])
  await mintForNewcomers(stage)
  const actors = new Map<string, Actor>(stage.crowd.map((actor) => [actor.h160, actor]))
  const people = [...actors.keys()]
  const strangers = [...contracts, hostile.address, ...Array.from({ length: 40 }, () => random.bytes(20))]
  const world = await firstWorld(stage, [...people, ...contracts, hostile.address], contracts, [hostile.address])
  const nextCall = createRandomCalls(world, random, { people, contracts, inToken, strangers })
  const toStage = ({ by: address, to, value, call }: ModelCall): StageCall => {
    const by = actors.get(address)!
    if (call.kind === 'approve') return approve(by, call.spender as H160, call.amount)
    if (call.kind === 'transfer') return transfer(by, call.payee as H160, call.amount)
    return settlementCall(by, to as H160, call, value)
  }

  const results: Record<string, number> = {}
  let [played, blocks, rehearsals] = [0, 0, 0]
  const differ: Differ = (what, expected, found, call) => {
    throw new Error(
      `seed ${seed}, after ${played} calls in ${blocks} blocks: ${what} differs\n${show({ expected, found, call })}`,
    )
  }

  while (played < calls) {
    for (let i = 0; i < rehearsedPerBlock; i++, rehearsals++) {
      const call = nextCall()
      const expected = expectedRehearsal(world, decide(world, call))
      const found = await rehearse(stage, toStage(call), call)
      if (!isDeepStrictEqual(found, expected)) differ('a rehearsal', expected, found, call)
    }
    const batch: { readonly call: ModelCall; readonly decision: Decision }[] = []
    for (let left = Math.min(calls - played, 8 + random.below(largestBlock - 7)); left > 0; left--) {
      const call = nextCall()
      const decision = decide(world, call)
      commit(world, call, decision, 0n)
      batch.push({ call, decision })
    }
    const receipts = await stage.block(batch.map(({ call }) => toStage(call)))
    for (const [i, { call, decision }] of batch.entries()) {
      const receipt = receipts[i]!
      const [expected, found] = [expectedReceipt(call, decision), foundReceipt(receipt)]
      if (!isDeepStrictEqual(found, expected)) differ('what became of a call', expected, found, call)
      world.free.set(call.by, world.free.get(call.by)! - receipt.fee)
      const name = nameOf(decision)
      results[name] = (results[name] ?? 0) + 1
      played++
    }
    blocks++
    const touched = batch.flatMap(({ call, decision }) => [
      call.by,
      call.to,
      ...(decision.kind === 'done' && decision.payment !== null ? [decision.payment.payee] : []),
    ])
    await compareBalances(stage, world, new Set(touched), differ)
    const inTokens = batch.flatMap(({ call, decision }) =>
      decision.kind === 'token'
        ? [call.by, ...(decision.call.kind === 'transfer' ? [decision.call.payee] : [])]
        : decision.kind === 'done' && decision.payment?.inToken
          ? [call.by, decision.payment.payee]
          : [],
    )
    await compareTokens(stage, world, new Set(inTokens), differ)
    const moved = batch.flatMap(({ decision }) => (decision.kind === 'done' ? [decision.group] : []))
    if (moved.length > 0) {
      const { contract, id } = random.pick(moved)
      const group = world.groups.get(keyOf(contract, id))!
      await compareGroup(stage, group, random.shuffle(group.members).slice(0, votesPerBlock), differ)
    }
    onBlock(played, blocks)
  }
  const everybody = new Set([...world.free.keys(), ...strangers])
  await compareBalances(stage, world, everybody, differ)
  await compareTokens(stage, world, everybody, differ)
  for (const group of world.groups.values()) await compareGroup(stage, group, group.members, differ)
  return { calls: played, blocks, rehearsals, groups: world.groups.size, results }
}

/** Everybody holds the token but the last of the crowd, whom somebody else has to pay. */
async function mintForNewcomers(stage: Stage): Promise<void> {
  const [alice] = stage.crowd as [Actor]
  for (const { pair } of stage.crowd.slice(developmentNames.length, -4))
    await assetsCall(stage, alice, 'mint', developmentToken.id, pair.address, 1_000_000_000n)
}

/** Of the development chain's token, the smallest balance that an account can live with. */
const leastTokens = 10_000n

const firstWorld = async (
  stage: Stage,
  addresses: readonly string[],
  contracts: readonly string[],
  refusing: readonly string[],
): Promise<World> => {
  const balances = await Promise.all(addresses.map((address) => stage.balanceOf(address as H160)))
  const tokens = await Promise.all(addresses.map((address) => stage.token.balanceOf(address)))
  return {
    groups: new Map(),
    free: new Map(addresses.map((address, i) => [address, balances[i]!.free])),
    held: new Map(addresses.map((address, i) => [address, balances[i]!.held])),
    contracts: new Set(contracts),
    inToken: new Set(contracts.slice(-1)),
    token: {
      address: devToken,
      balances: new Map(addresses.flatMap((address, i) => (tokens[i]! > 0n ? [[address, tokens[i]!]] : []))),
      allowances: new Map(),
      least: leastTokens,
      deposit: stage.prices.approval,
    },
    refusing: new Set(refusing),
    prices: stage.prices,
  }
}

const rehearse = async (stage: Stage, call: StageCall, { call: contractCall }: ModelCall): Promise<unknown> => {
  const { deposit, result } = await stage.rehearse(call)
  if (result.kind === 'refused') return { reason: result.reason }
  if (contractCall.kind === 'approve' || contractCall.kind === 'transfer')
    return { answer: Buffer.from(result.data).toString('hex') }
  const outcome = decodeOutcome(contractCall, result.data)
  return { ...outcome, ...(outcome.ok ? { deposit } : {}), isReverted: result.isReverted }
}

const foundReceipt = ({ failure, events }: Receipt): unknown => ({ failure, events })

const show = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner), 1)
