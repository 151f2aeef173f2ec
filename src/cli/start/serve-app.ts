import { createServer, type Plugin } from 'vite'

/** What the page is told about the network of whoever serves it. */
export interface NetworkPreset {
  readonly endpoint: string
  /** The address, without `0x`, of the contract that pays in the chain's own money, and of the one that pays in its token. */
  readonly contract: string
  readonly tokenContract: string
  /** WebSocket address of a relay. */
  readonly relay: string
}

/** A development build of the dApp that is being served. */
export interface ServedApp {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves a development build of the dApp on this machine. `port` 0 takes any free one. */
export async function serveApp(network: NetworkPreset, port: number): Promise<ServedApp> {
  // Vite takes the shell's word before its own; a production build would offer no development accounts.
  process.env['NODE_ENV'] = 'development'
  const server = await createServer({
    configFile: new URL('../../../vite.config.ts', import.meta.url).pathname,
    root: new URL('../../ui', import.meta.url).pathname,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port, strictPort: port !== 0 },
    plugins: [presetNetwork(network)],
  })
  await server.listen()
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The development server listens nowhere.')
  return { url, close: () => server.close() }
}

/** Puts the preset into the page's head, where the app looks for it when nothing else was chosen. */
function presetNetwork(network: NetworkPreset): Plugin {
  return {
    name: 'quits-network',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'quits-network', content: JSON.stringify(network) }, injectTo: 'head' },
    ],
  }
}
