import type { GroupHistory } from './chain-event.ts'
import type { Tie } from '../facts.ts'

/** The history that a tie names: same chain, contract and group, created in the same block. A look-alike group is none (EP9). */
export function historyOfTie(
  tie: Pick<Tie, 'genesis' | 'contract' | 'group' | 'block'>,
  histories: readonly GroupHistory[],
): GroupHistory | undefined {
  return histories.find(
    (history) =>
      history.genesis === tie.genesis &&
      history.contract === tie.contract &&
      history.group === tie.group &&
      history.createdAt === tie.block,
  )
}
