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
import type { EstimateError, PrecedingStep } from '../call-estimate.ts'
import { valueOfCall, type CallOutcome, type ChainCall } from '../contract-call.ts'
import type { TokenFacts } from '../token-facts.ts'
import type { TransactionFailure } from '../transaction.ts'
import { callSettlement, type FakeEffect, type FakeState } from './fake-settlement.ts'

/** Everything a block's state holds. */
export type FakeLedger = {
  readonly balances: ReadonlyMap<AccountId, bigint>
  /** The nonce of each account's next transaction; 0 where none is named. */
  readonly nonces: ReadonlyMap<AccountId, number>
  readonly mapped: ReadonlyMap<H160, AccountId>
  readonly groups: FakeState
  readonly tokens: ReadonlyMap<H160, FakeToken>
}

/** A token: who holds how much of it, and how much of that the contract may fetch. */
export type FakeToken = TokenFacts & {
  readonly balances: ReadonlyMap<AccountId, bigint>
  readonly allowances: ReadonlyMap<AccountId, bigint>
  /** Whether its issuer has stopped it. */
  readonly isFrozen: boolean
}

/** The fake chain's contract. */
export type FakeContract = {
  readonly address: H160
  readonly codeHash: Hash32
  readonly ratio: bigint
  /** What it pays in; the chain's own money unless given. */
  readonly token?: H160
}

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

/** A transaction's content: a call by somebody, and what is done before it. */
export type FakeWish = {
  readonly call: ChainCall
  readonly caller: AccountId
  readonly before: readonly PrecedingStep[]
}

type FakeRefusal = Extract<EstimateError, { readonly type: 'ContractError' | 'CallerNotMapped' | 'DispatchFailed' }>

/** Of a runtime that maps no accounts by itself. */
const ALREADY_MAPPED = err({ type: 'DispatchFailed', reason: 'Revive.AccountAlreadyMapped' } as const)

/** Applies a call, and what is done before it, without its fee. An error leaves everything as it was. */
export function applyCall(
  ledger: FakeLedger,
  contract: FakeContract,
  { call, caller, before }: FakeWish,
  ratio: bigint,
): Result<FakeChange, FakeRefusal> {
  let prepared = ledger
  for (const step of before) {
    if (step.kind === 'map' && prepared.mapped.has(accountIdToH160(caller))) return ALREADY_MAPPED
    prepared = applyStep(prepared, step, caller)
  }
  const change = applyMain(prepared, contract, call, caller, ratio)
  const held = before.reduce((sum, step) => sum + (step.kind === 'map' ? step.deposit : 0n), 0n)
  return change.ok ? ok({ ...change.value, deposit: change.value.deposit + held }) : change
}

function applyStep(ledger: FakeLedger, step: PrecedingStep, caller: AccountId): FakeLedger {
  if (step.kind === 'map') return { ...ledger, mapped: new Map(ledger.mapped).set(accountIdToH160(caller), caller) }
  const token = ledger.tokens.get(step.token)
  if (!token) return ledger
  const allowances = new Map(token.allowances).set(caller, step.amount)
  return { ...ledger, tokens: new Map(ledger.tokens).set(step.token, { ...token, allowances }) }
}

function applyMain(
  ledger: FakeLedger,
  contract: FakeContract,
  call: ChainCall,
  caller: AccountId,
  ratio: bigint,
): Result<FakeChange, FakeRefusal> {
  const by = accountIdToH160(caller)
  if (call.to === 'mapping') {
    if (ledger.mapped.has(by)) return ALREADY_MAPPED
    const mapped = { ...ledger, mapped: new Map(ledger.mapped).set(by, caller) }
    return ok({ ledger: mapped, events: [], outcome: { kind: 'Done' }, deposit: FAKE_DEPOSIT })
  }
  if (!ledger.mapped.has(by)) return err({ type: 'CallerNotMapped', account: caller })
  if (call.contract !== contract.address) return err({ type: 'DispatchFailed', reason: 'Revive.ContractNotFound' })
  const value = valueOfCall(call)
  // A contract with another ratio than its chain's sees another value than the leg's.
  const seen = (value * ratio) / contract.ratio
  const isToken = contract.token !== undefined
  const effect = callSettlement(ledger.groups, { contract: contract.address, by, value: seen, isToken }, call.call)
  if (!effect.ok) return err({ type: 'ContractError', error: effect.error })
  const { state, events, outcome, transfer } = effect.value
  const paid = transfer === null ? ledger : moveMoney(ledger, contract, caller, transfer)
  if (paid === null) return err({ type: 'ContractError', error: { type: 'TransferFailed' } })
  const deposit = call.call.kind === 'createGroup' ? FAKE_DEPOSIT : 0n
  return ok({ ledger: { ...paid, groups: state }, events, outcome, deposit })
}

/** Hands money on, the contract's last step; null when its token refuses. */
function moveMoney(
  ledger: FakeLedger,
  contract: FakeContract,
  from: AccountId,
  { to, planck }: NonNullable<FakeEffect['transfer']>,
): FakeLedger | null {
  const payee = ledger.mapped.get(to) ?? (`${to}${'ee'.repeat(12)}` as AccountId)
  const moved = (balances: ReadonlyMap<AccountId, bigint>): ReadonlyMap<AccountId, bigint> => {
    const after = new Map(balances).set(from, (balances.get(from) ?? 0n) - planck)
    return after.set(payee, (after.get(payee) ?? 0n) + planck)
  }
  if (contract.token === undefined) return { ...ledger, balances: moved(ledger.balances) }
  const token = ledger.tokens.get(contract.token)
  const allowed = token?.allowances.get(from) ?? 0n
  if (!token || token.isFrozen || allowed < planck || (token.balances.get(from) ?? 0n) < planck) return null
  const allowances = new Map(token.allowances).set(from, allowed - planck)
  const after = { ...token, allowances, balances: moved(token.balances) }
  return { ...ledger, tokens: new Map(ledger.tokens).set(contract.token, after) }
}

/** Applies a transaction as a block does: the fee is paid whatever the call does. */
export function applyTransaction(
  ledger: FakeLedger,
  contract: FakeContract,
  wish: FakeWish,
  ratio: bigint,
): {
  readonly ledger: FakeLedger
  readonly events: readonly ChainEvent[]
  readonly failure: TransactionFailure | null
} {
  const { caller } = wish
  const change = applyCall(ledger, contract, wish, ratio)
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
