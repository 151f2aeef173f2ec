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

/** Why a call would fail, or why that could not be found out. */
export type EstimateError =
  | { readonly type: 'ContractError'; readonly error: ContractError }
  /** The account must be mapped once before it can call contracts. */
  | { readonly type: 'CallerNotMapped'; readonly account: AccountId }
  /** `available` planck is less than `needed` for value, fee, deposit and the existential deposit. */
  | { readonly type: 'InsufficientBalance'; readonly needed: bigint; readonly available: bigint }
  /** The runtime refused the call before or outside of the contract; `reason` is its own name for it. */
  | { readonly type: 'DispatchFailed'; readonly reason: string }
  | ChainError
