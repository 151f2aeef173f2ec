import { convertDebts } from '../settling/convert-balances.ts'
import { negateEffect, sumEffects, type Effect } from '../money/effect.ts'
import type { Conversion } from '../events/event.ts'
import type { Facts, Move } from '../facts.ts'
import type { EventId } from '../ids.ts'
import { paidSince } from '../settling/paid-since.ts'
import { netPairs, turnPairs } from '../settling/pair-amount.ts'
import { pairDebts } from '../settling/pair-debts.ts'

/** What a settlement that is final changes about its facts: ST4: what was paid so far is kept; ST6: balances are the `converted` ones from here on. */
export function settledFacts(
  facts: Facts,
  checkpoint: EventId,
  conversion: Conversion | null,
  converted: Effect | null,
): Pick<Facts, 'nets' | 'moves' | 'paidBefore'> {
  if (!conversion || !converted) return { nets: facts.nets, moves: facts.moves, paidBefore: paidSince(facts) }
  const before = pairDebts(facts)
  const move: Move = {
    source: { type: 'converted', checkpoint },
    epoch: facts.epoch,
    effect: sumEffects([...converted, ...negateEffect(facts.nets)]),
    debts: netPairs([...convertDebts(before, conversion, converted), ...turnPairs(before)]),
  }
  return { nets: converted, moves: [...facts.moves, move], paidBefore: [] }
}
