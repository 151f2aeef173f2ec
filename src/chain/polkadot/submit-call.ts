import type { ISubmittableResult } from '@polkadot/types/types'
import type { CallEstimate } from '../call-estimate.ts'
import type { ChainCall } from '../contract-call.ts'
import type { Hash32 } from '../../domain/index.ts'
import type { InclusionPlace, KeepRecord, TransactionSignal } from '../transaction.ts'
import type { TransactionSigner } from '../transaction-signer.ts'
import { toChainError } from './chain-fault.ts'
import { ask, type Connection } from './connection.ts'
import { explainFailure } from './explain-failure.ts'
import { from0x } from './prefixed-hex.ts'
import { isRejection, signCall, type SignedCall } from './sign-call.ts'

type Tell = (signal: TransactionSignal) => void

/** What is signed, by whom, and who puts it on record. */
export type Submission = {
  readonly call: ChainCall
  readonly estimate: CallEstimate
  readonly signer: TransactionSigner
  readonly keep: KeepRecord
}

/** Signs, has it put on record, sends and watches a call until nothing more is heard of it. */
export async function submitCall(
  connection: Connection,
  { call, estimate, signer, keep }: Submission,
  tell: Tell,
): Promise<void> {
  tell({ kind: 'signature asked' })
  let signed: SignedCall
  try {
    signed = await signCall(connection, call, estimate, signer)
  } catch (thrown) {
    tell(isRejection(thrown) ? { kind: 'signature rejected' } : { kind: 'refused', detail: messageOf(thrown) })
    return
  }
  const kept = await keep(signed.pending)
  if (!kept.ok) return tell({ kind: 'held back', error: kept.error })
  await watch(connection, signed, tell)
}

async function watch(connection: Connection, { extrinsic, pending }: SignedCall, tell: Tell): Promise<void> {
  const { api } = connection
  const ended = Promise.withResolvers<void>()
  let isSent = false
  let isOver = false
  let last: InclusionPlace | null = null
  const finish = (signal: TransactionSignal): void => {
    if (isOver) return
    isOver = true
    if (!isSent && signal.kind !== 'refused') tell({ kind: 'sent', pending })
    tell(signal)
    ended.resolve()
  }
  const send = (): void => {
    if (!isSent) tell({ kind: 'sent', pending })
    isSent = true
  }
  const hear = async (result: ISubmittableResult): Promise<void> => {
    if (isOver) return
    const { status } = result
    send()
    if (status.isInBlock) {
      last = await placeOf(connection, status.asInBlock.toHex(), result.txIndex)
      if (!isOver) tell({ kind: 'in block', at: last })
    } else if (status.isRetracted) {
      if (last !== null) tell({ kind: 'retracted' })
    } else if (status.isFinalized) {
      const at = await placeOf(connection, status.asFinalized.toHex(), result.txIndex)
      const error = result.dispatchError
      finish({
        kind: 'finalized',
        at,
        failure: error ? await explainFailure(connection, pending, at.hash, error) : null,
      })
    } else if (status.isDropped || status.isUsurped) {
      finish({ kind: 'dropped' })
    } else if (status.isInvalid) {
      finish({ kind: 'invalid', detail: 'the node calls the transaction invalid' })
    } else if (status.isFinalityTimeout) {
      finish({ kind: 'connection lost' })
    }
  }
  const lose = (): void => finish({ kind: 'connection lost' })
  api.on('disconnected', lose)
  // One signal after the other, though reading a block's number takes a while.
  let queue: Promise<void> = Promise.resolve()
  let unsubscribe: (() => void) | undefined
  try {
    unsubscribe = await extrinsic.send((result) => {
      queue = queue.then(() => hear(result)).catch(lose)
    })
    send()
  } catch (thrown) {
    finish(isRefusal(connection, thrown) ? { kind: 'refused', detail: messageOf(thrown) } : { kind: 'connection lost' })
  }
  await ended.promise
  api.off('disconnected', lose)
  if (api.isConnected) unsubscribe?.()
}

async function placeOf(connection: Connection, hash: string, index: number | undefined): Promise<InclusionPlace> {
  const header = await ask(connection, 'header', () => connection.api.rpc.chain.getHeader(hash))
  if (!header.ok) throw new Error(header.error.type)
  return { number: header.value.number.toNumber(), hash: from0x(hash) as Hash32, extrinsicIndex: index ?? -1 }
}

/** A node that answers has refused, unless it holds the transaction already; one that does not answer may have taken it. */
function isRefusal({ api, endpoint }: Connection, thrown: unknown): boolean {
  if (!api.isConnected || toChainError(thrown, { what: 'sending', endpoint }).type === 'Disconnected') return false
  return !/already imported|\b1013\b/i.test(messageOf(thrown))
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
