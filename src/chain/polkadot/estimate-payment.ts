// What a token's payment costs beside the contract's own work. It cannot be tried as a whole: the allowance that the contract spends is given in the
// same transaction, so a trial of `pay` alone ends at its last step, the transfer. The rest is tried on the token itself.

import { err, ok, type AccountId, type H160, type Result } from '../../domain/index.ts'
import type { CallWeight, EstimateError, PrecedingStep } from '../call-estimate.ts'
import { tokenPaid, type ChainCall } from '../contract-call.ts'
import { checkAffordable } from './check-caller.ts'
import { ask, type Connection } from './connection.ts'
import { dispatchReason } from './dispatch-reason.ts'
import { dryRunAs, UNMAPPED } from './dry-run-as.ts'
import { encodeErc20, isYes, type Erc20Call } from './erc20-call.ts'
import { constant } from './read-facts.ts'
import { readTokenBalance } from './read-token.ts'

/** The allowance that comes before the call, and what moving the token weighs. */
export type Payment = {
  readonly approve: Extract<PrecedingStep, { readonly kind: 'approve' }>
  readonly transfer: CallWeight
}

/** Whether the payer can pay a leg in a token, and what that costs; the payer's own transfer to the payee moves the same and needs the same. */
export async function estimatePayment(
  connection: Connection,
  call: ChainCall,
  caller: AccountId,
): Promise<Result<Payment, EstimateError>> {
  const paid = tokenPaid(call)
  if (paid === null || call.to !== 'contract' || call.call.kind !== 'pay') throw new TypeError('no payment in a token')
  const { token, amount } = paid
  const held = await readTokenBalance(connection, token, caller)
  if (!held.ok) return held
  if (held.value < amount) return err({ type: 'InsufficientToken', token, needed: amount, available: held.value })
  const transfer = await tryToken(connection, token, caller, { kind: 'transfer', to: call.call.leg.payee, amount })
  if (!transfer.ok) return transfer
  // The allowance holds a deposit until it is spent, at the end of the same transaction; without money for it the token refuses to give one.
  const deposit = constant(connection, 'assets', 'approvalDeposit') ?? 0n
  const affordable = await checkAffordable(connection, caller, { value: 0n, fee: 0n, deposit })
  if (!affordable.ok) return affordable
  const approve = await tryToken(connection, token, caller, { kind: 'approve', to: call.contract, amount })
  if (!approve.ok) return approve
  return ok({
    approve: { kind: 'approve', token, amount, weight: approve.value, deposit },
    transfer: transfer.value,
  })
}

/** What a call of the token weighs; an error unless the token says yes to it. */
async function tryToken(
  connection: Connection,
  token: H160,
  caller: AccountId,
  call: Erc20Call,
): Promise<Result<CallWeight, EstimateError>> {
  const { api } = connection
  const tried = await ask(connection, `dry run of ${call.kind}`, () =>
    dryRunAs(api, api.registry, caller, { contract: token, value: 0n, data: encodeErc20(call) }),
  )
  if (!tried.ok) return tried
  const { weight, result } = tried.value
  if (result.kind === 'returned' && !result.isReverted && isYes(result.data)) return ok(weight)
  if (result.kind === 'returned') return err({ type: 'TokenRefused', token, reason: 'no answer' })
  const reason = dispatchReason(api.registry, result.error)
  return err(
    reason === UNMAPPED ? { type: 'CallerNotMapped', account: caller } : { type: 'TokenRefused', token, reason },
  )
}
