import { type SettlementMoney, settlementBlueprint } from '../../../src/devchain/index.ts'
import type { H160 } from '../../../src/domain/index.ts'
import type { Stage } from './stage.ts'

/** One more settlement contract of the same code, paid in the chain's own token by its own ratio unless a test wants other money. */
export function deploySecond({ deploy }: Stage, money: SettlementMoney = { ratio: 10n ** 6n }): Promise<H160> {
  return deploy(settlementBlueprint(money))
}
