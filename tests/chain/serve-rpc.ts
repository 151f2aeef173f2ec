// A JSON-RPC server over WebSocket whose answers a test makes.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

/** Serves `answer` on a free port of this machine. */
export const serveRpc = async (
  answer: (method: string, params: readonly unknown[]) => Promise<unknown>,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  server.on('connection', (socket) => {
    socket.on('message', (message: Buffer) => {
      const { id, method, params } = JSON.parse(message.toString()) as {
        readonly id: number
        readonly method: string
        readonly params: readonly unknown[]
      }
      void answer(method, params).then(
        (result) => socket.send(JSON.stringify({ jsonrpc: '2.0', id, result })),
        (thrown: unknown) =>
          socket.send(JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32000, message: String(thrown) } })),
      )
    })
  })
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
      await once(server, 'close')
    },
  }
}
