// Money between two members. Balances say how much somebody owes; these say whom, or who paid whom.

import type { Currency } from '../money/currency.ts'
import { compareCurrencies, sumEffects, type Change, type Effect } from '../money/effect.ts'
import { compareIds, type MemberId } from '../ids.ts'
import { matchGroup } from './settle.ts'

/** An amount above zero that one member owes, or paid, another, in minor units. */
export interface PairAmount {
  readonly from: MemberId
  readonly to: MemberId
  readonly currency: Currency
  readonly amount: bigint
}

/** Who owes whom after an effect: inside each currency those who owe and those who are owed, each in order of id, along their running sums (ST3). */
export function debtsOfEffect(effect: Effect): readonly PairAmount[] {
  const debts: PairAmount[] = []
  for (let start = 0, end = 0; start < effect.length; start = end) {
    const { currency } = effect[start] as Change
    while (end < effect.length && compareCurrencies((effect[end] as Change).currency, currency) === 0) end++
    for (const debt of matchGroup(effect.slice(start, end))) debts.push({ ...debt, currency })
  }
  return debts
}

/** The other way round: a debt becomes the payment that would have made it. */
export function turnPairs(pairs: readonly PairAmount[]): readonly PairAmount[] {
  return pairs.map(({ from, to, currency, amount }) => ({ from: to, to: from, currency, amount }))
}

/** What remains between each two when all of it is set off: above zero, in order of (currency, from, to). */
export function netPairs(pairs: Iterable<PairAmount>): readonly PairAmount[] {
  const byPair = new Map<string, PairAmount>()
  for (const { from, to, currency, amount } of pairs) {
    const [low, high] = from < to ? [from, to] : [to, from]
    const key = `${currency.code}.${currency.digits}.${low}.${high}`
    const sum = (byPair.get(key)?.amount ?? 0n) + (from === low ? amount : -amount)
    byPair.set(key, { from: low, to: high, currency, amount: sum })
  }
  return [...byPair.values()]
    .filter(({ from, to, amount }) => amount !== 0n && from !== to)
    .map((pair) => (pair.amount > 0n ? pair : { ...pair, from: pair.to, to: pair.from, amount: -pair.amount }))
    .sort(comparePairs)
}

/** What debts between members are as balances: whoever owes is below zero. */
export function effectOfDebts(debts: readonly PairAmount[]): Effect {
  return sumEffects(
    debts.flatMap(({ from, to, currency, amount }): readonly Change[] => [
      { member: from, currency, amount: -amount },
      { member: to, currency, amount },
    ]),
  )
}

function comparePairs(a: PairAmount, b: PairAmount): number {
  return compareCurrencies(a.currency, b.currency) || compareIds(a.from, b.from) || compareIds(a.to, b.to)
}
