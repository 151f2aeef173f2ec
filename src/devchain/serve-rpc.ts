// A node's JSON-RPC over WebSocket. Chopsticks' own server takes the next port when the wanted one is in use, and leaves its connections
// open when it is closed.
import type { AddressInfo } from 'node:net'
import type { Blockchain } from '@acala-network/chopsticks-core'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { answerRequest, parseRequests } from './answer-request.ts'
import { createClientActivity } from './client-activity.ts'
import { createSubscriptions } from './subscriptions.ts'

/** A listening node. `close` ends its connections and resolves when the port is free. */
export type RpcServer = { readonly port: number; readonly close: () => Promise<void> }

const host = '127.0.0.1'
const maxPayload = 100 * 1024 * 1024

/** Serves `chain` on this machine only. Port 0 takes any free one; a port in use throws. */
export async function serveRpc(chain: Blockchain, port: number): Promise<RpcServer> {
  const server = new WebSocketServer({ host, port, maxPayload })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use.`, { cause }) : cause),
    )
  })
  server.on('connection', (socket) => serveConnection(chain, socket))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of server.clients) socket.terminate()
      }),
  }
}

const serveConnection = (chain: Blockchain, socket: WebSocket): void => {
  const send = (message: unknown): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
  }
  const activity = createClientActivity()
  const subscriptions = createSubscriptions(send, activity.satisfied)
  // One buffer for each message is how `ws` delivers them unless told otherwise.
  const answer = async (message: RawData): Promise<void> => {
    const { requests, isBatch } = parseRequests((message as Buffer).toString())
    const answered = Promise.all(requests.map((request) => answerRequest(chain, request, subscriptions)))
    const answers = await activity.during(answered)
    send(isBatch ? answers : answers[0])
  }
  socket.on('message', (message) => void answer(message))
  socket.on('error', () => socket.terminate())
  socket.on('close', subscriptions.cancelAll)
}
