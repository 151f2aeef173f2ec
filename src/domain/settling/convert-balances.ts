// ST6: all balances of a pot in one currency, at agreed rates, without losing or making a unit.

import { toMinor, type AmountError } from '../money/amount.ts'
import type { Currency } from '../money/currency.ts'
import { compareCurrencies, negateEffect, sumEffects, type Change, type Effect } from '../money/effect.ts'
import type { Conversion } from '../events/event.ts'
import { compareIds, type MemberId } from '../ids.ts'
import { floorDivision, largestRemainders } from '../money/largest-remainder.ts'
import { debtsOfEffect, effectOfDebts, netPairs, type PairAmount } from './pair-amount.ts'
import { err, ok, type Result } from '../result.ts'

/** Why balances cannot be converted: a currency without a rate, or an amount beyond MO1. */
export type ConversionError = AmountError | { readonly type: 'CurrencyUnrated'; readonly currency: Currency }

/**
 * The nets of all currencies as nets of one. Each member's worth is an exact fraction; it is rounded down, and the units that are left go one each
 * to the largest remainders, ties in order of member id from `seed` mod n on (SP3). They sum to zero as the nets of each currency do.
 */
export function convertNets(nets: Effect, conversion: Conversion, seed: bigint): Result<Effect, ConversionError> {
  const unrated = nets.find(({ currency }) => rateOf(conversion, currency) === undefined)
  if (unrated) return err({ type: 'CurrencyUnrated', currency: unrated.currency })
  const { denominator, numeratorOf } = scaleOf(conversion, nets)
  const worth = new Map<MemberId, bigint>()
  for (const { member, currency, amount } of nets)
    worth.set(member, (worth.get(member) ?? 0n) + amount * numeratorOf(currency))
  const parts = [...worth]
    .filter(([, numerator]) => numerator !== 0n)
    .sort(([a], [b]) => compareIds(a, b))
    .map(([member, numerator]) => ({ member, ...floorDivision(numerator, denominator) }))
  if (parts.length === 0) return ok([])
  const left = parts.reduce((sum, { floor }) => sum - floor, 0n)
  const extra = largestRemainders(parts, seed, Number(left))
  const converted: Change[] = []
  for (const { member, floor } of parts) {
    const amount = toMinor(extra.has(member) ? floor + 1n : floor)
    if (!amount.ok) return amount
    if (amount.value !== 0n) converted.push({ member, currency: conversion.into, amount: amount.value })
  }
  return ok(converted)
}

/**
 * Who owes whom after a conversion: what is between each two, each rounded half away from zero. What this and the rounding of `nets`, the converted
 * ones, are apart is settled along their running sums, so that the debts are the nets. A currency without a rate has no nets: its debts run in a
 * circle, and end.
 */
export function convertDebts(
  debts: readonly PairAmount[],
  conversion: Conversion,
  nets: Effect,
): readonly PairAmount[] {
  const { into } = conversion
  const rated = debts.filter(({ currency }) => rateOf(conversion, currency) !== undefined)
  const { denominator, numeratorOf } = scaleOf(conversion, rated)
  const rounded = netPairs(
    rated.map((debt) => ({ ...debt, currency: into, amount: debt.amount * numeratorOf(debt.currency) })),
  ).map((debt) => ({ ...debt, amount: (2n * debt.amount + denominator) / (2n * denominator) }))
  const apart = sumEffects([...nets, ...negateEffect(effectOfDebts(rounded))])
  return netPairs([...rounded, ...debtsOfEffect(apart)])
}

/** For each currency the numerator of what one minor unit is worth in minor units of the other currency, over one denominator. */
interface Scale {
  readonly denominator: bigint
  readonly numeratorOf: (currency: Currency) => bigint
}

/** The scale of amounts whose currencies all have a rate. */
function scaleOf(conversion: Conversion, amounts: readonly { readonly currency: Currency }[]): Scale {
  const partsOf = (currency: Currency): { readonly digits: number; readonly worth: bigint } => {
    const [whole, fraction = ''] = (rateOf(conversion, currency) as string).split('.')
    return {
      digits: currency.digits + fraction.length,
      worth: BigInt(`${whole}${fraction}`) * 10n ** BigInt(conversion.into.digits),
    }
  }
  const most = amounts.reduce((max, { currency }) => Math.max(max, partsOf(currency).digits), 0)
  return {
    denominator: 10n ** BigInt(most),
    numeratorOf: (currency) => {
      const { digits, worth } = partsOf(currency)
      return worth * 10n ** BigInt(most - digits)
    },
  }
}

function rateOf({ into, rates }: Conversion, currency: Currency): string | undefined {
  return compareCurrencies(currency, into) === 0
    ? '1'
    : rates.find(({ from }) => compareCurrencies(from, currency) === 0)?.rate
}
