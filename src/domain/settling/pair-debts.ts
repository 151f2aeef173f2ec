import type { Facts } from '../facts.ts'
import { mergedPairs } from '../people/merged-members.ts'
import { debtsOfEffect, type PairAmount } from './pair-amount.ts'

/**
 * ST5: who owes whom: what each entry and each move made one member owe another, set off between each two. As balances they are the nets. Gone
 * through when it is asked for, since only plans in the mode `pairwise`, conversions and explanations need it.
 */
export function pairDebts(facts: Pick<Facts, 'members' | 'effects' | 'moves'>): readonly PairAmount[] {
  return mergedPairs(facts, [
    ...[...facts.effects.values()].flatMap(debtsOfEffect),
    ...facts.moves.flatMap(({ debts }) => debts),
  ])
}
