import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { AccountId } from '../../domain/index.ts'
import { valueOfCall, type ChainCall } from '../contract-call.ts'
import { encodeCall } from './encode-call.ts'
import { reviveCall, reviveMapAccount, type DryRun } from './revive-api.ts'

/** The extrinsic of a call by `sender`, limited to a tenth more than its estimate. */
export function buildExtrinsic(
  api: ApiPromise,
  call: ChainCall,
  sender: AccountId,
  estimate: Pick<DryRun, 'weight' | 'deposit'>,
): SubmittableExtrinsic<'promise'> {
  if (call.to === 'mapping') return reviveMapAccount(api, sender)
  return reviveCall(api, call.contract, valueOfCall(call), encodeCall(call.call), estimate)
}
