import { encodeAddress } from '@polkadot/util-crypto'
import { accountIdToH160, err, hexToBytes, ok, type AccountId, type Result } from '../../domain/index.ts'
import type { CallEstimate, EstimateError, PrecedingStep } from '../call-estimate.ts'
import { tokenPaid, valueOfCall, type ChainCall } from '../contract-call.ts'
import { buildExtrinsic } from './build-extrinsic.ts'
import { checkAffordable, checkMapped } from './check-caller.ts'
import { ask, type Connection } from './connection.ts'
import { decodeOutcome } from './decode-answer.ts'
import { dispatchReason } from './dispatch-reason.ts'
import { dryRunAs, UNMAPPED } from './dry-run-as.ts'
import { encodeCall } from './encode-call.ts'
import { estimatePayment } from './estimate-payment.ts'
import { readOriginalAccount } from './read-contract.ts'
import { constant } from './read-facts.ts'
import { hasBatches, mapsByItself, missingForRevive } from './revive-api.ts'

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
  const { weight, deposit, outcome, before } = effect.value
  const cost = await ask(connection, 'fee', async () => {
    const extrinsic = buildExtrinsic(connection.api, call, caller, { weight, deposit, before })
    const [info, newest] = await Promise.all([
      extrinsic.paymentInfo(encodeAddress(hexToBytes(caller))),
      connection.api.rpc.chain.getHeader(),
    ])
    return { fee: info.partialFee.toBigInt(), at: newest.number.toNumber() }
  })
  if (!cost.ok) return cost
  const { fee, at } = cost.value
  const affordable = await checkAffordable(connection, caller, { value, fee, deposit })
  return affordable.ok ? ok({ fee, deposit, value, weight, outcome, before, at }) : affordable
}

type Effect = Pick<CallEstimate, 'weight' | 'deposit' | 'outcome' | 'before'>

async function contractEffect(
  connection: Connection,
  { contract, call }: Extract<ChainCall, { readonly to: 'contract' }>,
  caller: AccountId,
): Promise<Result<Effect, EstimateError>> {
  const { api } = connection
  const mapping = await mappingBefore(connection, caller)
  if (!mapping.ok) return mapping
  const wanted: ChainCall = { to: 'contract', contract, call }
  const paid = tokenPaid(wanted)
  if (paid && !hasBatches(api)) return err({ type: 'BatchMissing', chain: api.runtimeChain.toString() })
  const value = valueOfCall(wanted)
  const affordable = await checkAffordable(connection, caller, { value, fee: 0n, deposit: 0n })
  if (!affordable.ok) return affordable
  const run = await ask(connection, `dry run of ${call.kind}`, async () => {
    const tried = { contract, value, data: encodeCall(call) }
    const { weight, deposit, result } = await dryRunAs(api, api.registry, caller, tried)
    if (result.kind === 'refused') return { refused: dispatchReason(api.registry, result.error) }
    if (result.data.length === 0) return { refused: 'no contract answers at this address' }
    return { weight, deposit, outcome: decodeOutcome(call, result.data) }
  })
  if (!run.ok) return run
  if ('refused' in run.value) return refusedBy(run.value.refused, caller)
  const { outcome, weight, deposit } = run.value
  if (paid && (outcome.ok || outcome.error.type === 'TransferFailed')) {
    const payment = await estimatePayment(connection, wanted, caller)
    if (!payment.ok) return payment
    const before = [...mapping.value, payment.value.approve]
    return ok({
      weight: addWeights(weight, payment.value.transfer),
      deposit: deposit + depositOf(before),
      outcome: { kind: 'Done' },
      before,
    })
  }
  if (!outcome.ok) return err({ type: 'ContractError', error: outcome.error })
  return ok({ weight, deposit: deposit + depositOf(mapping.value), outcome: outcome.value, before: mapping.value })
}

function refusedBy(reason: string, caller: AccountId): Result<never, EstimateError> {
  return reason === UNMAPPED
    ? err({ type: 'CallerNotMapped', account: caller })
    : err({ type: 'DispatchFailed', reason })
}

/** The mapping of an account that has none yet, where it can go into one transaction with the call. */
async function mappingBefore(
  connection: Connection,
  caller: AccountId,
): Promise<Result<readonly PrecedingStep[], EstimateError>> {
  const mapped = await checkMapped(connection, caller)
  if (mapped.ok) return ok([])
  if (mapped.error.type !== 'CallerNotMapped' || !hasBatches(connection.api)) return mapped
  return ok([{ kind: 'map', deposit: mappingDeposit(connection) }])
}

/** Mapping is no contract call: its weight does not matter. */
async function mapEffect(connection: Connection, caller: AccountId): Promise<Result<Effect, EstimateError>> {
  const mapped = await readOriginalAccount(connection, accountIdToH160(caller))
  if (!mapped.ok) return mapped
  if (mapped.value !== null) return err({ type: 'DispatchFailed', reason: 'Revive.AccountAlreadyMapped' })
  return ok({
    weight: { refTime: 0n, proofSize: 0n },
    deposit: mappingDeposit(connection),
    outcome: { kind: 'Done' },
    before: [],
  })
}

/** That of one item of 52 bytes (address and account), or nothing where the runtime maps new accounts by itself. */
function mappingDeposit(connection: Connection): bigint {
  if (mapsByItself(connection.api)) return 0n
  const perItem = constant(connection, 'revive', 'depositPerItem') ?? 0n
  const perByte = constant(connection, 'revive', 'depositPerByte') ?? 0n
  return perItem + 52n * perByte
}

function depositOf(steps: readonly PrecedingStep[]): bigint {
  return steps.reduce((sum, { deposit }) => sum + deposit, 0n)
}

function addWeights(one: CallEstimate['weight'], other: CallEstimate['weight']): CallEstimate['weight'] {
  return { refTime: one.refTime + other.refTime, proofSize: one.proofSize + other.proofSize }
}
