import type { ChainPort, PendingTransaction, TransactionEnd } from '../chain/index.ts'
import type { AppPorts } from './ports.ts'
import { resumePending, settlePending } from './send-call.ts'

/** How a transaction is watched. */
export interface WatchOptions {
  /** Whether the node may never have got it: then it is handed over again, unchanged. So it is in any case after a lost connection. */
  readonly mayBeUnsent: boolean
  /** What lies between two attempts to reach a node. */
  readonly pause?: (attempt: number) => Promise<void>
}

/**
 * Asks after every finalized block what became of a transaction on record, until the chain says it. A lost connection ends nothing: the
 * nodes are tried again. Answers how to stop asking; then nothing is told.
 */
export function watchPending(
  ports: Pick<AppPorts, 'storage'>,
  port: ChainPort,
  pending: PendingTransaction,
  onEnd: (end: TransactionEnd) => void,
  { mayBeUnsent, pause = doublingPause }: WatchOptions,
): () => void {
  let isOver = false
  let isBusy = false
  /** Whether a block came while the one before was being asked about. */
  let isBehind = false
  let isUnsent = mayBeUnsent
  let attempts = 0
  let unsubscribe: (() => void) | undefined
  const stop = (): void => {
    isOver = true
    unsubscribe?.()
  }
  const look = async (): Promise<void> => {
    if (isOver) return
    if (isBusy) return void (isBehind = true)
    isBusy = true
    const sendsAgain = isUnsent
    const found = await (sendsAgain ? resumePending : settlePending)(ports, port, pending)
    isBusy = false
    if (isOver) return
    if (found.ok) {
      if (sendsAgain) isUnsent = false
      if (found.value !== null) {
        stop()
        return onEnd(found.value)
      }
    }
    if (!isBehind) return
    isBehind = false
    await look()
  }
  const listen = (): void => {
    let isLost = false
    const end = port.followFinalized({
      onHead: () => {
        attempts = 0
        void look()
      },
      onLost: () => {
        if (isLost || isOver) return
        isLost = true
        void again()
      },
    })
    if (isOver || isLost) end()
    else unsubscribe = end
  }
  const again = async (): Promise<void> => {
    unsubscribe?.()
    isUnsent = true
    await pause(++attempts)
    // Asked first: that moves on to the next node where this one stays away.
    await look()
    if (!isOver) listen()
  }
  listen()
  return stop
}

async function doublingPause(attempt: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** (attempt - 1), 30_000)))
}
