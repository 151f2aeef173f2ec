import type { ApiPromise, WsProvider } from '@polkadot/api'
import { err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import { toChainError } from './chain-fault.ts'

/** An open connection: what every part of the adapter works on. */
export type Connection = { readonly api: ApiPromise; readonly provider: WsProvider; readonly endpoint: string }

/** Asks the node; whatever is thrown on the way becomes an error of ours. */
export async function ask<T>(
  connection: Connection,
  what: string,
  answer: () => Promise<T>,
  block?: number | Hash32,
): Promise<Result<T, ChainError>> {
  const { api, endpoint } = connection
  if (!api.isConnected) return err({ type: 'Disconnected', endpoint, detail: 'not connected' })
  try {
    return ok(await answer())
  } catch (thrown) {
    return err(toChainError(thrown, block === undefined ? { what, endpoint } : { what, endpoint, block }))
  }
}
