import type { ApiPromise } from '@polkadot/api'
import type { AccountInfo } from '@polkadot/types/interfaces'

/** Planck that an account may spend. */
export const balanceOf = async (api: ApiPromise, address: string): Promise<bigint> => {
  const account = await api.query['system']?.['account']?.(address)
  return (account as AccountInfo).data.free.toBigInt()
}
