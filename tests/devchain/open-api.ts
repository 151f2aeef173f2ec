import { ApiPromise, WsProvider } from '@polkadot/api'
import type { ApiOptions } from '@polkadot/api/types'

/** A connected api. */
export const openApi = (url: string): Promise<ApiPromise> =>
  ApiPromise.create({ provider: new WsProvider(url) as NonNullable<ApiOptions['provider']>, noInitWarn: true })
