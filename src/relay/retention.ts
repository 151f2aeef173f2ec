import { setImmediate as nextTurn } from 'node:timers/promises'
import { prunableRoutes, pruneBlobs, pruneRoute } from './prune.ts'
import type { RelayConfig } from './relay-config.ts'
import type { RelayDatabase } from './relay-database.ts'
import type { RelayLog } from './relay-log.ts'
import type { RelayMetrics } from './relay-metrics.ts'
import type { RouteTable } from './route-table.ts'

/** Deletes what is older than the relay keeps things. */
export interface Retention {
  /** Goes through everything once, a little at a time; not twice at once. */
  readonly sweep: (nowMs: number) => Promise<void>
  /** Resolves when nothing of it runs any more. */
  readonly stop: () => Promise<void>
}

/** What a retention works with. */
export interface RetentionPorts {
  readonly database: RelayDatabase
  readonly routes: RouteTable
  readonly log: RelayLog
  readonly metrics: RelayMetrics
}

const HOUR_MS = 3_600_000

/** A retention that sweeps at the start and every hour, if there is anything that it may delete. */
export function createRetention(
  { retainMs, retainBlobsMs }: Pick<RelayConfig, 'retainMs' | 'retainBlobsMs'>,
  { database, routes, log, metrics }: RetentionPorts,
): Retention {
  let isStopped = false
  let running: Promise<void> | null = null

  const sweepOnce = async (nowMs: number): Promise<void> => {
    let [envelopes, blobs] = [0, 0]
    for (const route of retainMs === null ? [] : prunableRoutes(database))
      envelopes += await drain(() => pruneRoute(database, routes, route, nowMs - (retainMs as number)))
    if (retainBlobsMs !== null) blobs = await drain(() => pruneBlobs(database, routes, nowMs - retainBlobsMs))
    if (envelopes + blobs === 0) return
    metrics.count('envelopes_pruned', envelopes)
    metrics.count('blobs_pruned', blobs)
    log('info', 'pruned', { envelopes, blobs })
    await drain(() => {
      const free = freePages()
      database.all('PRAGMA incremental_vacuum(2000)')
      return free - freePages()
    })
  }

  const freePages = (): number => database.one('PRAGMA freelist_count')?.['freelist_count'] as number

  /** Repeats a piece of work until it finds nothing more to do. */
  const drain = async (piece: () => number): Promise<number> => {
    let sum = 0
    for (;;) {
      await nextTurn()
      const done = isStopped ? 0 : piece()
      if (done === 0) return sum
      sum += done
    }
  }

  const sweep = (nowMs: number): Promise<void> => {
    running ??= sweepOnce(nowMs)
      .catch((cause: unknown) => log('error', 'retention failed', { detail: String(cause) }))
      .finally(() => (running = null))
    return running
  }

  if (retainMs !== null || retainBlobsMs !== null) void sweep(Date.now())
  const timer = setInterval(() => void sweep(Date.now()), HOUR_MS).unref()
  return {
    sweep,
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}
