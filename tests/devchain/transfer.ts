import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'

/** A transfer of some planck, not yet signed. */
export const transfer = (api: ApiPromise, to: string, planck: bigint): SubmittableExtrinsic<'promise'> => {
  const transferKeepAlive = api.tx['balances']?.['transferKeepAlive']
  if (transferKeepAlive === undefined) throw new Error('the chain knows no transfers')
  return transferKeepAlive(to, planck)
}
