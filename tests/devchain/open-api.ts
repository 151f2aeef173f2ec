import { ApiPromise, WsProvider } from '@polkadot/api'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'

/** A connected api. */
export const openApi = (url: string): Promise<ApiPromise> =>
  ApiPromise.create({ provider: new WsProvider(url) as ProviderInterface, noInitWarn: true })
