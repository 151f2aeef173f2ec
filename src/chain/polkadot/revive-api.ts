// pallet-revive as this adapter sees it: typed by hand, since polkadot-js types only what it knows, and in one place, since newer
// runtimes rename fields and will version their payloads.

import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { DispatchError } from '@polkadot/types/interfaces'
import type { Codec } from '@polkadot/types/types'
import type { AccountId, H160 } from '../../domain/index.ts'
import { to0x } from './prefixed-hex.ts'

type Weight = { readonly refTime: Integer; readonly proofSize: Integer }
type Integer = { readonly toBigInt: () => bigint }

/** A dry run's answer; `weightRequired` on newer runtimes, `gasRequired` on older ones. */
type RawDryRun = Codec & {
  readonly weightRequired?: Weight
  readonly gasRequired?: Weight
  readonly storageDeposit: { readonly isCharge: boolean; readonly asCharge: Integer }
  readonly result: {
    readonly isOk: boolean
    readonly asOk: {
      readonly flags: { readonly bits?: { readonly toNumber: () => number }; readonly toNumber?: () => number }
      readonly data: Uint8Array
    }
    readonly asErr: DispatchError
  }
}

/** A dry run: what the contract returned (`isReverted`: it refused), or why the runtime did not run it. */
export type DryRun = {
  readonly weight: { readonly refTime: bigint; readonly proofSize: bigint }
  readonly deposit: bigint
  readonly result:
    | { readonly kind: 'returned'; readonly isReverted: boolean; readonly data: Uint8Array }
    | { readonly kind: 'refused'; readonly error: DispatchError }
}

/** Where runtime calls are made: the node's newest block, or one block by `api.at`. */
export type CallsAt = Pick<ApiPromise, 'call'>

type Extrinsic = SubmittableExtrinsic<'promise'>

/** Names of everything that is needed and missing on this chain. */
export function missingForRevive(api: ApiPromise): readonly string[] {
  const needed: readonly (readonly [string, unknown])[] = [
    ['pallet revive', api.query['revive']],
    ['runtime API ReviveApi_call', api.call['reviveApi']?.['call']],
    ['revive.call', api.tx['revive']?.['call']],
    ['revive.originalAccount', api.query['revive']?.['originalAccount']],
    ['revive.nativeToEthRatio', api.consts['revive']?.['nativeToEthRatio']],
  ]
  return needed.flatMap(([name, found]) => (found === undefined ? [name] : []))
}

/** Whether several calls can stand in one transaction, of which all happen or none. */
export function hasBatches(api: ApiPromise): boolean {
  return api.tx['utility']?.['batchAll'] !== undefined
}

/** One transaction of several calls: the first that fails undoes them all, and its error is the transaction's. */
export function batchOf(api: ApiPromise, calls: readonly Extrinsic[]): Extrinsic {
  const batchAll = api.tx['utility']?.['batchAll']
  if (!batchAll) throw new Error('the chain has no utility.batchAll')
  return batchAll([...calls])
}

/** Runs a call without sending it. `data` is passed as the prefixed bytes that the Abi made: as hex the prefix would become call data. */
export async function dryRun(
  at: CallsAt,
  origin: AccountId,
  contract: H160,
  value: bigint,
  data: Uint8Array,
): Promise<DryRun> {
  const call = at.call['reviveApi']?.['call']
  if (!call) throw new Error('the chain has no ReviveApi_call')
  const run = (await call(to0x(origin), to0x(contract), value, null, null, data)) as unknown as RawDryRun
  const weight = run.weightRequired ?? run.gasRequired
  if (!weight) throw new Error('the dry run says no weight')
  const { result, storageDeposit } = run
  return {
    weight: { refTime: weight.refTime.toBigInt(), proofSize: weight.proofSize.toBigInt() },
    deposit: storageDeposit.isCharge ? storageDeposit.asCharge.toBigInt() : 0n,
    result: result.isOk ? returned(result.asOk) : { kind: 'refused', error: result.asErr },
  }
}

/** The extrinsic of a contract call, with limits a tenth above what the dry run used. The deposit limit is a number, never null. */
export function reviveCall(
  api: ApiPromise,
  contract: H160,
  value: bigint,
  data: Uint8Array,
  limits: { readonly weight: DryRun['weight']; readonly deposit: bigint },
): Extrinsic {
  const { refTime, proofSize } = limits.weight
  const weight = api.registry.createType('WeightV2', { refTime: plusTenth(refTime), proofSize: plusTenth(proofSize) })
  return extrinsicNamed(api, 'call')(to0x(contract), value, weight, plusTenth(limits.deposit), data)
}

/**
 * The extrinsic that maps the sender's account to its address, once. Runtimes that map new accounts by themselves have turned
 * `mapAccount` into nothing; there, accounts from before that time are mapped by `batchMapAccounts`, which costs nothing in the end.
 */
export function reviveMapAccount(api: ApiPromise, sender: AccountId): Extrinsic {
  return mapsByItself(api)
    ? extrinsicNamed(api, 'batchMapAccounts')([to0x(sender)])
    : extrinsicNamed(api, 'mapAccount')()
}

/** Whether the runtime maps accounts when they come to life. */
export function mapsByItself(api: ApiPromise): boolean {
  return api.consts['revive']?.['autoMap']?.toString() === 'true'
}

/** A limit a tenth above what is needed, rounded down. */
export function plusTenth(needed: bigint): bigint {
  return (needed * 11n) / 10n
}

function extrinsicNamed(api: ApiPromise, name: string): (...args: readonly unknown[]) => Extrinsic {
  const found = api.tx['revive']?.[name]
  if (!found) throw new Error(`the chain has no revive.${name}`)
  return found
}

/** Flag bit 0: the contract reverted. */
function returned({ flags, data }: RawDryRun['result']['asOk']): DryRun['result'] {
  const bits = flags.bits?.toNumber() ?? flags.toNumber?.()
  if (bits === undefined) throw new Error('the dry run says no flags')
  return { kind: 'returned', isReverted: (bits & 1) === 1, data: Uint8Array.from(data) }
}
