import { ok } from '../domain/index.ts'
import type { ChainCaller } from './chain-port.ts'
import type { CallEstimate } from './call-estimate.ts'
import type { ChainCall } from './contract-call.ts'
import { nextTransaction, type KeepRecord, type TransactionSignal, type TransactionState } from './transaction.ts'
import type { TransactionSigner } from './transaction-signer.ts'

/** What is sent, as it was shown to the person who signs it. */
export type SendRequest = {
  readonly call: ChainCall
  readonly estimate: CallEstimate
  readonly signer: TransactionSigner
  /** Puts the signed transaction on record before it is sent. Without it nothing survives a crash. */
  readonly keep?: KeepRecord
}

/**
 * Signs and sends an estimated call and tells every state on the way. The last state comes back: 'estimated' again when the person
 * refused to sign, 'unknown' when the connection went (ask `ChainCaller.resolve` later). Throws only if the adapter breaks the rules of
 * a transaction's life.
 */
export async function sendTransaction(
  port: Pick<ChainCaller, 'submit'>,
  request: SendRequest,
  onState: (state: TransactionState) => void = () => {},
): Promise<TransactionState> {
  let state: TransactionState = { kind: 'estimated', estimate: request.estimate }
  const { call, estimate, signer, keep = async () => ok(null) } = request
  const hear = (signal: TransactionSignal): void => {
    const next = nextTransaction(state, signal)
    if (!next.ok) throw new Error(`a transaction cannot go from ${next.error.from} by ${next.error.signal}`)
    state = next.value
    onState(state)
  }
  await port.submit(call, estimate, signer, hear, keep)
  return state
}
