// What relay.bench.ts measures, each as a process of its own: a relay, a relay that believes every signature, or a bare WebSocket server that sends
// back what it gets.

import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { readRelayConfig } from '../../src/relay/index.ts'
import { startRelay } from '../../src/relay/start-relay.ts'

const PLENTY = '1000000'
const mode = process.argv[2]

if (mode === 'echo') {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  server.on('listening', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: true })))
  process.once('SIGTERM', () => process.exit(0))
} else {
  const data = mkdtempSync(join(tmpdir(), 'quits-bench-'))
  const limits = ['--max-connections-per-address', '1000', '--envelopes-per-second', PLENTY]
  const request = readRelayConfig(
    ['--port', '0', '--data', data, ...limits, '--device-envelopes-per-second', PLENTY],
    {},
  )
  if (!request.ok || request.value.type !== 'run') throw new Error('bad options')
  const believe = { verify: (all: readonly unknown[]) => Promise.resolve(all.map(() => true)) }
  const relay = await startRelay(request.value.config, { log: () => {}, ...(mode === 'believing' ? believe : {}) })
  process.once('SIGTERM', () => {
    void relay.stop().then(() => {
      rmSync(data, { recursive: true })
      process.exit(0)
    })
  })
  process.send?.(relay.url)
}
