import type { Envelope } from '../sync/relay/index.ts'
import type { Admission } from './admit-envelope.ts'
import type { Added, Appended, EnvelopeStore } from './envelope-store.ts'
import type { RelayLog } from './relay-log.ts'
import type { RelayMetrics } from './relay-metrics.ts'

/** Envelopes that came together, and who is told what became of them. */
export interface Batch {
  readonly envelopes: readonly Envelope[]
  /** Null for each when they could not be written. */
  readonly settle: (admissions: readonly (Admission | null)[]) => void
}

/** Writes what arrived since the last time in one transaction: one wait for the disk, however many clients there are. */
export interface CommitQueue {
  readonly add: (batch: Batch) => void
  /** Whether the last transaction was written. */
  readonly isHealthy: () => boolean
  /** Resolves when nothing waits any more. */
  readonly flush: () => Promise<void>
}

/** Bounds how long the event loop stands still for one transaction. */
const MAX_ENVELOPES = 2048

/** What a commit queue works with. */
export interface CommitPorts {
  readonly store: EnvelopeStore
  readonly log: RelayLog
  readonly metrics: RelayMetrics
  /** Called for each route that has more on disk now. */
  readonly onAdded: (added: Added) => void
}

/** A queue that writes on the next turn of the event loop, and again as soon as the last transaction is on disk. */
export function createCommitQueue({ store, log, metrics, onAdded }: CommitPorts): CommitQueue {
  let waiting: Batch[] = []
  let isHealthy = true
  let isBusy = false
  let isBroken = false
  let idle: (() => void)[] = []

  const take = (): readonly Batch[] => {
    let [count, envelopes] = [0, 0]
    while (count < waiting.length && envelopes < MAX_ENVELOPES)
      envelopes += (waiting[count++] as Batch).envelopes.length
    const batches = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return batches
  }

  const commit = async (): Promise<void> => {
    const batches = take()
    const envelopes = batches.flatMap((batch) => batch.envelopes)
    const started = performance.now()
    const appended = await attempt(envelopes)
    metrics.time('commit_seconds', performance.now() - started)
    for (const added of appended?.added ?? []) {
      metrics.count('envelopes_stored', added.envelopes.length)
      onAdded(added)
    }
    let at = 0
    for (const { envelopes: own, settle } of batches) {
      settle(own.map((_, index) => appended?.admissions[at + index] ?? null))
      at += own.length
    }
    if (waiting.length > 0) return void setImmediate(commit)
    isBusy = false
    for (const resolve of idle) resolve()
    idle = []
  }

  const attempt = async (envelopes: readonly Envelope[]): Promise<Appended | null> => {
    if (isBroken) return null
    const appended = write(envelopes)
    if (appended === null) return null
    try {
      await store.sync(appended)
      return appended
    } catch (cause) {
      // Whether it is on disk will never be known; a restart reads what is.
      isBroken = true
      return failed(envelopes, 'sync failed', cause)
    }
  }

  const write = (envelopes: readonly Envelope[]): Appended | null => {
    try {
      const appended = store.append(envelopes, Date.now())
      metrics.count('commits')
      isHealthy = true
      return appended
    } catch (cause) {
      // A full disk: nothing of it was written, the senders may try again.
      return failed(envelopes, 'commit failed', cause)
    }
  }

  const failed = (envelopes: readonly Envelope[], event: string, cause: unknown): null => {
    metrics.count('commit_failures')
    log('error', event, { envelopes: envelopes.length, detail: String(cause) })
    isHealthy = false
    return null
  }

  return {
    add: (batch) => {
      waiting.push(batch)
      if (isBusy) return
      isBusy = true
      setImmediate(commit)
    },
    isHealthy: () => isHealthy,
    flush: () => (isBusy ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve()),
  }
}
