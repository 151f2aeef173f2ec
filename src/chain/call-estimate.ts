import type { CallOutcome } from './contract-call.ts'
import type { ChainError } from './chain-error.ts'
import type { ContractError } from './contract-error.ts'
import type { AccountId } from '../domain/index.ts'

/** What a call would cost and do, from a dry run at the node's newest block. Shown before anything is signed. */
export type CallEstimate = {
  /** Planck for the network, at most: gone when the call is included, though runtimes may give some of it back. */
  readonly fee: bigint
  /** Planck held for storage, at most; held, not spent. */
  readonly deposit: bigint
  /** Planck that the call itself moves. */
  readonly value: bigint
  readonly weight: { readonly refTime: bigint; readonly proofSize: bigint }
  readonly outcome: CallOutcome
}

/** What an account must hold for a call, in planck. Fee and deposit are zero where already the value was too much to ask the node for them. */
export type CostParts = {
  readonly value: bigint
  readonly fee: bigint
  readonly deposit: bigint
  /** What has to stay: the existential deposit, without which an account vanishes, or what is locked if that is more. */
  readonly minimum: bigint
}

/** Why a call would fail, or why that could not be found out. */
export type EstimateError =
  | { readonly type: 'ContractError'; readonly error: ContractError }
  /** The account must be mapped once before it can call contracts. */
  | { readonly type: 'CallerNotMapped'; readonly account: AccountId }
  /** `available` planck is less than `needed`, the sum of the parts. */
  | {
      readonly type: 'InsufficientBalance'
      readonly needed: bigint
      readonly available: bigint
      readonly parts: CostParts
    }
  /** The runtime refused the call before or outside of the contract; `reason` is its own name for it. */
  | { readonly type: 'DispatchFailed'; readonly reason: string }
  | ChainError
