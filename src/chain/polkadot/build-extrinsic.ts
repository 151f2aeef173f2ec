import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { AccountId } from '../../domain/index.ts'
import { ownDeposit, type CallEstimate, type PrecedingStep } from '../call-estimate.ts'
import { valueOfCall, type ChainCall } from '../contract-call.ts'
import { encodeCall } from './encode-call.ts'
import { encodeErc20 } from './erc20-call.ts'
import { batchOf, reviveCall, reviveMapAccount } from './revive-api.ts'

/** The extrinsic of a call by `sender`, each part limited to a tenth more than its estimate: one batch where something comes before the call. */
export function buildExtrinsic(
  api: ApiPromise,
  call: ChainCall,
  sender: AccountId,
  estimate: Pick<CallEstimate, 'weight' | 'deposit' | 'before'>,
): SubmittableExtrinsic<'promise'> {
  if (call.to === 'mapping') return reviveMapAccount(api, sender)
  const limits = { weight: estimate.weight, deposit: ownDeposit(estimate) }
  const main = reviveCall(api, call.contract, valueOfCall(call), encodeCall(call.call), limits)
  if (estimate.before.length === 0) return main
  const toExtrinsic = (step: PrecedingStep): SubmittableExtrinsic<'promise'> => {
    if (step.kind === 'map') return reviveMapAccount(api, sender)
    const { token, amount, weight } = step
    const approve = encodeErc20({ kind: 'approve', to: call.contract, amount })
    // The approval's own deposit is the token's affair, not one that contracts are limited in.
    return reviveCall(api, token, 0n, approve, { weight, deposit: 0n })
  }
  return batchOf(api, [...estimate.before.map(toExtrinsic), main])
}
