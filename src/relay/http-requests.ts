import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, isOriginAllowed } from './answer.ts'
import { BLOBS_PATH, type BlobRequests } from './blob-requests.ts'
import { SOCKET_PATH, type Gate } from './gate.ts'
import type { RelayConfig } from './relay-config.ts'
import type { Gauges } from './relay-gauges.ts'
import type { RelayLog } from './relay-log.ts'
import type { RelayMetrics } from './relay-metrics.ts'

/** What answering HTTP requests needs. */
export interface HttpPorts {
  readonly config: RelayConfig
  readonly gate: Gate
  readonly log: RelayLog
  readonly metrics: RelayMetrics
  readonly answerBlob: BlobRequests
  /** What /health says; it is well while the status is `ok`. */
  readonly health: () => Readonly<Record<string, string | number>> & { readonly status: string }
  /** For /metrics. */
  readonly gauges: () => Gauges
}

/** Answers everything that is not a WebSocket: /health, /metrics, blobs, and browsers that ask whether they may. */
export function createHttpRequests(ports: HttpPorts): (request: IncomingMessage, response: ServerResponse) => void {
  const { config, gate, log, metrics, answerBlob, health, gauges } = ports

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { origin } = request.headers
    if (!isOriginAllowed(request, config)) {
      metrics.count('connections_refused', 1, 'Origin')
      log('warn', 'origin refused', { address: gate.addressOf(request), origin: origin ?? null })
      return answer(response, 403, 'This page may not use this relay\n')
    }
    if (origin !== undefined) {
      response.setHeader('access-control-allow-origin', config.origins === null ? '*' : origin)
      response.setHeader('vary', 'origin')
    }
    if (request.method === 'OPTIONS')
      return answer(response, 204, '', {
        'access-control-allow-methods': 'GET, HEAD, PUT',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': '86400',
      })
    const path = request.url ?? ''
    if (path.startsWith(BLOBS_PATH)) return answerBlob(request, response, gate.addressOf(request))
    if (path === '/health') {
      const state = health()
      const type = { 'content-type': 'application/json' }
      return answer(response, state.status === 'ok' ? 200 : 503, `${JSON.stringify(state)}\n`, type)
    }
    if (path === '/metrics') {
      const type = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
      return answer(response, 200, metrics.text(gauges()), type)
    }
    if (path === SOCKET_PATH) return answer(response, 426, 'A WebSocket is spoken here\n', { upgrade: 'websocket' })
    answer(response, 404, 'Nothing is here\n')
  }

  return (request, response) => {
    respond(request, response).catch((cause: unknown) => {
      log('error', 'request failed', { detail: String(cause) })
      response.destroy()
    })
  }
}
