// From a prepared call to its end on the chain: checks before signing, the signature, the record that comes before the sending, the life
// of the transaction, and what is found of it after a crash or reload.

import {
  checkChain,
  isRival,
  isSettled,
  paidIn,
  preflight,
  renewEstimate,
  sendTransaction,
  type CallEstimate,
  type ChainError,
  type ChainPort,
  type HoldBack,
  type KeepRecord,
  type PreflightError,
  type TransactionEnd,
  type TransactionSigner,
  type TransactionState,
} from '../chain/index.ts'
import type { Custody, PendingTransaction } from '../chain/index.ts'
import { err, ok, type AccountId, type Result } from '../domain/index.ts'
import type { AppPorts } from './ports.ts'
import type { PreparedCall } from './chain-calls.ts'

/** Checks a prepared call and estimates it: nothing is signed yet, and the person sees fee, deposit and what will happen. */
export async function checkCall(
  ports: Pick<AppPorts, 'knownCode'>,
  port: ChainPort,
  prepared: PreparedCall,
  caller: AccountId,
  custody: Custody,
): Promise<Result<CallEstimate, PreflightError>> {
  const { listedMoney } = await import('../chain/networks/index.ts')
  return preflight(port, { ...prepared, caller, custody, knownCode: ports.knownCode, listed: listedMoney })
}

/**
 * Signs and sends a checked call, on the chain that it was checked for. A call whose estimate has stood for some blocks is rehearsed again: one that would fail by
 * now, or cost more than was shown, is not signed. Nothing is asked for or sent while another transaction for the same purpose is on record. What is signed is on record before it is sent, in the write that found no rival, and stays there until its end is known.
 */
export async function sendCall(
  ports: Pick<AppPorts, 'storage'>,
  port: ChainPort,
  prepared: PreparedCall,
  estimate: CallEstimate,
  signer: TransactionSigner,
  onState: (state: TransactionState) => void,
): Promise<TransactionState> {
  const { genesis } = prepared
  const holdBack = (error: HoldBack): TransactionState => {
    const state = { kind: 'held back', estimate, error } as const
    onState(state)
    return state
  }
  // A call on another chain could reach nobody's contract there, and leave its value with it.
  const facts = await port.facts()
  const chain = facts.ok ? checkChain(facts.value, { genesis, custody: signer.custody }) : facts
  if (!chain.ok) return holdBack(chain.error)
  const approval = estimate.before.find((step) => step.kind === 'approve')
  // What is on record says itself in which money it pays.
  const call = paidIn(prepared.call, approval?.token ?? null)
  const other = await findUnderWay(ports, port, { call, genesis, account: signer.account })
  if (other) return holdBack({ type: 'AlreadyUnderWay', other })
  const rehearsed = { call, caller: signer.account, shown: estimate }
  const renewed = await renewEstimate(port, rehearsed, () => onState({ kind: 'estimating' }))
  if (!renewed.ok || renewed.value.isDearer) {
    const state: TransactionState = renewed.ok
      ? { kind: 'estimated', estimate: renewed.value.estimate, shown: estimate }
      : { kind: 'would fail', error: renewed.error }
    onState(state)
    return state
  }
  let recorded: PendingTransaction | undefined
  const keep: KeepRecord = async (pending) => {
    const added = await ports.storage.pending.add(pending, (kept) => isRival(kept, pending))
    if (!added.ok) return err({ type: 'NotOnRecord', detail: added.error.type })
    if (added.value) return err({ type: 'AlreadyUnderWay', other: added.value })
    recorded = pending
    return ok(null)
  }
  const last = await sendTransaction(port, { call, estimate: renewed.value.estimate, signer, keep }, onState)
  if (recorded && isSettled(last)) await ports.storage.pending.remove(recorded.hash)
  return last
}

/** What became of a transaction on record. Its record goes once the end is known; null while it may still enter a block. */
export async function settlePending(
  ports: Pick<AppPorts, 'storage'>,
  port: ChainPort,
  pending: PendingTransaction,
): Promise<Result<TransactionEnd | null, ChainError>> {
  const resolved = await port.resolve(pending)
  if (resolved.ok && resolved.value !== null) await ports.storage.pending.remove(pending.hash)
  return resolved
}

/**
 * Takes up a transaction that was on record before a crash or reload. While its end is open it is handed to the node again, unchanged:
 * it may never have been sent, and the same bytes enter once only.
 */
export async function resumePending(
  ports: Pick<AppPorts, 'storage'>,
  port: ChainPort,
  pending: PendingTransaction,
): Promise<Result<TransactionEnd | null, ChainError>> {
  const settled = await settlePending(ports, port, pending)
  if (!settled.ok || settled.value !== null) return settled
  const sent = await port.resend(pending)
  return sent.ok ? ok(null) : sent
}

/** A transaction on record for the same purpose that may still do it, or has. */
async function findUnderWay(
  ports: Pick<AppPorts, 'storage'>,
  port: ChainPort,
  wanted: Pick<PendingTransaction, 'genesis' | 'account' | 'call'>,
): Promise<PendingTransaction | undefined> {
  const listed = await ports.storage.pending.list()
  const rival = listed.ok ? listed.value.find((kept) => isRival(kept, wanted)) : undefined
  if (!rival) return undefined
  const settled = await settlePending(ports, port, rival)
  if (!settled.ok || settled.value === null) return rival
  return settled.value.kind === 'finalized' && settled.value.failure === null ? rival : undefined
}
