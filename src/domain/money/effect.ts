// The effect of something on balances: signed amounts per member and currency. Everything that moves money is an effect, and a balance is
// the sum of effects (BA1, BA2).

import type { Currency } from './currency.ts'
import { compareIds, type MemberId } from '../ids.ts'

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
  const sums = new Map<string, { readonly currency: Currency; readonly amounts: Map<MemberId, bigint> }>()
  let last: { readonly currency: Currency; readonly amounts: Map<MemberId, bigint> } | undefined
  for (const { member, currency, amount } of changes) {
    // Changes of one currency come in a row, so its key is seldom made.
    if (last?.currency !== currency) {
      const key = `${currency.code}.${currency.digits}`
      const known = sums.get(key)
      last = { currency, amounts: known?.amounts ?? new Map<MemberId, bigint>() }
      if (!known) sums.set(key, last)
    }
    last.amounts.set(member, (last.amounts.get(member) ?? 0n) + amount)
  }
  const summed: Change[] = []
  for (const { currency, amounts } of sums.values())
    for (const [member, amount] of amounts) if (amount !== 0n) summed.push({ member, currency, amount })
  return summed.sort((a, b) => compareCurrencies(a.currency, b.currency) || compareIds(a.member, b.member))
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
