import { verifySignature, type VerifySignature } from '../verify-signature.ts'
import { batchOfVerdicts, batchToBytes, type SignatureTask } from './signature-batch.ts'

/** Workers that verify, until they are let go. */
export interface WorkerVerifier {
  readonly verify: VerifySignature
  /** So many under way at once keep all workers busy. */
  readonly inFlight: number
  /** Ends the workers. What is under way then has no answer. */
  readonly close: () => void
}

/** The part of a worker that is used here. */
export type VerifyingWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

interface Job {
  readonly task: SignatureTask
  readonly resolve: (holds: boolean | Promise<boolean>) => void
}

/** Signatures in a message: enough that messages cost nothing beside them, few enough that a screen hears of progress. */
const BATCH = 64
/** Batches that a worker has at once, so that it never waits for the page. */
const BATCHES_EACH = 2

/** A verifier on so many workers. What a worker that fails had to do is done on this thread. */
export function createWorkerVerifier(count: number, start: () => VerifyingWorker = startWorker): WorkerVerifier {
  const workers = Array.from({ length: count }, () => createBatches(start()))
  let waiting: Job[] = []
  let isScheduled = false
  const flush = (): void => {
    isScheduled = false
    const jobs = waiting
    waiting = []
    for (let at = 0; at < jobs.length; at += BATCH) {
      const [idlest] = workers.toSorted((a, b) => a.load() - b.load())
      idlest?.send(jobs.slice(at, at + BATCH))
    }
  }
  return {
    verify: (key, message, signature) => {
      if (!/^[0-9a-f]{64}$/.test(key) || signature.length !== 64) return Promise.resolve(false)
      return new Promise((resolve) => {
        waiting.push({ task: { key, message, signature }, resolve })
        if (isScheduled) return
        isScheduled = true
        queueMicrotask(flush)
      })
    },
    inFlight: BATCH * BATCHES_EACH * count,
    close: () => {
      for (const { end } of workers) end()
    },
  }
}

function startWorker(): VerifyingWorker {
  return new Worker(new URL('./verify-worker.ts', import.meta.url), { type: 'module' })
}

/** A worker and what it has been given. */
function createBatches(worker: VerifyingWorker): {
  readonly send: (jobs: readonly Job[]) => void
  readonly load: () => number
  readonly end: () => void
} {
  const under = new Map<number, readonly Job[]>()
  let batches = 0
  let hasFailed = false
  const doHere = (jobs: readonly Job[]): void => {
    for (const { task, resolve } of jobs) resolve(verifySignature(task.key, task.message, task.signature))
  }
  worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => {
    const { batch, holds } = batchOfVerdicts(data)
    for (const [index, { resolve }] of (under.get(batch) ?? []).entries()) resolve(holds(index))
    under.delete(batch)
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    hasFailed = true
    worker.terminate()
    for (const jobs of under.values()) doHere(jobs)
    under.clear()
  })
  return {
    send: (jobs) => {
      if (hasFailed) return doHere(jobs)
      const batch = batches++
      under.set(batch, jobs)
      const bytes = batchToBytes(
        batch,
        jobs.map(({ task }) => task),
      )
      worker.postMessage(bytes, [bytes.buffer])
    },
    load: () => under.size,
    end: () => worker.terminate(),
  }
}
