// BA4: what made a balance, and what made a debt between two: everything that contributed to it, each with its amount. The sum is the balance.

import type { Currency } from '../money/currency.ts'
import { compareCurrencies, type Effect } from '../money/effect.ts'
import type { Facts, MoveSource } from '../facts.ts'
import { compareIds, type EntryId, type MemberId } from '../ids.ts'
import { mergedMember } from '../people/merged-members.ts'
import { debtsOfEffect, type PairAmount } from './pair-amount.ts'

/** What one entry, or one move of money besides entries, contributes, in minor units. */
export interface Contribution {
  readonly source: { readonly type: 'entry'; readonly root: EntryId } | MoveSource
  readonly amount: bigint
}

type Reckoned = Pick<Facts, 'members' | 'effects' | 'moves'>

/**
 * What a member's balance in a currency is made of: entries by their root id, then moves in the order in which they came to count. Nothing that
 * contributes zero. With what those contributed who were merged into the member.
 */
export function explainNet(facts: Reckoned, member: MemberId, currency: Currency): readonly Contribution[] {
  return contributions(facts, ({ effect }) =>
    effect
      .filter((change) => compareCurrencies(change.currency, currency) === 0)
      .filter((change) => mergedMember(facts, change.member) === member)
      .reduce((sum, { amount }) => sum + amount, 0n),
  )
}

/** What the debt of one member to another is made of, in the same order; below zero what the other owes. */
export function explainDebt(
  facts: Reckoned,
  { from, to, currency }: Omit<PairAmount, 'amount'>,
): readonly Contribution[] {
  const signOf = (debt: PairAmount): bigint => {
    if (compareCurrencies(debt.currency, currency) !== 0) return 0n
    const [debtor, creditor] = [mergedMember(facts, debt.from), mergedMember(facts, debt.to)]
    if (debtor === from && creditor === to) return 1n
    return debtor === to && creditor === from ? -1n : 0n
  }
  return contributions(facts, ({ debts }) => debts().reduce((sum, debt) => sum + signOf(debt) * debt.amount, 0n))
}

/** Something that changed balances: its effect, and the same as debts. */
interface Contributor {
  readonly effect: Effect
  readonly debts: () => readonly PairAmount[]
}

function contributions(
  { effects, moves }: Reckoned,
  amountOf: (contributor: Contributor) => bigint,
): readonly Contribution[] {
  const entries = [...effects]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([root, effect]): Contribution => {
      return { source: { type: 'entry', root }, amount: amountOf({ effect, debts: () => debtsOfEffect(effect) }) }
    })
  const others = moves.map(({ source, effect, debts }): Contribution => ({
    source,
    amount: amountOf({ effect, debts: () => debts }),
  }))
  return [...entries, ...others].filter(({ amount }) => amount !== 0n)
}
