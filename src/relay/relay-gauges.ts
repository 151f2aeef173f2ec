import type { RelayDatabase } from './relay-database.ts'

/** Numbers of the moment and what they are, by their name in /metrics. */
export type Gauges = Readonly<Record<string, readonly [number, string]>>

/** What the relay's parts say of the moment. */
export interface GaugePorts {
  readonly database: RelayDatabase
  readonly fanOut: { readonly topicCount: () => number }
  readonly queue: { readonly isHealthy: () => boolean }
  /** The connections that there are. */
  readonly sockets: () => Iterable<{ readonly bufferedAmount: number }>
}

/** The numbers of this moment. */
export function relayGauges({ database, fanOut, queue, sockets }: GaugePorts): Gauges {
  const waiting = Array.from(sockets(), ({ bufferedAmount }) => bufferedAmount)
  const row = database.one('SELECT count(*) AS routes, total(bytes) AS bytes FROM routes')
  const { rss, heapUsed } = process.memoryUsage()
  return {
    clients: [waiting.length, 'Clients that are connected.'],
    waiting_bytes: [waiting.reduce((sum, bytes) => sum + bytes, 0), 'What waits in memory to be taken by clients.'],
    routes_followed: [fanOut.topicCount(), 'Routes that at least one client follows.'],
    healthy: [queue.isHealthy() ? 1 : 0, 'Whether the last transaction was written.'],
    routes: [row?.['routes'] as number, 'Routes with envelopes.'],
    kept_bytes: [row?.['bytes'] as number, 'Envelopes and blobs that are kept.'],
    resident_memory_bytes: [rss, 'Memory of the process.'],
    heap_bytes: [heapUsed, 'Memory of its objects.'],
    uptime_seconds: [Math.round(process.uptime()), 'Time since the process began.'],
  }
}
