import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { MAX_FRAME_BYTES } from '../sync/relay/index.ts'
import { serveClient, type Client, type ClientPorts } from './client.ts'
import type { Gate } from './gate.ts'

/** Clients that are connected. */
export interface RelaySockets {
  readonly count: () => number
  readonly all: () => Iterable<WebSocket>
  /** Reads no further frames of anybody. Resolves when all that were read are settled. */
  readonly finish: () => Promise<void>
  /** Tells everybody that the relay stops, and ends all connections after so many milliseconds at the latest. Resolves when nobody is left. */
  readonly cut: (afterMs: number) => Promise<void>
}

const CHECK_MS = 1000

/** Serves whoever connects to a server by WebSocket and is let in. */
export function createRelaySockets(http: Server, gate: Gate, ports: ClientPorts): RelaySockets {
  const { log, metrics } = ports
  const clients = new Map<WebSocket, Client>()
  // A frame is read whole or not at all; compressing what is sealed gains nothing.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  let lastNumber = 0

  const serve = (socket: WebSocket, address: string): void => {
    const name = { client: `${++lastNumber}`, address }
    const leave = gate.enter(address)
    metrics.count('connections')
    log('info', 'connected', name)
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
  http.once('listening', () => {
    const check = setInterval(() => {
      for (const client of clients.values()) client.check()
    }, CHECK_MS).unref()
    http.once('close', () => clearInterval(check))
  })

  return {
    count: () => clients.size,
    all: () => clients.keys(),
    finish: async () => {
      await Promise.all([...clients.values()].map((client) => client.finish()))
    },
    cut: async (afterMs) => {
      const left = Promise.all(
        [...clients.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      )
      for (const client of clients.values()) client.cut('Stopping')
      await Promise.race([left, new Promise((resolve) => setTimeout(resolve, afterMs).unref())])
      for (const socket of clients.keys()) socket.terminate()
      await left
    },
  }
}
