// A line to a node that goes silent right after a transaction was handed over, and comes back when a test says so.

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** A running line. */
export interface LossyLine {
  readonly url: string
  /** From now on the line is lost as soon as the node has taken a transaction, before its answer arrives. */
  readonly loseAfterSending: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/** Passes everything between a page and the node at `upstream`. While it is lost, whoever connects hears nothing. */
export async function openLossyLine(upstream: string): Promise<LossyLine> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const nodes = new Set<WebSocket>()
  let [isArmed, isLost] = [false, false]
  const hangUp = (): void => {
    for (const client of server.clients) client.terminate()
  }
  server.on('connection', (client) => {
    if (isLost) return
    const node = new WebSocket(upstream)
    nodes.add(node)
    const opened = once(node, 'open')
    let sending: unknown
    client.on('message', async (message: Buffer) => {
      const text = message.toString()
      const { id, method } = JSON.parse(text) as { readonly id: unknown; readonly method: string }
      if (isArmed && method === 'author_submitAndWatchExtrinsic') sending = id
      await opened
      if (node.readyState === WebSocket.OPEN) node.send(text)
    })
    node.on('message', (message: Buffer) => {
      const text = message.toString()
      if (sending !== undefined && (JSON.parse(text) as { readonly id?: unknown }).id === sending) {
        ;[isArmed, isLost] = [false, true]
        return hangUp()
      }
      if (client.readyState === WebSocket.OPEN) client.send(text)
    })
    client.on('close', () => node.close())
    node.on('close', () => client.terminate())
    node.on('error', () => client.terminate())
  })
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAfterSending: () => {
      isArmed = true
    },
    mend: () => {
      isLost = false
      hangUp()
    },
    close: async () => {
      for (const node of nodes) node.terminate()
      hangUp()
      server.close()
      await once(server, 'close')
    },
  }
}
