// ST5, ST6: who pays whom how much, in every currency of a pot or in the one that all is converted to, and why.

import { convertDebts, convertNets, type ConversionError } from './convert-balances.ts'
import type { Currency } from '../money/currency.ts'
import { compareCurrencies, type Effect } from '../money/effect.ts'
import type { AgreedRate, CheckpointProposed, Conversion } from '../events/event.ts'
import type { Facts } from '../facts.ts'
import { seedOf, type EventId } from '../ids.ts'
import type { PlannedTransfer } from './leg-reason.ts'
import { modeError, type ModeError } from './mode-error.ts'
import { paidSince } from './paid-since.ts'
import type { PairAmount } from './pair-amount.ts'
import { pairDebts } from './pair-debts.ts'
import { err, ok, type Result } from '../result.ts'
import { compareTransfers } from './settle-in-mode.ts'
import type { SettleMode } from './settle-mode.ts'
import { stablePlan } from './stable-plan.ts'

/** A transfer of a plan in its currency, and why it is there (BA4). */
export interface PlannedLeg extends PlannedTransfer {
  readonly currency: Currency
}

/** The transfers of a plan, and what is converted before them. */
export interface PlannedLegs {
  /** Per currency in order of (code, digits), then by payer, then payee. */
  readonly legs: readonly PlannedLeg[]
  /** ST6: the balances in one currency, null without a conversion. */
  readonly converted: Effect | null
}

/** Why there is no way to settle. `ConversionUntied`: only a final settlement converts, and only a pot with a group has one. */
export type TransfersError =
  | ConversionError
  | ModeError
  | { readonly type: 'RateRepeated'; readonly currency: Currency }
  | { readonly type: 'ConversionUntied' }

/** ST2: the fewest transfers, every currency for itself. */
export const FEWEST: Pick<CheckpointProposed, 'mode' | 'conversion'> = { mode: { type: 'fewest' }, conversion: null }

/** The canonical transfers of these facts. `base` is the event of the epoch's base; it seeds the rounding of a conversion. */
export function planTransfers(
  facts: Facts,
  { mode, conversion }: Pick<CheckpointProposed, 'mode' | 'conversion'>,
  base: EventId,
): Result<PlannedLegs, TransfersError> {
  const wrong = modeError(facts, mode)
  if (wrong) return err(wrong)
  const converted = conversion ? convert(facts, conversion, base) : ok(null)
  if (!converted.ok) return converted
  const nets = converted.value ?? facts.nets
  const planned =
    mode.type === 'pairwise'
      ? asPlan(debtsAfter(facts, conversion, nets))
      : // A conversion plans from what it made: what was paid before is in it.
        inMode(mode, nets, conversion ? [] : paidSince(facts))
  const legs = planned.toSorted((a, b) => compareCurrencies(a.currency, b.currency) || compareTransfers(a, b))
  return ok({ legs, converted: converted.value })
}

/** The currency that has two rates, if any. */
export function repeatedRate(rates: readonly AgreedRate[]): Currency | undefined {
  return rates.find(({ from }, index) =>
    rates.some((other, i) => i < index && compareCurrencies(other.from, from) === 0),
  )?.from
}

function convert(facts: Facts, conversion: Conversion, base: EventId): Result<Effect, TransfersError> {
  if (!facts.tie) return err({ type: 'ConversionUntied' })
  const currency = repeatedRate(conversion.rates)
  return currency ? err({ type: 'RateRepeated', currency }) : convertNets(facts.nets, conversion, seedOf(base))
}

function debtsAfter(facts: Facts, conversion: Conversion | null, nets: Effect): readonly PairAmount[] {
  return conversion ? convertDebts(pairDebts(facts), conversion, nets) : pairDebts(facts)
}

function asPlan(debts: readonly PairAmount[]): readonly PlannedLeg[] {
  return debts.map((debt) => ({ ...debt, reason: { type: 'pair' }, paid: 0n, anew: false }))
}

function inMode(
  mode: Exclude<SettleMode, { readonly type: 'pairwise' }>,
  nets: Effect,
  paid: readonly PairAmount[],
): readonly PlannedLeg[] {
  const starts = nets.filter(
    ({ currency }, i, all) =>
      i === 0 || compareCurrencies(currency, (all[i - 1] as (typeof nets)[number]).currency) !== 0,
  )
  return starts.flatMap(({ currency }) => {
    const isOwn = (amount: { readonly currency: Currency }): boolean =>
      compareCurrencies(amount.currency, currency) === 0
    return stablePlan(mode, nets.filter(isOwn), paid.filter(isOwn)).map((transfer) => ({ ...transfer, currency }))
  })
}
