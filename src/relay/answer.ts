import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RelayConfig } from './relay-config.ts'

/** Whether a page of this origin may use the relay. Who names no origin is not a page. */
export function isOriginAllowed(request: IncomingMessage, { origins }: Pick<RelayConfig, 'origins'>): boolean {
  const { origin } = request.headers
  return origin === undefined || origins === null || origins.has(origin)
}

/** Answers with a body and the headers that every answer has: nothing of ours is a page, a script, or to be guessed at. */
export function answer(
  response: ServerResponse,
  status: number,
  body: Uint8Array | string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-length': String(Buffer.byteLength(body)),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    ...headers,
  })
  response.end(body)
}
