import type { Blockchain } from '@acala-network/chopsticks-core'
import { createChainControls } from './controls/chain-controls.ts'
import { findBlock } from './controls/find-block.ts'
import { createBlockchain } from './create-blockchain.ts'
import { deployContract } from './deploy-contract.ts'
import { deploySettlement } from './deploy-settlement.ts'
import type { BareDevChain, DevChain, DevChainOptions } from './dev-chain.ts'
import { developmentAccounts, developmentPair } from './development-accounts.ts'
import { developmentToken } from './genesis/development-token.ts'
import { readGenesis } from './genesis/development-genesis.ts'
import { holdInterpreterWorker } from './interpreter-worker.ts'
import { produceBlocks } from './produce-blocks.ts'
import { serveRpc } from './serve-rpc.ts'

/**
 * Starts a chain from the development genesis: accounts funded, the contract deployed by //Alice for each
 * kind of money, RPC on this machine. Several may run
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
    const { hash: genesisHash } = await findBlock(chain, 0)
    const bare: BareDevChain = {
      url: `ws://127.0.0.1:${server.port}`,
      port: server.port,
      genesisHash: genesisHash.slice(2),
      accounts,
      chain,
      ...createChainControls(chain),
      close: stop.all,
    }
    return deployed === null ? bare : { ...bare, ...deployed }
  } catch (error) {
    await stop.all()
    throw error
  }
}

const deploy = async (
  chain: Blockchain,
  contract: NonNullable<DevChainOptions['contract']>,
): Promise<Pick<DevChain, 'contract' | 'tokenContract'> | null> => {
  if (contract === 'none') return null
  const deployer = developmentPair('//Alice')
  if (contract !== 'settlement')
    return { contract: await deployContract(chain, contract, deployer), tokenContract: null }
  return {
    contract: await deploySettlement(chain, deployer),
    tokenContract: await deploySettlement(chain, deployer, { token: developmentToken.h160 }),
  }
}

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
