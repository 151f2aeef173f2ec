import type { CallOutcome } from './contract-call.ts'
import type { ChainError } from './chain-error.ts'
import type { ContractError } from './contract-error.ts'
import type { AccountId, H160 } from '../domain/index.ts'

/** What a call would cost and do, from a dry run at the node's newest block. Shown before anything is signed. */
export type CallEstimate = {
  /** Planck for the network, at most: gone when the call is included, though runtimes may give some of it back. */
  readonly fee: bigint
  /** Planck held for storage, at most, that of the steps before the call included; held, not spent. */
  readonly deposit: bigint
  /** Planck that the call itself moves: zero where a token is paid, whose amount the last step before the call names. */
  readonly value: bigint
  /** Of the call alone. */
  readonly weight: CallWeight
  readonly outcome: CallOutcome
  /** What the same transaction does before the call, in this order. All of it happens, or nothing. */
  readonly before: readonly PrecedingStep[]
  /** Number of the node's newest block then: what others have done since is not in it. */
  readonly at: number
}

/** What a call may use of a block. */
export type CallWeight = { readonly refTime: bigint; readonly proofSize: bigint }

/** Something without which a call cannot be, done in one transaction with it. Deposits are planck. */
export type PrecedingStep =
  /** The account is mapped to its address, once for ever. */
  | { readonly kind: 'map'; readonly deposit: bigint }
  /**
   * The contract is allowed to fetch exactly this much of the token, which the call then does: nothing of the allowance is left, and its deposit
   * comes back at once.
   */
  | {
      readonly kind: 'approve'
      readonly token: H160
      readonly amount: bigint
      readonly weight: CallWeight
      readonly deposit: bigint
    }

/** The deposit of the call alone. */
export function ownDeposit({ deposit, before }: Pick<CallEstimate, 'deposit' | 'before'>): bigint {
  return before.reduce((rest, step) => rest - step.deposit, deposit)
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
  /** The account must be mapped once before it can call contracts, in a transaction of its own: both in one is not possible here. */
  | { readonly type: 'CallerNotMapped'; readonly account: AccountId }
  /** `available` planck is less than `needed`, the sum of the parts. */
  | {
      readonly type: 'InsufficientBalance'
      readonly needed: bigint
      readonly available: bigint
      readonly parts: CostParts
    }
  /** The account holds less of the token than the call pays; both in its smallest unit. */
  | { readonly type: 'InsufficientToken'; readonly token: H160; readonly needed: bigint; readonly available: bigint }
  /** The token's own rules refuse this payment, whatever the contract says: `reason` is the runtime's name for it, such as `Assets.Frozen`. */
  | { readonly type: 'TokenRefused'; readonly token: H160; readonly reason: string }
  /** A token is paid by an allowance and a call in one transaction, which this chain does not offer: it lacks `utility.batchAll`. */
  | { readonly type: 'BatchMissing'; readonly chain: string }
  /** The runtime refused the call before or outside of the contract; `reason` is its own name for it. */
  | { readonly type: 'DispatchFailed'; readonly reason: string }
  | ChainError
