import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build, preview, type Plugin } from 'vite'

/** Where the page is served, and where what it says arrives. */
export interface CrashSite {
  readonly url: string
  /** Told of everything that the page posts: where to, and what. Its answer goes back to the page, which stands still as long as there is none. */
  readonly answer: (listener: Listener) => void
  readonly close: () => Promise<void>
}
type Listener = (path: string, body: unknown) => unknown

/** Builds the page and serves it. */
export async function serveCrashSite(): Promise<CrashSite> {
  let listener: Listener = () => undefined
  const posts: Plugin = {
    name: 'posts',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((request: IncomingMessage, response, next) => {
        if (request.method !== 'POST') return next()
        void text(request)
          .then((body) => listener(request.url ?? '', JSON.parse(body)))
          .then((answer) => response.end(JSON.stringify(answer ?? null)))
      })
    },
  }
  const root = fileURLToPath(new URL('.', import.meta.url))
  const outDir = await mkdtemp(join(tmpdir(), 'quits-crashes-'))
  const options = { configFile: false, root, logLevel: 'error' } as const
  await build({ ...options, build: { outDir, target: 'es2023', minify: false, modulePreload: false } })
  const server = await preview({
    ...options,
    plugins: [posts],
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('the page is served nowhere')
  return {
    url,
    answer: (next) => void (listener = next),
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}
