// What the fake chain's blocks contain: accounts, the contract's groups, and what transactions do to them.

import {
  accountIdToH160,
  err,
  ok,
  type AccountId,
  type ChainEvent,
  type H160,
  type Hash32,
  type Result,
} from '../../domain/index.ts'
import type { EstimateError } from '../call-estimate.ts'
import { valueOfCall, type CallOutcome, type ChainCall } from '../contract-call.ts'
import type { TransactionFailure } from '../transaction.ts'
import { callSettlement, type FakeState } from './fake-settlement.ts'

/** Everything a block's state holds. */
export type FakeLedger = {
  readonly balances: ReadonlyMap<AccountId, bigint>
  /** The nonce of each account's next transaction; 0 where none is named. */
  readonly nonces: ReadonlyMap<AccountId, number>
  readonly mapped: ReadonlyMap<H160, AccountId>
  readonly groups: FakeState
}

/** The fake chain's contract. */
export type FakeContract = { readonly address: H160; readonly codeHash: Hash32; readonly ratio: bigint }

/** Planck that every transaction costs here. */
export const FAKE_FEE = 1_000n
/** Planck that mapping an account and creating a group hold. */
export const FAKE_DEPOSIT = 5_000n

/** What a call does to the ledger, or why the contract or the runtime refuses it. */
export type FakeChange = {
  readonly ledger: FakeLedger
  readonly events: readonly ChainEvent[]
  readonly outcome: CallOutcome
  readonly deposit: bigint
}

/** Applies a call without its fee. */
export function applyCall(
  ledger: FakeLedger,
  contract: FakeContract,
  call: ChainCall,
  caller: AccountId,
  ratio: bigint,
): Result<FakeChange, Exclude<EstimateError, { readonly type: 'InsufficientBalance' }>> {
  const by = accountIdToH160(caller)
  if (call.to === 'mapping') {
    if (ledger.mapped.has(by)) return err({ type: 'DispatchFailed', reason: 'Revive.AccountAlreadyMapped' })
    const mapped = { ...ledger, mapped: new Map(ledger.mapped).set(by, caller) }
    return ok({ ledger: mapped, events: [], outcome: { kind: 'Done' }, deposit: FAKE_DEPOSIT })
  }
  if (!ledger.mapped.has(by)) return err({ type: 'CallerNotMapped', account: caller })
  if (call.contract !== contract.address) return err({ type: 'DispatchFailed', reason: 'Revive.ContractNotFound' })
  const value = valueOfCall(call)
  // A contract with another ratio than its chain's sees another value than the leg's.
  const seen = (value * ratio) / contract.ratio
  const effect = callSettlement(ledger.groups, { contract: contract.address, by, value: seen }, call.call)
  if (!effect.ok) return err({ type: 'ContractError', error: effect.error })
  const { state, events, outcome, transfer } = effect.value
  const balances = new Map(ledger.balances)
  if (transfer !== null) {
    const payee = ledger.mapped.get(transfer.to) ?? (`${transfer.to}${'ee'.repeat(12)}` as AccountId)
    balances.set(caller, (balances.get(caller) ?? 0n) - transfer.planck)
    balances.set(payee, (balances.get(payee) ?? 0n) + transfer.planck)
  }
  const deposit = call.call.kind === 'createGroup' ? FAKE_DEPOSIT : 0n
  return ok({ ledger: { ...ledger, groups: state, balances }, events, outcome, deposit })
}

/** Applies a transaction as a block does: the fee is paid whatever the call does. */
export function applyTransaction(
  ledger: FakeLedger,
  contract: FakeContract,
  call: ChainCall,
  caller: AccountId,
  ratio: bigint,
): {
  readonly ledger: FakeLedger
  readonly events: readonly ChainEvent[]
  readonly failure: TransactionFailure | null
} {
  const change = applyCall(ledger, contract, call, caller, ratio)
  const after = change.ok ? change.value.ledger : ledger
  const held = change.ok ? change.value.deposit : 0n
  const balances = new Map(after.balances).set(caller, (after.balances.get(caller) ?? 0n) - FAKE_FEE - held)
  const nonces = new Map(after.nonces).set(caller, (after.nonces.get(caller) ?? 0) + 1)
  if (change.ok) return { ledger: { ...after, balances, nonces }, events: change.value.events, failure: null }
  const { error } = change
  const failure: TransactionFailure =
    error.type === 'ContractError'
      ? error
      : { type: 'DispatchFailed', reason: error.type === 'DispatchFailed' ? error.reason : error.type }
  return { ledger: { ...after, balances, nonces }, events: [], failure }
}
