import { chopsticks } from '../chopsticks.ts' // first: it quiets what the next ones would print
import { setupContext } from '@acala-network/chopsticks/context'
import { fetchConfig } from '@acala-network/chopsticks/schema/index'
import { serveRpc } from '../serve-rpc.ts'
import { firstEndpoint } from './first-endpoint.ts'

/** What the command line may change. */
export type ForkOptions = {
  /** Path of a Chopsticks configuration. */
  readonly config: string
  /** Instead of the configuration's port; 0 takes any free one. */
  readonly port?: number
  /** How long to wait for a connection, and then for the first answers. */
  readonly timeoutMs: number
}

/** A running fork. */
export type Fork = {
  readonly url: string
  readonly upstream: string
  readonly head: { readonly number: number; readonly hash: string }
  readonly close: () => Promise<void>
}

/** Forks the live chain that the configuration names. Throws, with one sentence for people, when no endpoint of it can be used in time. */
export async function startFork({ config: path, port, timeoutMs }: ForkOptions): Promise<Fork> {
  const config = await fetchConfig(path)
  const endpoints = [config.endpoint ?? []].flat()
  const upstream = await firstEndpoint(endpoints, timeoutMs)
  if (upstream === null)
    throw new Error(
      `The fork needs the network, and none of its endpoints answers: ${endpoints.join(', ')}. "npm run chain" starts a chain that needs none.`,
    )
  const { chain } = await within(timeoutMs, upstream, setupContext({ ...config, endpoint: upstream }))
  const server = await serveRpc(chain, port ?? config.port)
  return {
    url: `ws://127.0.0.1:${server.port}`,
    upstream,
    head: { number: chain.head.number, hash: chain.head.hash.slice(2) },
    close: async () => {
      await server.close()
      await chain.close()
      await chopsticks.destroyWorker()
    },
  }
}

const within = async <T>(timeoutMs: number, upstream: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${upstream} accepted the connection but did not give its state in time.`)),
      timeoutMs,
    )
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
