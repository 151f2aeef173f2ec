import type { ChainFacts } from '../chain-facts.ts'
import type { Hash32, Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import { ask, type Connection } from './connection.ts'
import { from0x } from './prefixed-hex.ts'
import { missingForRevive } from './revive-api.ts'

/** Reads everything that is particular to the chain. */
export async function readFacts(connection: Connection): Promise<Result<ChainFacts, ChainError>> {
  const { api } = connection
  return ask(connection, 'chain facts', async () => {
    const methods = await api.rpc.rpc.methods()
    return {
      genesis: from0x(api.genesisHash.toHex()) as Hash32,
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
