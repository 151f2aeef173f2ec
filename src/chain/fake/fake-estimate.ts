import { accountIdToH160, err, ok, type AccountId, type Result } from '../../domain/index.ts'
import type { CallEstimate, EstimateError, PrecedingStep } from '../call-estimate.ts'
import { tokenPaid, valueOfCall, type ChainCall } from '../contract-call.ts'
import { applyCall, FAKE_DEPOSIT, FAKE_FEE } from './fake-ledger.ts'
import { bestBlock, checkOnline, type FakeNode } from './fake-node.ts'

const WEIGHT = { refTime: 1n, proofSize: 1n }

/** What a call would do and cost on the fake chain, refused in the order in which the real adapter finds things out. */
export async function estimateFake(
  node: FakeNode,
  call: ChainCall,
  caller: AccountId,
): Promise<Result<CallEstimate, EstimateError>> {
  const { facts, contract, ratio } = node
  const state = checkOnline(node)
  if (!state.ok) return state
  if (facts.missing.length > 0) return err({ type: 'ReviveMissing', chain: facts.name, missing: facts.missing })
  const { ledger, header } = bestBlock(node)
  const steps = stepsBefore(node, call, caller)
  if (!steps.ok) return steps
  const before = steps.value
  const change = applyCall(ledger, contract, { call, caller, before }, ratio)
  const lacking = tokenRefusal(node, call, caller)
  // The contract's own reasons come first: what is done already is not paid, whatever one holds.
  const isTransfer = !change.ok && change.error.type === 'ContractError' && change.error.error.type === 'TransferFailed'
  if (!change.ok && !(isTransfer && lacking)) return change
  if (lacking) return err(lacking)
  if (!change.ok) return change
  const value = valueOfCall(call)
  const approval = before.reduce((sum, step) => sum + (step.kind === 'approve' ? step.deposit : 0n), 0n)
  const deposit = change.value.deposit + approval
  const needed = value + FAKE_FEE + deposit + facts.existentialDeposit
  const available = ledger.balances.get(caller) ?? 0n
  const parts = { value, fee: FAKE_FEE, deposit, minimum: facts.existentialDeposit }
  if (available < needed) return err({ type: 'InsufficientBalance', needed, available, parts })
  return ok({ fee: FAKE_FEE, deposit, value, weight: WEIGHT, outcome: change.value.outcome, before, at: header.number })
}

function stepsBefore(
  node: FakeNode,
  call: ChainCall,
  caller: AccountId,
): Result<readonly PrecedingStep[], EstimateError> {
  const { hasBatches, facts } = node
  const isMapped = call.to === 'mapping' || bestBlock(node).ledger.mapped.has(accountIdToH160(caller))
  if (!isMapped && !hasBatches) return err({ type: 'CallerNotMapped', account: caller })
  const paid = tokenPaid(call)
  if (paid && !hasBatches) return err({ type: 'BatchMissing', chain: facts.name })
  const map: readonly PrecedingStep[] = isMapped ? [] : [{ kind: 'map', deposit: FAKE_DEPOSIT }]
  return ok(paid ? [...map, { kind: 'approve', ...paid, weight: WEIGHT, deposit: FAKE_DEPOSIT }] : map)
}

function tokenRefusal(node: FakeNode, call: ChainCall, caller: AccountId): EstimateError | null {
  const paid = tokenPaid(call)
  if (!paid) return null
  const { token, amount: needed } = paid
  const found = bestBlock(node).ledger.tokens.get(token)
  if (!found) return { type: 'UnknownToken', token }
  const available = found.balances.get(caller) ?? 0n
  if (available < needed) return { type: 'InsufficientToken', token, needed, available }
  return found.isFrozen ? { type: 'TokenRefused', token, reason: 'Assets.AssetNotLive' } : null
}
