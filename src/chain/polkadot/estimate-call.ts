import { encodeAddress } from '@polkadot/util-crypto'
import { accountIdToH160, err, hexToBytes, ok, type AccountId, type Result } from '../../domain/index.ts'
import type { CallEstimate, CostParts, EstimateError } from '../call-estimate.ts'
import { valueOfCall, type CallOutcome, type ChainCall } from '../contract-call.ts'
import type { ChainError } from '../chain-error.ts'
import { buildExtrinsic } from './build-extrinsic.ts'
import { ask, type Connection } from './connection.ts'
import { decodeOutcome } from './decode-answer.ts'
import { dispatchReason } from './dispatch-reason.ts'
import { encodeCall } from './encode-call.ts'
import { readBalance, readOriginalAccount } from './read-contract.ts'
import { constant } from './read-facts.ts'
import { dryRun, mapsByItself, missingForRevive, type DryRun } from './revive-api.ts'

/** What a call would do and cost. */
export async function estimateCall(
  connection: Connection,
  call: ChainCall,
  caller: AccountId,
): Promise<Result<CallEstimate, EstimateError>> {
  const missing = missingForRevive(connection.api)
  if (missing.length > 0) return err({ type: 'ReviveMissing', chain: connection.api.runtimeChain.toString(), missing })
  const effect =
    call.to === 'mapping' ? await mapEffect(connection, caller) : await contractEffect(connection, call, caller)
  if (!effect.ok) return effect
  const value = valueOfCall(call)
  const { weight, deposit, outcome } = effect.value
  const fee = await ask(connection, 'fee', async () => {
    const extrinsic = buildExtrinsic(connection.api, call, caller, { weight, deposit })
    return (await extrinsic.paymentInfo(encodeAddress(hexToBytes(caller)))).partialFee.toBigInt()
  })
  if (!fee.ok) return fee
  const affordable = await checkAffordable(connection, caller, { value, fee: fee.value, deposit })
  return affordable.ok ? ok({ fee: fee.value, deposit, value, weight, outcome }) : affordable
}

type Effect = Pick<DryRun, 'weight' | 'deposit'> & { readonly outcome: CallOutcome }

async function contractEffect(
  connection: Connection,
  { contract, call }: Extract<ChainCall, { readonly to: 'contract' }>,
  caller: AccountId,
): Promise<Result<Effect, EstimateError>> {
  const mapped = await checkMapped(connection, caller)
  if (!mapped.ok) return mapped
  const value = call.kind === 'pay' ? call.leg.planck : 0n
  const affordable = await checkAffordable(connection, caller, { value, fee: 0n, deposit: 0n })
  if (!affordable.ok) return affordable
  const run = await ask(connection, `dry run of ${call.kind}`, async () => {
    const { weight, deposit, result } = await dryRun(connection.api, caller, contract, value, encodeCall(call))
    if (result.kind === 'refused') return { refused: dispatchReason(connection.api.registry, result.error) }
    if (result.data.length === 0) return { refused: 'no contract answers at this address' }
    return { weight, deposit, outcome: decodeOutcome(call, result.data) }
  })
  if (!run.ok) return run
  if ('refused' in run.value) {
    const { refused: reason } = run.value
    return reason === 'Revive.AccountUnmapped'
      ? err({ type: 'CallerNotMapped', account: caller })
      : err({ type: 'DispatchFailed', reason })
  }
  const { outcome, ...cost } = run.value
  return outcome.ok ? ok({ ...cost, outcome: outcome.value }) : err({ type: 'ContractError', error: outcome.error })
}

/**
 * Mapping is no contract call: its weight does not matter, and its deposit is that of one item of 52 bytes (address and account), or
 * nothing where the runtime maps new accounts by itself.
 */
async function mapEffect(connection: Connection, caller: AccountId): Promise<Result<Effect, EstimateError>> {
  const mapped = await readOriginalAccount(connection, accountIdToH160(caller))
  if (!mapped.ok) return mapped
  if (mapped.value !== null) return err({ type: 'DispatchFailed', reason: 'Revive.AccountAlreadyMapped' })
  const perItem = constant(connection, 'revive', 'depositPerItem') ?? 0n
  const perByte = constant(connection, 'revive', 'depositPerByte') ?? 0n
  return ok({
    weight: { refTime: 0n, proofSize: 0n },
    deposit: mapsByItself(connection.api) ? 0n : perItem + 52n * perByte,
    outcome: { kind: 'Done' },
  })
}

/** Whether an account may call contracts: it is mapped, or an Ethereum account, which needs no mapping. */
export async function checkMapped(connection: Connection, caller: AccountId): Promise<Result<null, EstimateError>> {
  const mapped = await readOriginalAccount(connection, accountIdToH160(caller))
  if (!mapped.ok) return mapped
  return mapped.value === null && !caller.endsWith('ee'.repeat(12))
    ? err({ type: 'CallerNotMapped', account: caller })
    : ok(null)
}

/** Whether an account can spend so much and stay. */
export async function checkAffordable(
  connection: Connection,
  account: AccountId,
  { value, fee, deposit }: Omit<CostParts, 'minimum'>,
): Promise<Result<null, EstimateError | ChainError>> {
  const balance = await readBalance(connection, account)
  if (!balance.ok) return balance
  const { free, minimum } = balance.value
  const needed = value + fee + deposit + minimum
  return free >= needed
    ? ok(null)
    : err({ type: 'InsufficientBalance', needed, available: free, parts: { value, fee, deposit, minimum } })
}
