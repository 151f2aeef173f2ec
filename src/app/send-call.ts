// From a prepared call to its end on the chain: checks before signing, the signature, the life of the transaction, and its record across reloads.

import {
  isSettled,
  preflight,
  sendTransaction,
  type CallEstimate,
  type ChainError,
  type ChainPort,
  type PreflightError,
  type TransactionSigner,
  type TransactionState,
} from '../chain/index.ts'
import type { Custody, PendingTransaction } from '../chain/index.ts'
import type { AccountId, Result } from '../domain/index.ts'
import type { AppPorts } from './ports.ts'
import type { PreparedCall } from './chain-calls.ts'

/** Checks a prepared call and estimates it: nothing is signed yet, and the person sees fee, deposit and what will happen. */
export function checkCall(
  ports: Pick<AppPorts, 'knownCode'>,
  port: ChainPort,
  { call, genesis, payees }: PreparedCall,
  caller: AccountId,
  custody: Custody,
): Promise<Result<CallEstimate, PreflightError>> {
  return preflight(port, { call, caller, custody, genesis, knownCode: ports.knownCode, payees })
}

/** Signs and sends a checked call. Once it is sent it is on record, until its end is known. */
export async function sendCall(
  ports: Pick<AppPorts, 'storage'>,
  port: ChainPort,
  prepared: PreparedCall,
  estimate: CallEstimate,
  signer: TransactionSigner,
  onState: (state: TransactionState) => void,
): Promise<TransactionState> {
  let recorded: PendingTransaction | undefined
  const record = async (state: TransactionState): Promise<void> => {
    if (state.kind === 'broadcast') await ports.storage.pending.add((recorded = state.pending))
  }
  let writing = Promise.resolve()
  const last = await sendTransaction(port, { call: prepared.call, estimate, signer }, (state) => {
    writing = writing.then(() => record(state))
    onState(state)
  })
  await writing
  if (recorded && isSettled(last)) await ports.storage.pending.remove(recorded.hash)
  return last
}

/** What became of a transaction that was sent before a reload. Its record goes once the end is known; null while it may still enter a block. */
export async function resumePending(
  ports: Pick<AppPorts, 'storage'>,
  port: ChainPort,
  pending: PendingTransaction,
): Promise<Result<'done' | 'failed' | 'expired' | null, ChainError>> {
  const resolved = await port.resolve(pending)
  if (!resolved.ok) return resolved
  if (resolved.value === null) return { ok: true, value: null }
  await ports.storage.pending.remove(pending.hash)
  if (resolved.value.kind === 'expired') return { ok: true, value: 'expired' }
  return { ok: true, value: resolved.value.failure === null ? 'done' : 'failed' }
}
