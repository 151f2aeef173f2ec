// ST6, ST7: the plan of a settlement: who pays whom how much, which of it goes over the chain, and for how much of the chain's token.

import { toMinor, type AmountError } from '../money/amount.ts'
import type { ChainLeg } from '../group/chain-event.ts'
import { compareCurrencies, type Effect } from '../money/effect.ts'
import type { AgreedRate, CheckpointProposed, Leg } from '../events/event.ts'
import type { Binding, Facts, Tie } from '../facts.ts'
import type { EventId, Hash32, MemberId } from '../ids.ts'
import { legMemo, legSalt } from './leg-memo.ts'
import { legLeaf, legRoot } from './leg-tree.ts'
import { planTransfers, repeatedRate, type PlannedLeg, type TransfersError } from './plan-transfers.ts'
import { convert } from '../money/rate.ts'
import { err, ok, type Result } from '../result.ts'

/** ST7: the most legs that one settlement puts on the chain. */
export const MAX_CHAIN_LEGS = 63

/** The most transfers that a plan may have: a checkpoint has room for no more. */
const MAX_LEGS = 512

/** A plan and what of it the chain attests. */
export interface Plan {
  readonly legs: readonly Leg[]
  /** How many of them, the first ones, are on the chain. */
  readonly onChain: number
  readonly root: Hash32
  /** BA4: for each leg, at its index, why it is there. */
  readonly reasons: readonly LegExplanation[]
  /** ST6: the balances in one currency, null without a conversion. */
  readonly converted: Effect | null
}

/** Why there is no plan: no way to settle, or more or larger transfers than a checkpoint holds. */
export type PlanError =
  | AmountError
  | TransfersError
  | { readonly type: 'TooManyLegs'; readonly legs: number; readonly most: number }

/** BA4: why a leg is there, what of it was paid before, and whether it was planned anew since payments fitted no leg. */
export type LegExplanation = Pick<PlannedLeg, 'reason' | 'paid' | 'anew'>

/** How a pot settles. */
export type PlanTerms = Pick<CheckpointProposed, 'mode' | 'conversion' | 'rates'>

/** Where in a pot's history a plan stands: on this base, for this epoch of the pot and, of a tied pot, of its group. */
export interface PlanPlace {
  readonly base: EventId
  readonly epoch: bigint
  readonly groupEpoch: bigint
}

/** The canonical plan of these facts. */
export function planOf(
  facts: Facts,
  terms: PlanTerms,
  { base, epoch, groupEpoch }: PlanPlace,
): Result<Plan, PlanError> {
  const repeated = repeatedRate(terms.rates)
  if (repeated) return err({ type: 'RateRepeated', currency: repeated })
  const planned = planTransfers(facts, terms, base)
  if (!planned.ok) return planned
  const { legs: transfers, converted } = planned.value
  if (transfers.length > MAX_LEGS) return err({ type: 'TooManyLegs', legs: transfers.length, most: MAX_LEGS })
  const isOnChain = ({ from, to }: PlannedLeg): boolean =>
    walletInRoster(facts, from) !== undefined && walletInRoster(facts, to) !== undefined
  const first = new Set(transfers.filter(isOnChain).slice(0, MAX_CHAIN_LEGS))
  const ordered = [...first, ...transfers.filter((transfer) => !first.has(transfer))]
  const legs: Leg[] = []
  for (const [index, transfer] of ordered.entries()) {
    const leg = first.has(transfer) ? chainLegOf(facts, transfer, terms.rates, epoch, index) : plainLeg(transfer)
    if (!leg.ok) return leg
    legs.push(leg.value)
  }
  const reasons = ordered.map(({ reason, paid, anew }) => ({ reason, paid, anew }))
  return ok({ legs, onChain: first.size, root: planRootOf(facts, legs, groupEpoch), reasons, converted })
}

/** A leg as the contract takes it; undefined for a leg off the chain. */
export function chainLeg(leg: Leg | undefined, index: number): ChainLeg | undefined {
  return leg?.onChain ? { index, planck: leg.planck, ...leg.onChain } : undefined
}

/** Leaves of the on-chain legs, in order of index. */
export function planLeaves(group: Hash32, groupEpoch: bigint, legs: readonly Leg[]): readonly Hash32[] {
  return legs.flatMap((leg, index) => {
    const onChain = chainLeg(leg, index)
    return onChain ? [legLeaf(group, groupEpoch, onChain)] : []
  })
}

/** ME7: the wallet that counts for legs: the member's latest one that is in the group's roster on the tied chain. */
export function walletInRoster(
  facts: Pick<Facts, 'bindings' | 'group' | 'tie'>,
  member: MemberId,
): Binding | undefined {
  return facts.bindings.findLast(
    (binding) =>
      binding.member === member &&
      binding.genesis === facts.tie?.genesis &&
      facts.group?.members.includes(binding.address),
  )
}

function planRootOf(facts: Facts, legs: readonly Leg[], groupEpoch: bigint): Hash32 {
  return legRoot(facts.tie ? planLeaves(facts.tie.group, groupEpoch, legs) : [])
}

function plainLeg({ from, to, currency, amount: exact }: PlannedLeg): Result<Leg, AmountError> {
  const amount = toMinor(exact)
  return amount.ok ? ok({ from, to, currency, amount: amount.value, planck: 0n, onChain: null }) : amount
}

function chainLegOf(
  facts: Facts,
  transfer: PlannedLeg,
  rates: readonly AgreedRate[],
  epoch: bigint,
  index: number,
): Result<Leg, AmountError> {
  const plain = plainLeg(transfer)
  if (!plain.ok) return plain
  const { from, to, currency, amount } = plain.value
  const agreed = rates.find((rate) => compareCurrencies(rate.from, currency) === 0)
  // Both have wallets in the roster of a group, so the pot is tied to one.
  const { digits } = (facts.tie as Tie).token
  // ST7: without an agreed rate nothing can be paid through the contract, only acknowledged.
  const planck = agreed ? convert(amount, currency.digits, digits, agreed.rate) : ok(0n)
  if (!planck.ok) return planck
  const memo = legMemo(legSalt(facts.genesis.salt, epoch, index), {
    amount,
    currency: currency.code,
    rate: agreed?.rate ?? null,
  })
  const payer = (walletInRoster(facts, from) as Binding).address
  const payee = (walletInRoster(facts, to) as Binding).address
  return ok({ ...plain.value, planck: planck.value, onChain: { payer, payee, memo } })
}
