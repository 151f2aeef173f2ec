// Puts a relay together, listens, and ends in order. What the parts do stands in them.

import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { relayFrameToBytes, type RelayEpoch, type RelayKey } from '../sync/relay/index.ts'
import { createAllowances } from './allowances.ts'
import { createBlobRequests } from './blob-requests.ts'
import { createBlobStore } from './blob-store.ts'
import { createCheckpointer } from './checkpointer.ts'
import { createCommitQueue } from './commit-queue.ts'
import { createEnvelopeStore } from './envelope-store.ts'
import { createFanOut } from './fan-out.ts'
import { createGate } from './gate.ts'
import { createHeadSigner } from './head-signer.ts'
import { holdFolder } from './hold-folder.ts'
import { createHttpRequests } from './http-requests.ts'
import type { RelayConfig } from './relay-config.ts'
import { openRelayDatabase } from './relay-database.ts'
import { relayGauges } from './relay-gauges.ts'
import { openRelayKey } from './relay-key.ts'
import type { RelayLog } from './relay-log.ts'
import { createRelayMetrics, type RelayMetrics } from './relay-metrics.ts'
import { createRelaySockets } from './relay-sockets.ts'
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
  let isStopping = false

  const health = () => {
    const status = isStopping ? 'stopping' : queue.isHealthy() ? 'ok' : 'cannot write'
    return { status, key: signer.key, epoch, clients: sockets.count() }
  }
  const gauges = () => relayGauges({ database, fanOut, queue, sockets: sockets.all })
  const http = createServer(
    { requestTimeout: 60_000, headersTimeout: 10_000 },
    createHttpRequests({ config, gate, log, metrics, answerBlob, health, gauges }),
  )
  const ports = { config, queue, fanOut, log, metrics, verify: pool.verify, allowance, welcome }
  const sockets = createRelaySockets(http, gate, ports)

  const close = async (): Promise<void> => {
    await Promise.all([retention.stop(), pool.close()])
    await checkpointer.close()
    database.close()
    release()
  }
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    gate.close()
    log('info', 'stopping', { clients: sockets.count() })
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    await sockets.finish()
    await queue.flush()
    fanOut.flush()
    await sockets.cut(config.stopMs)
    http.closeAllConnections()
    await closed
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
