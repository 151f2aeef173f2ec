import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Envelope } from '../sync/relay/index.ts'

/** Whether each envelope's device signed it; null where that could not be found out. Never rejects. */
export type VerifyEnvelopes = (envelopes: readonly Envelope[]) => Promise<readonly (boolean | null)[]>

/** Threads that check signatures. */
export interface VerifyPool {
  readonly verify: VerifyEnvelopes
  readonly close: () => Promise<void>
}

/** Envelopes of one caller. */
interface Job {
  readonly envelopes: readonly Envelope[]
  readonly resolve: (verdicts: readonly (boolean | null)[]) => void
}

/** A thread and what it is at. */
interface Verifier {
  worker: Worker
  jobs: readonly Job[]
}

/** A message has not many more, so that no thread is idle while another has a long list. */
const BATCH = 128
const THREADS = Math.min(4, availableParallelism())
/** Young objects are a few messages; without this each thread keeps tens of megabytes for them. */
const THREAD_MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 } as const

/** A pool with up to a thread for each processor, started when there is work for it, or `instead` of it. `onCrash` hears of a thread that ended by itself; another takes its place. */
export function createVerifyPool(
  instead: VerifyEnvelopes | undefined,
  onCrash: (cause: Error) => void,
  script = new URL('./verify-worker.ts', import.meta.url),
): VerifyPool {
  if (instead !== undefined) return { verify: instead, close: () => Promise.resolve() }
  let waiting: Job[] = []
  let isScheduled = false
  let isClosed = false
  const idle: Verifier[] = []
  const verifiers: Verifier[] = []

  /** Gives what waits to threads that have nothing to do; together, because a message costs more than a signature's place in it. */
  const assign = (): void => {
    isScheduled = false
    while (waiting.length > 0) {
      const verifier = idle.pop() ?? another()
      if (verifier === null) return // whoever is done first takes it
      let [count, envelopes] = [0, 0]
      while (count < waiting.length && envelopes < BATCH) envelopes += (waiting[count++] as Job).envelopes.length
      verifier.jobs = waiting.slice(0, count)
      waiting = waiting.slice(count)
      const bytes = bytesOf(verifier.jobs)
      verifier.worker.postMessage(bytes, [bytes.buffer])
    }
  }

  const finish = (verifier: Verifier, verdictAt: (index: number) => boolean | null): void => {
    const { jobs } = verifier
    verifier.jobs = []
    if (!idle.includes(verifier)) idle.push(verifier)
    let from = 0
    for (const { envelopes, resolve } of jobs) {
      const start = from
      resolve(envelopes.map((_, index) => verdictAt(start + index)))
      from += envelopes.length
    }
    assign()
  }

  const start = (verifier: Partial<Verifier>): void => {
    const worker = new Worker(script, { resourceLimits: THREAD_MEMORY })
    worker.on('message', (verdicts: Uint8Array) => finish(verifier as Verifier, (index) => verdicts[index] === 1))
    worker.on('error', onCrash)
    worker.on('exit', () => {
      if (isClosed) return
      start(verifier)
      finish(verifier as Verifier, () => null)
    })
    verifier.worker = worker
  }

  /** One more thread, if there may be more. */
  const another = (): Verifier | null => {
    if (verifiers.length === THREADS) return null
    const verifier: Partial<Verifier> = { jobs: [] }
    start(verifier)
    verifiers.push(verifier as Verifier)
    return verifier as Verifier
  }

  return {
    verify: (envelopes) =>
      new Promise((resolve) => {
        waiting.push({ envelopes, resolve })
        if (isScheduled) return
        isScheduled = true
        setImmediate(assign) // with whatever else this turn of the event loop brings
      }),
    close: async () => {
      isClosed = true
      await Promise.all(verifiers.map(({ worker }) => worker.terminate()))
    },
  }
}

/** Envelopes one after the other, each with its length in front. */
function bytesOf(jobs: readonly Job[]): Uint8Array<ArrayBuffer> {
  let size = 0
  for (const { envelopes } of jobs) for (const { bytes } of envelopes) size += 4 + bytes.length
  const all = new Uint8Array(size)
  const view = new DataView(all.buffer)
  let at = 0
  for (const { envelopes } of jobs) {
    for (const { bytes } of envelopes) {
      view.setUint32(at, bytes.length, true)
      all.set(bytes, at + 4)
      at += 4 + bytes.length
    }
  }
  return all
}
