// pallet-revive's constructor calls, typed by hand like its other calls in revive-api.ts.

import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { DispatchError } from '@polkadot/types/interfaces'
import type { Codec } from '@polkadot/types/types'
import { compactStripLength, u8aToHex } from '@polkadot/util'
import type { AccountId } from '../../domain/index.ts'
import type { ContractMoney, DeployEstimate } from '../deploy-contract.ts'
import { contractAbi } from './contract-abi.ts'
import { to0x } from './prefixed-hex.ts'
import { plusTenth } from './revive-api.ts'

type Integer = { readonly toBigInt: () => bigint }
type Weight = { readonly refTime: Integer; readonly proofSize: Integer }

type RawInstantiation = Codec & {
  readonly weightRequired?: Weight
  readonly gasRequired?: Weight
  readonly storageDeposit: { readonly isCharge: boolean; readonly asCharge: Integer }
  readonly result: {
    readonly isOk: boolean
    readonly asOk: { readonly addr: Codec; readonly result: { readonly flags: { readonly bits?: Codec } & Codec } }
    readonly asErr: DispatchError
  }
}

/** What a dry run of a deployment says. */
export type Instantiation =
  | { readonly kind: 'refused'; readonly error: DispatchError }
  | {
      readonly kind: 'done'
      readonly weight: DeployEstimate['weight']
      readonly deposit: bigint
      /** `0x…` */
      readonly address: string
    }

/** The constructor's call, without a length in front: pallet-revive takes the bytes as they are. */
function constructorData(money: ContractMoney): string {
  const call =
    'token' in money
      ? contractAbi()
          .findConstructor('with_token')
          .toU8a([to0x(money.token)])
      : contractAbi().findConstructor('new').toU8a([money.ratio])
  const [, data] = compactStripLength(call)
  return u8aToHex(data)
}

/** Runs the deployment without sending it. */
export async function dryInstantiate(
  api: ApiPromise,
  origin: AccountId,
  code: Uint8Array,
  money: ContractMoney,
): Promise<Instantiation> {
  const instantiate = api.call['reviveApi']?.['instantiate']
  if (!instantiate) throw new Error('the chain has no ReviveApi_instantiate')
  const upload = { Upload: u8aToHex(code) }
  const run = (await instantiate(
    to0x(origin),
    0n,
    null,
    null,
    upload,
    constructorData(money),
    null,
  )) as unknown as RawInstantiation
  if (!run.result.isOk) return { kind: 'refused', error: run.result.asErr }
  const weight = run.weightRequired ?? run.gasRequired
  if (!weight) throw new Error('the dry run says no weight')
  return {
    kind: 'done',
    weight: { refTime: weight.refTime.toBigInt(), proofSize: weight.proofSize.toBigInt() },
    deposit: run.storageDeposit.isCharge ? run.storageDeposit.asCharge.toBigInt() : 0n,
    address: run.result.asOk.addr.toHex(),
  }
}

/** The extrinsic that uploads the code and makes the contract, limited to a tenth more than the dry run used. */
export function instantiateExtrinsic(
  api: ApiPromise,
  code: Uint8Array,
  money: ContractMoney,
  { weight, deposit }: Pick<DeployEstimate, 'weight' | 'deposit'>,
): SubmittableExtrinsic<'promise'> {
  const make = api.tx['revive']?.['instantiateWithCode']
  if (!make) throw new Error('the chain has no revive.instantiateWithCode')
  const limit = api.registry.createType('WeightV2', {
    refTime: plusTenth(weight.refTime),
    proofSize: plusTenth(weight.proofSize),
  })
  return make(0n, limit, plusTenth(deposit), u8aToHex(code), constructorData(money), null)
}
