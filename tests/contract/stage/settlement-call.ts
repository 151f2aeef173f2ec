import { compactStripLength } from '@polkadot/util'
import type { ContractCall } from '../../../src/chain/index.ts'
import { type ContractView, encodeCall } from '../../../src/chain/polkadot/encode-call.ts'
import type { H160 } from '../../../src/domain/index.ts'
import type { Actor } from './actor.ts'
import type { StageCall } from './stage.ts'

/** Call data without a length in front. */
export function callData(call: ContractCall | ContractView): Uint8Array {
  return compactStripLength(encodeCall(call))[1]
}

/** A call of a settlement contract. A payment carries its leg's planck unless it is given another value. */
export function settlementCall(
  by: Actor,
  to: H160,
  call: ContractCall | ContractView,
  value: bigint = call.kind === 'pay' ? call.leg.planck : 0n,
): StageCall {
  return { by, to, data: callData(call), value }
}
