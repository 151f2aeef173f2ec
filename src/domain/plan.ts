// ST6, ST7: the plan of a settlement: who pays whom how much, which of it goes over the chain, and for how much of the chain's token.

import { toMinor, type AmountError, type Minor } from './amount.ts'
import type { ChainLeg } from './chain-event.ts'
import type { Currency } from './currency.ts'
import { compareCurrencies, type Effect } from './effect.ts'
import type { AgreedRate, Leg } from './event.ts'
import type { Binding, Facts, Tie } from './facts.ts'
import { compareIds, type Hash32, type MemberId } from './ids.ts'
import { legMemo, legSalt } from './leg-memo.ts'
import { legLeaf, legRoot } from './leg-tree.ts'
import { convert } from './rate.ts'
import { err, ok, type Result } from './result.ts'
import { settle } from './settle.ts'

/** ST7: the most legs that one settlement puts on the chain. */
export const MAX_CHAIN_LEGS = 63

/** A plan and what of it the chain attests. */
export interface Plan {
  readonly legs: readonly Leg[]
  /** How many of them, the first ones, are on the chain. */
  readonly onChain: number
  readonly root: Hash32
}

/** Why there is no plan: an amount beyond MO1, or a currency with two rates. */
export type PlanError = AmountError | { readonly type: 'RateRepeated'; readonly currency: Currency }

type Planned = Pick<Leg, 'from' | 'to' | 'currency'> & { readonly amount: Minor }

/** The canonical plan of these balances for pot epoch `epoch` and, of a tied pot, the group's epoch `groupEpoch`. */
export function planOf(
  facts: Facts,
  rates: readonly AgreedRate[],
  epoch: bigint,
  groupEpoch: bigint,
): Result<Plan, PlanError> {
  const repeated = rates.find(({ from }, index) =>
    rates.some((other, i) => i < index && compareCurrencies(other.from, from) === 0),
  )
  if (repeated) return err({ type: 'RateRepeated', currency: repeated.from })
  const transfers = transfersOf(facts.nets)
  if (!transfers.ok) return transfers
  const isOnChain = ({ from, to }: Planned): boolean =>
    walletInRoster(facts, from) !== undefined && walletInRoster(facts, to) !== undefined
  const onChain = transfers.value.filter(isOnChain).slice(0, MAX_CHAIN_LEGS)
  const offChain = transfers.value.filter((transfer) => !onChain.includes(transfer))
  const legs: Leg[] = []
  for (const [index, transfer] of onChain.entries()) {
    const leg = chainLegOf(facts, transfer, rates, epoch, index)
    if (!leg.ok) return leg
    legs.push(leg.value)
  }
  legs.push(...offChain.map((transfer): Leg => ({ ...transfer, planck: 0n, onChain: null })))
  return ok({ legs, onChain: onChain.length, root: planRootOf(facts, legs, groupEpoch) })
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

/** ST6: per currency in order of (code, digits), each with the fewest transfers. */
function transfersOf(nets: Effect): Result<readonly Planned[], AmountError> {
  const currencies = nets
    .map(({ currency }) => currency)
    .filter((currency, i, all) => i === 0 || compareCurrencies(currency, all[i - 1] as Currency) !== 0)
  const planned: Planned[] = []
  for (const currency of currencies) {
    const own = nets
      .filter((change) => compareCurrencies(change.currency, currency) === 0)
      .sort((a, b) => compareIds(a.member, b.member))
    for (const { from, to, amount } of settle(own)) {
      const checked = toMinor(amount)
      if (!checked.ok) return checked
      planned.push({ from, to, currency, amount: checked.value })
    }
  }
  return ok(planned)
}

function chainLegOf(
  facts: Facts,
  transfer: Planned,
  rates: readonly AgreedRate[],
  epoch: bigint,
  index: number,
): Result<Leg, AmountError> {
  const agreed = rates.find(({ from }) => compareCurrencies(from, transfer.currency) === 0)
  // Both have wallets in the roster of a group, so the pot is tied to one.
  const { digits } = (facts.tie as Tie).token
  // ST7: without an agreed rate nothing can be paid through the contract, only acknowledged.
  const planck = agreed ? convert(transfer.amount, transfer.currency.digits, digits, agreed.rate) : ok(0n)
  if (!planck.ok) return planck
  const memo = legMemo(legSalt(facts.genesis.salt, epoch, index), {
    amount: transfer.amount,
    currency: transfer.currency.code,
    rate: agreed?.rate ?? null,
  })
  const payer = (walletInRoster(facts, transfer.from) as Binding).address
  const payee = (walletInRoster(facts, transfer.to) as Binding).address
  return ok({ ...transfer, planck: planck.value, onChain: { payer, payee, memo } })
}
