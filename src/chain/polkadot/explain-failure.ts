import type { DispatchError } from '@polkadot/types/interfaces'
import type { Hash32 } from '../../domain/index.ts'
import { valueOfCall } from '../contract-call.ts'
import type { PendingTransaction, TransactionFailure } from '../transaction.ts'
import type { Connection } from './connection.ts'
import { decodeOutcome } from './decode-answer.ts'
import { dispatchReason } from './dispatch-reason.ts'
import { dryRunAs } from './dry-run-as.ts'
import { encodeCall } from './encode-call.ts'
import { to0x } from './prefixed-hex.ts'
import { readEventRecords } from './system-state.ts'

/** The dispatch error of an extrinsic in a block; null when it succeeded. */
export async function dispatchErrorAt(
  { api }: Connection,
  block: Hash32,
  extrinsicIndex: number,
): Promise<DispatchError | null> {
  const at = await api.at(to0x(block))
  const { records } = await readEventRecords(at)
  for (const { phase, event } of records) {
    const isOurs = phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === extrinsicIndex
    if (isOurs && event.section === 'system' && event.method === 'ExtrinsicFailed')
      return event.data[0] as unknown as DispatchError
  }
  return null
}

/**
 * Why a transaction in a block failed. The chain records only that the contract reverted, so the call is run again on the block's state
 * to hear the contract's own error; if it would pass by now, the runtime's name for it remains. In a batch the error is that of the step that failed,
 * and nothing of the steps before it is in the block's state: an account is still unmapped, an allowance not given.
 */
export async function explainFailure(
  connection: Connection,
  pending: PendingTransaction,
  block: Hash32,
  error: DispatchError,
): Promise<TransactionFailure> {
  const { api } = connection
  const reason = dispatchReason(api.registry, error)
  const { call, account } = pending
  if (call.to === 'mapping' || reason !== 'Revive.ContractReverted') return { type: 'DispatchFailed', reason }
  try {
    const at = await api.at(to0x(block))
    const tried = { contract: call.contract, value: valueOfCall(call), data: encodeCall(call.call) }
    const { result } = await dryRunAs(at, api.registry, account, tried)
    if (result.kind === 'returned' && result.isReverted) {
      const outcome = decodeOutcome(call.call, result.data)
      if (!outcome.ok) return { type: 'ContractError', error: outcome.error }
    }
  } catch {
    // The explanation is a courtesy: without it the runtime's reason stands.
  }
  return { type: 'DispatchFailed', reason }
}
