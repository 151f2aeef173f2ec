// Puts a relay together, listens, and ends in order. What the parts do stands in them.

import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { MAX_FRAME_BYTES, relayFrameToBytes, type RelayEpoch, type RelayKey } from '../sync/relay/index.ts'
import { createAllowances } from './allowances.ts'
import { createBlobRequests } from './blob-requests.ts'
import { createBlobStore } from './blob-store.ts'
import { createCheckpointer } from './checkpointer.ts'
import { serveClient, type Client } from './client.ts'
import { createCommitQueue } from './commit-queue.ts'
import { createEnvelopeStore } from './envelope-store.ts'
import { createFanOut } from './fan-out.ts'
import { createGate } from './gate.ts'
import { createHeadSigner } from './head-signer.ts'
import { holdFolder } from './hold-folder.ts'
import { createHttpRequests } from './http-requests.ts'
import type { RelayConfig } from './relay-config.ts'
import { openRelayDatabase, type RelayDatabase } from './relay-database.ts'
import { openRelayKey } from './relay-key.ts'
import type { RelayLog } from './relay-log.ts'
import { createRelayMetrics, type RelayMetrics } from './relay-metrics.ts'
import { createRetention } from './retention.ts'
import { createRouteTable } from './route-table.ts'
import { createVerifyPool, type VerifyEnvelopes } from './verify-pool.ts'

/** A relay that listens. */
export interface RunningRelay {
  readonly port: number
  /** For HTTP; the WebSocket is `/v1` under the same address with ws. */
  readonly url: string
  readonly key: RelayKey
  readonly epoch: RelayEpoch
  readonly metrics: RelayMetrics
  /** Deletes what is too old, now. */
  readonly sweep: (nowMs: number) => Promise<void>
  /** Lets nobody in, settles what was read, tells everybody, and closes. */
  readonly stop: () => Promise<void>
}

/** What can be put in another's place. */
export interface RelayPorts {
  readonly log: RelayLog
  /** Instead of threads that check signatures. */
  readonly verify?: VerifyEnvelopes
}

const CHECK_MS = 1000

/** Starts a relay. Throws a sentence when its folder or port cannot be used. */
export async function startRelay(config: RelayConfig, { log, verify }: RelayPorts): Promise<RunningRelay> {
  mkdirSync(config.data, { recursive: true, mode: 0o700 })
  const release = holdFolder(config.data)
  const signer = openRelayKey(config.data)
  const path = join(config.data, 'relay.db')
  const database = openRelayDatabase(path, (bytes) => checkpointer.committed(bytes))
  const checkpointer = createCheckpointer(path, (cause) => {
    log('error', 'checkpoints ended', { detail: cause.message })
    database.all('PRAGMA wal_autocheckpoint = 1000') // commits do it from now on
  })
  const { epoch } = database
  const metrics = createRelayMetrics()
  const routes = createRouteTable(database)
  const store = createEnvelopeStore(database, routes, config.limits)
  const blobs = createBlobStore(database, routes, config.limits)
  const heads = createHeadSigner(signer, epoch, metrics)
  const fanOut = createFanOut({ store, routes, database, heads, metrics })
  const queue = createCommitQueue({ store, log, metrics, onAdded: fanOut.publish })
  const retention = createRetention(config, { database, routes, log, metrics })
  const pool = createVerifyPool(verify, (cause) => log('error', 'verifier ended', { detail: cause.message }))
  const answerBlob = createBlobRequests({ blobs, maxBytes: config.limits.blobBytes, log, metrics })
  const allowance = createAllowances(config.limits)
  const welcome = relayFrameToBytes({ kind: 'welcome', key: signer.key, epoch })
  const gate = createGate(config)
  const clients = new Map<WebSocket, Client>()
  let isStopping = false

  const health = () => {
    const status = isStopping ? 'stopping' : queue.isHealthy() ? 'ok' : 'cannot write'
    return { status, key: signer.key, epoch, clients: clients.size }
  }
  const gauges = () => ({
    clients: [clients.size, 'Clients that are connected.'] as const,
    waiting_bytes: [waitingBytes(clients.keys()), 'What waits in memory to be taken by clients.'] as const,
    routes_followed: [fanOut.topicCount(), 'Routes that at least one client follows.'] as const,
    healthy: [queue.isHealthy() ? 1 : 0, 'Whether the last transaction was written.'] as const,
    ...keptGauges(database),
    ...processGauges(),
  })

  const http = createServer(
    { requestTimeout: 60_000, headersTimeout: 10_000 },
    createHttpRequests({ config, gate, log, metrics, answerBlob, health, gauges }),
  )
  // A frame is read whole or not at all; compressing what is sealed gains nothing.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  let lastNumber = 0

  const serve = (socket: WebSocket, address: string): void => {
    const name = { client: `${++lastNumber}`, address }
    const leave = gate.enter(address)
    metrics.count('connections')
    log('info', 'connected', name)
    const ports = { config, queue, fanOut, log, metrics, verify: pool.verify, allowance, welcome }
    clients.set(socket, serveClient(socket, name, ports))
    socket.on('close', (code: number) => {
      leave()
      clients.delete(socket)
      log('info', 'disconnected', { ...name, code })
    })
  }

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = gate.addressOf(request)
    const refusal = gate.refusal(request)
    if (refusal === null) return sockets.handleUpgrade(request, socket, head, (accepted) => serve(accepted, address))
    const [status, reason] = refusal
    metrics.count('connections_refused', 1, reason)
    log('warn', 'connection refused', { address, reason, origin: request.headers.origin ?? null })
    socket.on('error', () => socket.destroy())
    socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  })

  const check = setInterval(() => {
    for (const client of clients.values()) client.check()
  }, CHECK_MS).unref()

  const close = async (): Promise<void> => {
    clearInterval(check)
    await Promise.all([retention.stop(), pool.close()])
    await checkpointer.close()
    database.close()
    release()
  }

  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    gate.close()
    log('info', 'stopping', { clients: clients.size })
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    await Promise.all([...clients.values()].map((client) => client.finish()))
    await queue.flush()
    fanOut.flush()
    const gone = Promise.all(
      [...clients.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    )
    for (const client of clients.values()) client.cut('Stopping')
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, config.stopMs).unref())])
    for (const socket of clients.keys()) socket.terminate()
    http.closeAllConnections()
    await Promise.all([closed, gone])
    await close()
    log('info', 'stopped')
  }

  try {
    await listen(http, config)
  } catch (cause) {
    await close()
    throw cause
  }
  const { port } = http.address() as AddressInfo
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  log('info', 'listening', { url, key: signer.key, epoch })
  return { port, url, key: signer.key, epoch, metrics, sweep: retention.sweep, stop }
}

function listen(http: Server, { port, host }: RelayConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('listening', resolve)
    http.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use.`, { cause }) : cause),
    )
    http.listen(port, host)
  })
}

type Gauges = Readonly<Record<string, readonly [number, string]>>

function keptGauges(database: RelayDatabase): Gauges {
  const row = database.one('SELECT count(*) AS routes, total(bytes) AS bytes FROM routes')
  return {
    routes: [row?.['routes'] as number, 'Routes with envelopes.'],
    kept_bytes: [row?.['bytes'] as number, 'Envelopes and blobs that are kept.'],
  }
}

function processGauges(): Gauges {
  const { rss, heapUsed } = process.memoryUsage()
  return {
    resident_memory_bytes: [rss, 'Memory of the process.'],
    heap_bytes: [heapUsed, 'Memory of its objects.'],
    uptime_seconds: [Math.round(process.uptime()), 'Time since the process began.'],
  }
}

function waitingBytes(sockets: Iterable<WebSocket>): number {
  let sum = 0
  for (const socket of sockets) sum += socket.bufferedAmount
  return sum
}
