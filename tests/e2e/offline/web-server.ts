import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

/** A plain web server with files below `/some/folder/`, as people rent them: it can be away, and come back with other files or with nonsense. */
export interface WebServer {
  readonly url: string
  /** Its files from now on. */
  serve: (folder: string) => void
  /** Answers paths for which this says true, until it is given null. */
  answer: (otherwise: ((path: string, response: ServerResponse) => boolean) | null) => void
  /** Gone, with every connection. */
  readonly stop: () => Promise<void>
  /** Back at the same address. */
  readonly start: () => Promise<void>
}

const FOLDER = '/some/folder/'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/** Starts on a free port of this machine. Nothing that it sends may be kept by a browser's own cache. */
export async function startWebServer(files: string): Promise<WebServer> {
  let folder = files
  let otherwise: Parameters<WebServer['answer']>[0] = null
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('Cache-Control', 'no-store')
    const path = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) || 'index.html' : null
    if (path !== null && otherwise?.(path, response)) return
    const content = path === null ? Promise.reject(new Error(pathname)) : readFile(join(folder, normalize(`/${path}`)))
    content.then(
      (bytes) => response.setHeader('Content-Type', TYPES[extname(path ?? '')] ?? 'text/plain').end(bytes),
      () => response.writeHead(404).end('Not found'),
    )
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const port = await listen(0)
  return {
    url: `http://127.0.0.1:${port}${FOLDER}`,
    serve: (other) => (folder = other),
    answer: (other) => (otherwise = other),
    start: async () => void (await listen(port)),
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
