import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Keeps the write-ahead log short, beside the event loop. */
export interface Checkpointer {
  /** So many bytes were committed. */
  readonly committed: (bytes: number) => void
  readonly close: () => Promise<void>
}

/** What may be committed until the next checkpoint. The log is longer: every change writes whole pages of several tables. */
const BYTES = 1_048_576

/** A checkpointer of the database in this file. */
export function createCheckpointer(path: string, onCrash: (cause: Error) => void): Checkpointer {
  let worker: Worker | null = null
  let bytes = 0
  let isBusy = false
  let isBroken = false

  const start = (): Worker => {
    const started = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: path })
    started.on('message', () => {
      isBusy = false
      next()
    })
    started.on('error', (cause) => {
      isBroken = true
      onCrash(cause)
    })
    return started
  }

  const next = (): void => {
    if (isBusy || isBroken || bytes < BYTES) return
    bytes = 0
    isBusy = true
    worker ??= start()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage('checkpoint')
  }

  return {
    committed: (count) => {
      bytes += count
      next()
    },
    close: async () => {
      if (worker === null || isBroken) return
      const ended = once(worker, 'exit')
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('close')
      await ended
    },
  }
}
