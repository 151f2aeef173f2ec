// A transaction's life as a pure state machine. A transaction in the best block may vanish again (retracted); only the finalized
// states are ends that rest on the chain. `unknown` means nobody told us: it is resolved by reading the chain, never by guessing. A node
// that dropped a transaction speaks for itself alone: others may hold it, so that is no end either.

import { err, ok, type AccountId, type Hash32, type Result } from '../domain/index.ts'
import type { BlockRef } from './block-ref.ts'
import type { CallEstimate, EstimateError } from './call-estimate.ts'
import type { ChainError } from './chain-error.ts'
import type { ChainRefusal } from './check-chain.ts'
import type { ChainCall } from './contract-call.ts'
import type { ContractError } from './contract-error.ts'

/**
 * A signed transaction as it is kept from before it is sent until its end is known: enough to find it on the chain, to send it again as
 * it is, and to know when it can no longer enter.
 */
export type PendingTransaction = {
  readonly hash: Hash32
  readonly genesis: Hash32
  readonly account: AccountId
  readonly call: ChainCall
  readonly nonce: number
  /** The block it was signed over; it cannot be in an earlier one. */
  readonly validFrom: BlockRef
  /** The last block number that may include it. */
  readonly validUntil: number
  /** The signed extrinsic as `0x…` text. The same bytes can enter once only, however often they are sent. */
  readonly extrinsic: string
}

/** Why a checked transaction was not sent after all. */
export type HoldBack =
  /** Another transaction for the same purpose is on record, of this tab or another one. */
  | { readonly type: 'AlreadyUnderWay'; readonly other: PendingTransaction }
  /** It could not be put on record, and what is not on record is not sent. */
  | { readonly type: 'NotOnRecord'; readonly detail: string }
  /** The connection leads to another chain than the one that it was checked for, or nowhere: nothing was signed. */
  | ChainRefusal
  | ChainError

/** Puts a signed transaction on record; called before it is sent, which happens only after a success. */
export type KeepRecord = (pending: PendingTransaction) => Promise<Result<null, HoldBack>>

/** Why a transaction in a block did nothing but cost its fee. */
export type TransactionFailure =
  | { readonly type: 'ContractError'; readonly error: ContractError }
  | { readonly type: 'DispatchFailed'; readonly reason: string }

/** A block that holds the transaction, and its index there. */
export type InclusionPlace = BlockRef & { readonly extrinsicIndex: number }

type Sent = { readonly estimate: CallEstimate; readonly pending: PendingTransaction }

/** Where a transaction stands. Fee and deposit are in `estimate` from before the signature on. */
export type TransactionState =
  | { readonly kind: 'estimating' }
  | { readonly kind: 'would fail'; readonly error: EstimateError }
  /** `shown`: what was shown before, and was less: nothing is asked of the wallet until the person has seen the new estimate. */
  | { readonly kind: 'estimated'; readonly estimate: CallEstimate; readonly shown?: CallEstimate }
  | { readonly kind: 'awaiting signature'; readonly estimate: CallEstimate }
  | ({ readonly kind: 'broadcast' } & Sent)
  | ({ readonly kind: 'in best block'; readonly at: InclusionPlace } & Sent)
  | ({ readonly kind: 'retracted'; readonly from: InclusionPlace } & Sent)
  | ({ readonly kind: 'unknown' } & Sent)
  | ({ readonly kind: 'finalized ok'; readonly at: InclusionPlace } & Sent)
  | ({ readonly kind: 'finalized failed'; readonly at: InclusionPlace; readonly failure: TransactionFailure } & Sent)
  | ({ readonly kind: 'dropped' } & Sent)
  | ({ readonly kind: 'invalid'; readonly detail: string } & Sent)
  | ({ readonly kind: 'expired' } & Sent)
  /** Another transaction of the account took its nonce: it can never enter. */
  | ({ readonly kind: 'replaced' } & Sent)
  /** It was not sent. */
  | { readonly kind: 'held back'; readonly estimate: CallEstimate; readonly error: HoldBack }
  /** Signed, but the node refused to take it: it was never sent on. */
  | { readonly kind: 'refused'; readonly estimate: CallEstimate; readonly detail: string }

/** What happened to a transaction. */
export type TransactionSignal =
  | { readonly kind: 'estimate again' }
  | { readonly kind: 'estimated'; readonly estimate: CallEstimate }
  | { readonly kind: 'would fail'; readonly error: EstimateError }
  | { readonly kind: 'signature asked' }
  /** The person said no: back to the estimate, no error is shown. */
  | { readonly kind: 'signature rejected' }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'held back'; readonly error: HoldBack }
  | { readonly kind: 'sent'; readonly pending: PendingTransaction }
  | { readonly kind: 'in block'; readonly at: InclusionPlace }
  | { readonly kind: 'retracted' }
  | { readonly kind: 'finalized'; readonly at: InclusionPlace; readonly failure: TransactionFailure | null }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'invalid'; readonly detail: string }
  | { readonly kind: 'expired' }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'connection lost' }

/** What finalized blocks say about a transaction, once and for all. */
export type TransactionEnd = Extract<TransactionSignal, { readonly kind: 'finalized' | 'expired' | 'replaced' }>

/** A signal that cannot come in this state: a broken adapter, not a failed transaction. */
export type IllegalTransition = {
  readonly type: 'IllegalTransition'
  readonly from: TransactionState['kind']
  readonly signal: TransactionSignal['kind']
}

/** Where every transaction starts. */
export const NEW_TRANSACTION: TransactionState = { kind: 'estimating' }

/** The state after `signal`, or the transition that does not exist. */
export function nextTransaction(
  state: TransactionState,
  signal: TransactionSignal,
): Result<TransactionState, IllegalTransition> {
  const refused = err({ type: 'IllegalTransition', from: state.kind, signal: signal.kind } as const)
  switch (state.kind) {
    case 'estimating':
      if (signal.kind === 'estimated') return ok({ kind: 'estimated', estimate: signal.estimate })
      if (signal.kind === 'would fail') return ok({ kind: 'would fail', error: signal.error })
      return refused
    case 'would fail':
    case 'refused':
    case 'held back':
      return signal.kind === 'estimate again' ? ok(NEW_TRANSACTION) : refused
    case 'estimated':
      if (signal.kind === 'estimate again') return ok(NEW_TRANSACTION)
      if (signal.kind === 'held back') return ok({ ...signal, estimate: state.estimate })
      return signal.kind === 'signature asked' ? ok({ kind: 'awaiting signature', estimate: state.estimate }) : refused
    case 'awaiting signature':
      if (signal.kind === 'signature rejected') return ok({ kind: 'estimated', estimate: state.estimate })
      if (signal.kind === 'held back') return ok({ ...signal, estimate: state.estimate })
      if (signal.kind === 'refused') return ok({ kind: 'refused', estimate: state.estimate, detail: signal.detail })
      return signal.kind === 'sent'
        ? ok({ kind: 'broadcast', estimate: state.estimate, pending: signal.pending })
        : refused
    case 'broadcast':
    case 'in best block':
    case 'retracted':
    case 'unknown':
    case 'dropped':
    case 'invalid':
      return afterSending(state, signal) ?? refused
    case 'finalized ok':
    case 'finalized failed':
    case 'expired':
    case 'replaced':
      return refused
  }
}

/** Whether a transaction's life is over: nothing more can happen to it on this chain. */
export function isSettled(state: TransactionState): boolean {
  return ['finalized ok', 'finalized failed', 'expired', 'replaced', 'refused', 'held back'].includes(state.kind)
}

type SentState = Extract<
  TransactionState,
  { readonly kind: 'broadcast' | 'in best block' | 'retracted' | 'unknown' | 'dropped' | 'invalid' }
>

function afterSending(state: SentState, signal: TransactionSignal): Result<TransactionState, never> | null {
  const sent = { estimate: state.estimate, pending: state.pending }
  switch (signal.kind) {
    case 'in block':
      return ok({ kind: 'in best block', at: signal.at, ...sent })
    case 'retracted':
      return state.kind === 'in best block' ? ok({ kind: 'retracted', from: state.at, ...sent }) : null
    case 'finalized':
      return signal.failure === null
        ? ok({ kind: 'finalized ok', at: signal.at, ...sent })
        : ok({ kind: 'finalized failed', at: signal.at, failure: signal.failure, ...sent })
    case 'dropped':
      return ok({ kind: 'dropped', ...sent })
    case 'invalid':
      return ok({ kind: 'invalid', detail: signal.detail, ...sent })
    case 'expired':
    case 'replaced':
      return ok({ kind: signal.kind, ...sent })
    case 'connection lost':
      return ok({ kind: 'unknown', ...sent })
    default:
      return null
  }
}
