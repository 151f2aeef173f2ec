import { err, ok, type Hash32, type Result } from '../domain/index.ts'
import type { ChainError } from './chain-error.ts'
import type { ChainFacts } from './chain-facts.ts'
import type { Custody } from './transaction-signer.ts'

/** Genesis hash of the embedded chain: the only one on which a node with `dev_*` methods is known not to shadow a live chain. */
export const EMBEDDED_GENESIS = 'c73c9c8c4a8d4a3ce2e0fe55dd15a60c3dad0c02063a2559d3763a1bdf6663ac' as Hash32

/** Why nothing is signed on a chain. */
export type ChainRefusal =
  | { readonly type: 'WrongGenesis'; readonly expected: Hash32; readonly found: Hash32; readonly chain: string }
  /** The node is a fork or test node under a genesis that may be a live chain's: what a wallet signs here could be replayed there. */
  | { readonly type: 'ReplayableOnLiveChain'; readonly chain: string; readonly genesis: Hash32 }
  | Extract<ChainError, { readonly type: 'ReviveMissing' }>

/** Whether this is the pot's chain, has contracts, and is one where this key may sign. */
export function checkChain(
  facts: ChainFacts,
  { genesis, custody }: { readonly genesis: Hash32; readonly custody: Custody },
): Result<null, ChainRefusal> {
  const { name: chain, missing } = facts
  if (facts.genesis !== genesis) return err({ type: 'WrongGenesis', expected: genesis, found: facts.genesis, chain })
  if (missing.length > 0) return err({ type: 'ReviveMissing', chain, missing })
  return facts.offersDev && genesis !== EMBEDDED_GENESIS && custody === 'browser wallet'
    ? err({ type: 'ReplayableOnLiveChain', chain, genesis })
    : ok(null)
}
