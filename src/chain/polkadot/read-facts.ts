import type { ChainFacts } from '../chain-facts.ts'
import type { Hash32, Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import { ask, type Connection } from './connection.ts'
import { from0x } from './prefixed-hex.ts'
import { missingForRevive } from './revive-api.ts'

/** Reads everything that is particular to the chain. */
export async function readFacts(connection: Connection): Promise<Result<ChainFacts, ChainError>> {
  const { api, provider } = connection
  return ask(connection, 'chain facts', async () => {
    // Asked of the node each time: what polkadot-js remembers is the chain of the first connection, and another one may answer by now.
    const [methods, genesis] = await Promise.all([
      api.rpc.rpc.methods(),
      provider.send<string>('chain_getBlockHash', [0]),
    ])
    return {
      genesis: from0x(genesis) as Hash32,
      name: api.runtimeChain.toString(),
      decimals: api.registry.chainDecimals[0] ?? 0,
      symbol: api.registry.chainTokens[0] ?? '',
      ss58Prefix: api.registry.chainSS58 ?? 42,
      existentialDeposit: constant(connection, 'balances', 'existentialDeposit') ?? 0n,
      nativeToEthRatio: constant(connection, 'revive', 'nativeToEthRatio'),
      missing: missingForRevive(api),
      offersDev: methods.methods.some((method) => method.toString().startsWith('dev_')),
    }
  })
}

/** A numeric constant of the runtime; null when it has none of that name. */
export function constant({ api }: Connection, pallet: string, name: string): bigint | null {
  const found = api.consts[pallet]?.[name]
  return found === undefined ? null : BigInt(found.toString())
}
