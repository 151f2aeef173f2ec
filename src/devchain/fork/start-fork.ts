import { chopsticks } from '../chopsticks.ts' // first: it quiets what the next ones would print
import type { Blockchain } from '@acala-network/chopsticks-core'
import { setupContext } from '@acala-network/chopsticks/context'
import { createChainControls } from '../controls/chain-controls.ts'
import { blockIdOf, findBlock } from '../controls/find-block.ts'
import type { Executor } from '../create-blockchain.ts'
import type { BlockId } from '../block-id.ts'
import type { BareDevChain, DevChain } from '../dev-chain.ts'
import { developmentAccounts } from '../development-accounts.ts'
import { runNatively } from '../executor/run-natively.ts'
import { serveRpc } from '../serve-rpc.ts'
import { firstEndpoint } from './first-endpoint.ts'
import { placeContract } from './place-contract.ts'
import { readForkConfig } from './read-fork-config.ts'

/** What the command line may change. */
export type ForkOptions = {
  /** Path of a Chopsticks configuration. */
  readonly config: string
  /** Instead of the configuration's port; 0 takes any free one. */
  readonly port?: number
  /** How long to wait for a connection, and then for the first answers. */
  readonly timeoutMs: number
  /** `interpreted` unless given: it knows more host functions, and the native one, some ten times faster, names the one that it lacks. */
  readonly executor?: Executor
}

/** Where a fork left its upstream. */
export type ForkOrigin = { readonly upstream: string; readonly forkedAt: BlockId }

/** A running fork, which is handled like an embedded chain. */
export type BareFork = BareDevChain & ForkOrigin & { readonly contract?: undefined }

/** A running fork with the settlement contract on it. */
export type Fork = DevChain & ForkOrigin

/**
 * Forks the live chain that the configuration names, maps its development accounts and places the contract. Throws, with one sentence for
 * people, when no endpoint of it can be used in time.
 */
export async function startFork(options: ForkOptions & { readonly contract: 'none' }): Promise<BareFork>
export async function startFork(options: ForkOptions & { readonly contract?: 'settlement' }): Promise<Fork>
export async function startFork({
  config: path,
  port,
  timeoutMs,
  contract = 'settlement',
  executor = 'interpreted',
}: ForkOptions & { readonly contract?: 'settlement' | 'none' }): Promise<BareFork | Fork> {
  const config = await readForkConfig(path)
  const endpoints = [config.endpoint ?? []].flat()
  if (endpoints.length === 0) throw new Error(`${path} names no endpoint, so there is nothing to fork.`)
  const upstream = await firstEndpoint(endpoints, timeoutMs)
  if (upstream === null)
    throw new Error(
      `The fork needs the network, and none of its endpoints answers: ${endpoints.join(', ')}. "npm run chain" starts a chain that needs none.`,
    )
  const { chain } = await within(timeoutMs, upstream, setupContext({ ...config, endpoint: upstream }))
  const stop = async (): Promise<void> => {
    await chain.close()
    await chopsticks.destroyWorker()
  }
  try {
    const forkedAt = blockIdOf(chain.head)
    if (executor === 'native') runNatively(chain, await chain.head.wasm)
    const placed = contract === 'none' ? null : await placeContract(chain)
    const bare = { ...(await serveFork(chain, port ?? config.port, stop)), upstream, forkedAt }
    // Nobody there holds the development token.
    return placed === null ? bare : { ...bare, contract: placed, tokenContract: null }
  } catch (error) {
    await stop()
    throw error
  }
}

async function serveFork(chain: Blockchain, port: number, stop: () => Promise<void>): Promise<BareDevChain> {
  const [genesis, server] = [await findBlock(chain, 0), await serveRpc(chain, port)]
  return {
    url: `ws://127.0.0.1:${server.port}`,
    port: server.port,
    genesisHash: genesis.hash.slice(2),
    accounts: await developmentAccounts(),
    chain,
    ...createChainControls(chain),
    close: async () => {
      await server.close()
      await stop()
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
