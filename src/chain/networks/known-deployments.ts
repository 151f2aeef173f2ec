import listed from '../../../metadata/deployments.json' with { type: 'json' }
import type { H160 } from '../../domain/index.ts'
import type { ChainFacts } from '../chain-facts.ts'
import { KNOWN_CODE } from '../known-code.ts'
import { EMBEDDED_GENESIS } from '../check-chain.ts'
import { parseDeployments, type Deployments } from './deployment.ts'

/** What was deployed when this build was made. */
export const DEPLOYMENTS: Deployments = readListed()

/**
 * The contract that new groups of a chain are created in, for payments in a token or, with null, in the chain's own money: the newest deployment of
 * the code that this build was made with. A node with `dev_*` methods is asked for nothing by its genesis: a fork has the live chain's, and every
 * embedded chain has the same.
 */
export function deployedContract(
  { genesis, offersDev }: Pick<ChainFacts, 'genesis' | 'offersDev'>,
  token: H160 | null,
  deployments: Deployments = DEPLOYMENTS,
): H160 | null {
  if (offersDev || genesis === EMBEDDED_GENESIS) return null
  const current = deployments
    .get(genesis)
    ?.findLast((deployment) => deployment.token === token && KNOWN_CODE.includes(deployment.codeHash))
  return current?.contract ?? null
}

function readListed(): Deployments {
  const parsed = parseDeployments(listed)
  if (!parsed.ok) throw new Error(`metadata/deployments.json cannot be read at ${parsed.error.at}`)
  return parsed.value
}
