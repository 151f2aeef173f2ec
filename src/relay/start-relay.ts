// Puts a relay together and listens. What the parts do stands in them; what belongs here is who may come in, and how everything ends.

import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import {
  MAX_FRAME_BYTES,
  relayFrameToBytes,
  verifyEnvelope,
  type Envelope,
  type RelayEpoch,
  type RelayKey,
} from '../sync/relay/index.ts'
import { createAllowances } from './allowances.ts'
import { answer, isOriginAllowed } from './answer.ts'
import { BLOBS_PATH, createBlobRequests } from './blob-requests.ts'
import { createBlobStore } from './blob-store.ts'
import { serveClient, type Client } from './client.ts'
import { createCommitQueue } from './commit-queue.ts'
import { createEnvelopeStore } from './envelope-store.ts'
import { createFanOut } from './fan-out.ts'
import { createHeadSigner } from './head-signer.ts'
import type { RelayConfig } from './relay-config.ts'
import { openRelayDatabase } from './relay-database.ts'
import { openRelayKey } from './relay-key.ts'
import type { RelayLog } from './relay-log.ts'
import { createRelayMetrics, type RelayMetrics } from './relay-metrics.ts'
import { createRetention } from './retention.ts'
import { createRouteTable } from './route-table.ts'

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
  /** Whether an envelope's device signed it. */
  readonly verify?: (envelope: Envelope) => Promise<boolean>
}

/** Where clients connect. */
const SOCKET_PATH = '/v1'
const CHECK_MS = 1000

/** Starts a relay. Throws a sentence when its folder or port cannot be used. */
export async function startRelay(
  config: RelayConfig,
  { log, verify = verifyEnvelope }: RelayPorts,
): Promise<RunningRelay> {
  mkdirSync(config.data, { recursive: true, mode: 0o700 })
  const signer = openRelayKey(config.data)
  const database = openRelayDatabase(join(config.data, 'relay.db'))
  const metrics = createRelayMetrics()
  const routes = createRouteTable(database)
  const store = createEnvelopeStore(database, routes, config.limits)
  const blobs = createBlobStore(database, routes, config.limits)
  const heads = createHeadSigner(signer, database.epoch, metrics)
  const fanOut = createFanOut({ store, routes, database, heads, metrics })
  const queue = createCommitQueue({ store, log, metrics, onAdded: fanOut.publish })
  const retention = createRetention(config, { database, routes, log, metrics })
  const answerBlob = createBlobRequests({ blobs, maxBytes: config.limits.blobBytes, log, metrics })
  const allowance = createAllowances(config.limits)
  const welcome = relayFrameToBytes({ kind: 'welcome', key: signer.key, epoch: database.epoch })

  const clients = new Map<WebSocket, Client>()
  const connections = new Map<string, number>()
  let isStopping = false
  let lastNumber = 0

  const addressOf = (request: IncomingMessage): string => {
    const forwarded = request.headers['x-forwarded-for']
    const last = config.behindProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
    return last || (request.socket.remoteAddress ?? 'unknown')
  }

  const serve = (socket: WebSocket, address: string): void => {
    const name = { client: `${++lastNumber}`, address }
    metrics.count('connections')
    log('info', 'connected', name)
    connections.set(address, (connections.get(address) ?? 0) + 1)
    clients.set(socket, serveClient(socket, name, { config, queue, fanOut, log, metrics, verify, allowance, welcome }))
    socket.on('close', (code: number) => {
      clients.delete(socket)
      const left = (connections.get(address) ?? 1) - 1
      if (left === 0) connections.delete(address)
      else connections.set(address, left)
      log('info', 'disconnected', { ...name, code })
    })
  }

  const waitingBytes = (): number => {
    let sum = 0
    for (const socket of clients.keys()) sum += socket.bufferedAmount
    return sum
  }

  const health = (response: ServerResponse): void => {
    const status = isStopping ? 'stopping' : queue.isHealthy() ? 'ok' : 'cannot write'
    const body = JSON.stringify({ status, key: signer.key, epoch: database.epoch, clients: clients.size })
    answer(response, status === 'ok' ? 200 : 503, `${body}\n`, { 'content-type': 'application/json' })
  }

  const measure = (response: ServerResponse): void => {
    const memory = process.memoryUsage()
    const text = metrics.text({
      clients: [clients.size, 'Clients that are connected.'],
      waiting_bytes: [waitingBytes(), 'What waits in memory to be taken by clients.'],
      routes_followed: [fanOut.topicCount(), 'Routes that at least one client follows.'],
      routes: [database.one('SELECT count(*) AS n FROM routes')?.['n'] as number, 'Routes with envelopes.'],
      kept_bytes: [
        database.one('SELECT total(bytes) AS n FROM routes')?.['n'] as number,
        'Envelopes and blobs that are kept.',
      ],
      healthy: [queue.isHealthy() ? 1 : 0, 'Whether the last transaction was written.'],
      resident_memory_bytes: [memory.rss, 'Memory of the process.'],
      heap_bytes: [memory.heapUsed, 'Memory of its objects.'],
      uptime_seconds: [Math.round(process.uptime()), 'Time since the process began.'],
    })
    answer(response, 200, text, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isOriginAllowed(request, config)) {
      metrics.count('connections_refused', 1, 'Origin')
      log('warn', 'origin refused', { address: addressOf(request), origin: String(request.headers.origin) })
      return answer(response, 403, 'This page may not use this relay\n')
    }
    if (request.headers.origin !== undefined) {
      response.setHeader('access-control-allow-origin', config.origins === null ? '*' : request.headers.origin)
      response.setHeader('vary', 'origin')
    }
    const path = request.url ?? ''
    if (request.method === 'OPTIONS')
      return answer(response, 204, '', {
        'access-control-allow-methods': 'GET, HEAD, PUT',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': '86400',
      })
    if (path === '/health') return health(response)
    if (path === '/metrics') return measure(response)
    if (path.startsWith(BLOBS_PATH)) return answerBlob(request, response, addressOf(request))
    if (path === SOCKET_PATH) return answer(response, 426, 'A WebSocket is spoken here\n', { upgrade: 'websocket' })
    answer(response, 404, 'Nothing is here\n')
  }

  const http = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    respond(request, response).catch((cause: unknown) => {
      log('error', 'request failed', { detail: String(cause) })
      response.destroy()
    })
  })
  // A frame is read whole or not at all; compressing what is sealed gains nothing.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })

  /** Why a connection is not let in. */
  const doorRefusal = (request: IncomingMessage, address: string): readonly [number, string] | null => {
    if (request.url !== SOCKET_PATH) return [404, 'Path']
    if (isStopping) return [503, 'Stopping']
    if (!isOriginAllowed(request, config)) return [403, 'Origin']
    if (clients.size >= config.limits.connections) return [503, 'TooManyConnections']
    if ((connections.get(address) ?? 0) >= config.limits.connectionsPerAddress) return [429, 'TooManyOfAddress']
    return null
  }

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = addressOf(request)
    const refusal = doorRefusal(request, address)
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

  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    log('info', 'stopping', { clients: clients.size })
    clearInterval(check)
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    await Promise.all([...clients.values()].map((client) => client.finish()))
    await queue.flush()
    fanOut.flush()
    const left = Promise.all(
      [...clients.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    )
    for (const client of clients.values()) client.cut('Stopping')
    await Promise.race([left, new Promise((resolve) => setTimeout(resolve, config.stopMs).unref())])
    for (const socket of clients.keys()) socket.terminate()
    http.closeAllConnections()
    await Promise.all([closed, left, retention.stop()])
    database.close()
    log('info', 'stopped')
  }

  try {
    await new Promise<void>((resolve, reject) => {
      http.once('listening', resolve)
      http.once('error', (cause: NodeJS.ErrnoException) =>
        reject(cause.code === 'EADDRINUSE' ? new Error(`Port ${config.port} is in use.`, { cause }) : cause),
      )
      http.listen(config.port, config.host)
    })
  } catch (cause) {
    clearInterval(check)
    await retention.stop()
    database.close()
    throw cause
  }
  const { port } = http.address() as AddressInfo
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  log('info', 'listening', { url, key: signer.key, epoch: database.epoch })
  return { port, url, key: signer.key, epoch: database.epoch, metrics, sweep: retention.sweep, stop }
}
