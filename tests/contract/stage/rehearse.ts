import type { Blockchain } from '@acala-network/chopsticks-core'
import type { ApiPromise } from '@polkadot/api'
import type { DispatchError, WeightV2 } from '@polkadot/types/interfaces'
import type { Codec } from '@polkadot/types/types'
import { bnToU8a, compactAddLength, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { dispatchReason } from '../../../src/chain/polkadot/dispatch-reason.ts'
import type { Rehearsal, StageCall, Weight } from './stage.ts'

type Integer = { readonly toBigInt: () => bigint }

/** The fields of the runtime's answer that are read here. */
type RawRehearsal = Codec & {
  readonly weightRequired: WeightV2
  readonly storageDeposit: { readonly isCharge: boolean; readonly asCharge: Integer }
  readonly result: {
    readonly isOk: boolean
    readonly asOk: { readonly flags: { readonly toHex: () => string }; readonly data: Uint8Array }
    readonly asErr: DispatchError
  }
}

const none = Uint8Array.of(0)

/** Asks the runtime itself, without the way through a socket: a test asks thousands of times. */
export function createRehearsal(api: ApiPromise, chain: Blockchain): (call: StageCall) => Promise<Rehearsal> {
  const answerType = (api.call['reviveApi']!['call'] as unknown as { readonly meta: { readonly type: string } }).meta
    .type
  return async ({ by, to, data, value = 0n }) => {
    const amount = bnToU8a(value, { bitLength: 128, isLe: true })
    const input = u8aConcat(by.pair.publicKey, hexToU8a(`0x${to}`), amount, none, none, compactAddLength(data))
    const { result } = await chain.head.call('ReviveApi_call', [u8aToHex(input)])
    const answer = api.registry.createType(answerType, result) as RawRehearsal
    return {
      weight: weightOf(answer.weightRequired),
      deposit: answer.storageDeposit.isCharge ? answer.storageDeposit.asCharge.toBigInt() : 0n,
      result: answer.result.isOk
        ? { kind: 'returned', ...returned(answer.result.asOk) }
        : { kind: 'refused', reason: dispatchReason(api.registry, answer.result.asErr) },
    }
  }
}

const weightOf = ({ refTime, proofSize }: WeightV2): Weight => ({
  refTime: refTime.toBigInt(),
  proofSize: proofSize.toBigInt(),
})

/** Bit 0 of the flags: the contract reverted. */
const returned = ({
  flags,
  data,
}: RawRehearsal['result']['asOk']): { readonly isReverted: boolean; readonly data: Uint8Array } => ({
  isReverted: (JSON.parse(JSON.stringify(flags)) as { readonly bits: number }).bits % 2 === 1,
  data: Uint8Array.from(data),
})
