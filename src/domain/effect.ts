// The effect of something on balances: signed amounts per member and currency. Everything that moves money is an effect, and a balance is
// the sum of effects (BA1, BA2).

import type { Currency } from './currency.ts'
import { compareIds, type MemberId } from './ids.ts'

/** A signed amount of one member in one currency, in minor units: positive = is owed. */
export interface Change {
  readonly member: MemberId
  readonly currency: Currency
  readonly amount: bigint
}

/** Changes without zeros, sorted by (currency code, digits, member), each member and currency once. They sum to zero per currency. */
export type Effect = readonly Change[]

/** Order of currencies: code, then digits. Two currencies of one code and different digits are two currencies (MO2). */
export function compareCurrencies(a: Currency, b: Currency): number {
  return compareIds(a.code, b.code) || a.digits - b.digits
}

/** The effect of several changes together. */
export function sumEffects(changes: Iterable<Change>): Effect {
  const byKey = new Map<string, Change>()
  for (const share of changes) {
    const key = `${share.currency.code}.${share.currency.digits}.${share.member}`
    const known = byKey.get(key)
    byKey.set(key, known ? { ...known, amount: known.amount + share.amount } : share)
  }
  return [...byKey.values()]
    .filter((share) => share.amount !== 0n)
    .sort((a, b) => compareCurrencies(a.currency, b.currency) || compareIds(a.member, b.member))
}

/** What undoes an effect. */
export function negateEffect(effect: Effect): Effect {
  return effect.map((share) => ({ ...share, amount: -share.amount }))
}

/** The effect of money handed from one member to another: who gave is owed more (BA1). */
export function transferEffect(from: MemberId, to: MemberId, currency: Currency, amount: bigint): Effect {
  return sumEffects([
    { member: from, currency, amount },
    { member: to, currency, amount: -amount },
  ])
}
