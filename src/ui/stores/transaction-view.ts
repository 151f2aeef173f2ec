import type {
  PendingTransaction,
  PreflightError,
  TransactionFailure,
  TransactionState,
  WalletError,
} from '../../app/index.ts'
import type { AccountId } from '../../domain/index.ts'

type Place = Extract<TransactionState, { readonly kind: 'finalized ok' }>['at']

/** A transaction as people see it: its life, what stops it before it begins, and what is found of it after a reload. */
export type TransactionView =
  | Exclude<TransactionState, { readonly kind: 'would fail' }>
  | { readonly kind: 'would fail'; readonly error: PreflightError }
  /** No wallet of this browser is known to hold the account. */
  | { readonly kind: 'no wallet'; readonly account: AccountId }
  | { readonly kind: 'wallet failed'; readonly error: WalletError }
  /** It was signed before the page was opened; the chain is asked what became of it. */
  | { readonly kind: 'resumed'; readonly pending: PendingTransaction }
  | { readonly kind: 'resumed ok'; readonly at: Place; readonly pending: PendingTransaction }
  | {
      readonly kind: 'resumed failed'
      readonly at: Place
      readonly failure: TransactionFailure
      readonly pending: PendingTransaction
    }
  | { readonly kind: 'resumed expired' | 'resumed replaced'; readonly pending: PendingTransaction }

/** Whether it is in a finalized block and did what it was for. */
export function placeOfSuccess(view: TransactionView | undefined): Place | undefined {
  return view?.kind === 'finalized ok' || view?.kind === 'resumed ok' ? view.at : undefined
}

/** Whether it is on its way: signed or about to be, and not at its end. */
export function isUnderWay(view: TransactionView | undefined): boolean {
  return (
    view !== undefined &&
    ['awaiting signature', 'broadcast', 'in best block', 'retracted', 'unknown', 'resumed'].includes(view.kind)
  )
}
