import type { ChainFacts } from './chain-facts.ts'
import type { ContractFacts } from './group-view.ts'

/** The contract was deployed with another ratio than the chain's: legs would move a wrong amount. */
export type RatioError = {
  readonly type: 'WrongRatio'
  readonly contract: bigint | null
  readonly chain: bigint | null
}

/** What is wrong with how a contract converts amounts; null if it does so as its chain does, or takes a token, which needs no ratio. */
export function ratioFault(
  { token, ratio }: Pick<ContractFacts, 'token' | 'ratio'>,
  { nativeToEthRatio }: Pick<ChainFacts, 'nativeToEthRatio'>,
): RatioError | null {
  return token === null && (ratio === null || ratio !== nativeToEthRatio)
    ? { type: 'WrongRatio', contract: ratio, chain: nativeToEthRatio }
    : null
}
