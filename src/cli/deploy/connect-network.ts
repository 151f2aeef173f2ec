import { EMBEDDED_GENESIS, type Deployer } from '../../chain/index.ts'
import type { Network } from '../../chain/networks/index.ts'
import { ok, type Result } from '../../domain/index.ts'
import { unusable, type CommandError } from '../command.ts'
import { describeFollowError } from '../describe-follow-error.ts'

/** Connects to the first node that answers: of those that are named, otherwise of the network's own. */
export async function connectNetwork(
  { endpoints, genesis }: Pick<Network, 'endpoints' | 'genesis'>,
  named: readonly string[],
): Promise<Result<Deployer, CommandError>> {
  const { connectDeployer } = await import('../../chain/polkadot/index.ts')
  const reasons: string[] = []
  for (const each of named.length > 0 ? named : endpoints) {
    const connected = await connectDeployer(each)
    if (connected.ok) return ok(connected.value)
    reasons.push(describeFollowError(connected.error).replace(/\.$/u, ''))
  }
  const start = genesis === EMBEDDED_GENESIS ? ' "npm run chain" starts one.' : ''
  return unusable(`${reasons.join('; ')}. Nothing was signed; --endpoint <ws> names another node.${start}`)
}
