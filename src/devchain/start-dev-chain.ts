import type { Block, Blockchain } from '@acala-network/chopsticks-core'
import { buildBlock } from './build-block.ts'
import { chopsticks } from './chopsticks.ts'
import { createBlockchain } from './create-blockchain.ts'
import { type DeployedContract, deployContract } from './deploy-contract.ts'
import { deploySettlement } from './deploy-settlement.ts'
import type { BareDevChain, BlockId, DevChain, DevChainOptions } from './dev-chain.ts'
import { developmentAccounts, developmentPair } from './development-accounts.ts'
import { readGenesis } from './genesis/development-genesis.ts'
import { holdInterpreterWorker } from './interpreter-worker.ts'
import { produceBlocks } from './produce-blocks.ts'
import { serveRpc } from './serve-rpc.ts'

/**
 * Starts a chain from the development genesis: accounts funded, the contract deployed by //Alice, RPC on this machine. Several may run
 * in one process. Throws when the genesis is not the recorded one, the port is taken, or the contract cannot be deployed.
 */
export async function startDevChain(options: DevChainOptions & { readonly contract: 'none' }): Promise<BareDevChain>
export async function startDevChain(options?: DevChainOptions): Promise<DevChain>
export async function startDevChain(options: DevChainOptions = {}): Promise<BareDevChain | DevChain> {
  const { port = 0, blocks = 'instant', executor = 'native', contract = 'settlement', genesis } = options
  const checked = readGenesis(genesis)
  const accounts = await developmentAccounts()
  const stop = createStopStack()
  try {
    if (executor === 'interpreted') stop.later(await holdInterpreterWorker())
    const chain = await createBlockchain(checked, executor)
    stop.later(() => chain.close())
    const deployed = await deploy(chain, contract)
    const server = await serveRpc(chain, port)
    stop.later(server.close)
    stop.later(produceBlocks(chain, blocks))
    const { hash: genesisHash } = await blockOf(chain, 0)
    const bare: BareDevChain = {
      url: `ws://127.0.0.1:${server.port}`,
      port: server.port,
      genesisHash: genesisHash.slice(2),
      accounts,
      chain,
      head: () => idOf(chain.head),
      newBlock: (count = 1) => newBlocks(chain, count),
      setHead: async (to) => {
        const block = await blockOf(chain, to)
        await chain.setHead(block)
        return idOf(block)
      },
      timeTravel: (timestampMs) => chopsticks.timeTravel(chain, timestampMs),
      close: stop.all,
    }
    return deployed === null ? bare : { ...bare, contract: deployed }
  } catch (error) {
    await stop.all()
    throw error
  }
}

const deploy = async (
  chain: Blockchain,
  contract: NonNullable<DevChainOptions['contract']>,
): Promise<DeployedContract | null> => {
  if (contract === 'none') return null
  const deployer = developmentPair('//Alice')
  return contract === 'settlement' ? deploySettlement(chain, deployer) : deployContract(chain, contract, deployer)
}

const newBlocks = async (chain: Blockchain, count: number): Promise<BlockId> => {
  for (let built = 0; built < count; built++) await buildBlock(chain)
  return idOf(chain.head)
}

const blockOf = async (chain: Blockchain, block: number | string): Promise<Block> => {
  const found =
    typeof block === 'number'
      ? await chain.getBlockAt(block)
      : await chain.getBlock(block.startsWith('0x') ? (block as `0x${string}`) : `0x${block}`)
  if (found === undefined) throw new Error(`The chain has no block ${block}.`)
  return found
}

const idOf = ({ number, hash }: Block): BlockId => ({ number, hash: hash.slice(2) })

type StopStack = { readonly later: (stop: () => Promise<void>) => void; readonly all: () => Promise<void> }

/** What was started last stops first, once. */
const createStopStack = (): StopStack => {
  const stops: (() => Promise<void>)[] = []
  return {
    later: (stop) => {
      stops.push(stop)
    },
    all: async () => {
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop()
    },
  }
}
