import type { Blockchain } from '@acala-network/chopsticks-core'
import { buildBlock } from './build-block.ts'
import { chopsticks, remembered } from './chopsticks.ts'
import { runNatively } from './executor/run-natively.ts'
import { codeKey } from './genesis/build-genesis.ts'
import type { CheckedGenesis } from './genesis/development-genesis.ts'
import { createGenesisProvider } from './genesis/genesis-provider.ts'
import { setTimestamp } from './inherents/set-timestamp.ts'
import { setValidationData } from './inherents/set-validation-data.ts'

/** What runs the runtime's code: V8 itself, or Chopsticks' interpreter, which knows more host functions and is some ten times slower. */
export type Executor = 'native' | 'interpreted'

/** The runtime's slot, which is Asset Hub's: each block's timestamp is so much later than its parent's. */
const slotMs = 6000
/** Chopsticks forgets blocks beyond this many. */
const blocksInMemory = 100_000

/** A chain at its first block, which only builds when asked. Chopsticks' own `setup` would build that block before the executor is chosen. */
export async function createBlockchain(genesis: CheckedGenesis, executor: Executor): Promise<Blockchain> {
  const { Api, Blockchain, BuildBlockMode } = chopsticks
  const { provider, genesisHash } = createGenesisProvider(genesis)
  const code = genesis.genesis.genesis.raw.top[codeKey]
  if (code === undefined) throw new Error('the genesis holds no runtime')
  const chain = new Blockchain({
    api: new Api(provider),
    buildBlockMode: BuildBlockMode.Manual,
    inherentProviders: [setTimestamp(slotMs), setValidationData],
    header: { hash: genesisHash, number: 0 },
    maxMemoryBlockCount: blocksInMemory,
    registeredTypes: {},
  })
  // Chopsticks would have its interpreter ask the runtime.
  remembered.slotMs.set(code, Promise.resolve(slotMs))
  if (executor === 'native') runNatively(chain, code)
  await buildFirstBlock(chain)
  return chain
}

/** Block 1, at one reading of the clock: slot and timestamp must agree, and Chopsticks reads the clock for either while the genesis has no time. */
const buildFirstBlock = async (chain: Blockchain): Promise<void> => {
  const genesis = chain.head
  const layers = genesis.storageLayerCount
  await chopsticks.timeTravel(chain, Date.now())
  try {
    await buildBlock(chain)
  } finally {
    genesis.resetStorageLayers(layers) // the genesis itself stays what it was
  }
}
