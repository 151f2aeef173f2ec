import type { Blockchain } from '@acala-network/chopsticks-core'
import { buildBlock } from '../build-block.ts'
import { chopsticks } from '../chopsticks.ts'
import type { BlockId } from '../block-id.ts'
import type { ExtrinsicTrace } from '../trace/call-trace.ts'
import { traceBlock } from '../trace/trace-block.ts'
import { blockIdOf, findBlock } from './find-block.ts'
import { impersonate, type Impersonated } from './impersonate.ts'
import { reorganise, type ReorganiseOptions } from './reorganise.ts'
import { setBalance } from './set-balance.ts'
import { revertTo, type Snapshot, takeSnapshot } from './snapshots.ts'

/** What a test makes a chain do. */
export type ChainControls = {
  /** The newest block, which is final at once unless `setHead` moves back. */
  readonly head: () => BlockId
  /** Builds blocks now, the first with whatever is pending, and answers the last one. */
  readonly newBlock: (count?: number) => Promise<BlockId>
  /** Makes another block the newest: by number, or by hash with or without `0x`. Blocks above it are abandoned: a reorganisation. */
  readonly setHead: (block: number | string) => Promise<BlockId>
  /** Abandons the newest `depth` blocks for a longer branch, without their extrinsics unless told otherwise. Answers its newest block. */
  readonly reorganise: (depth: number, options?: ReorganiseOptions) => Promise<BlockId>
  /** Sets the chain's clock, in milliseconds since 1970, to go on from there. Makes blocks on an old parent differ from the abandoned ones. */
  readonly timeTravel: (timestampMs: number) => Promise<void>
  /** Remembers this moment, blocks and balances and clock, to `revert` to as often as one likes. */
  readonly snapshot: () => Promise<Snapshot>
  readonly revert: (snapshot: Snapshot) => Promise<void>
  /** Signs for anybody, without their key: SS58, 32 bytes in hex, or 20 bytes of a contract or an Ethereum address. */
  readonly impersonate: (account: string) => Impersonated
  /** Gives an account (SS58) exactly so much free money. */
  readonly setBalance: (address: string, planck: bigint) => Promise<void>
  /** The contract calls of a block (the newest), failed ones too, with the calls within them. `describeTrace` makes text of one. */
  readonly trace: (block?: number | string) => Promise<readonly ExtrinsicTrace[]>
}

/** The controls of `chain`. */
export function createChainControls(chain: Blockchain): ChainControls {
  return {
    head: () => blockIdOf(chain.head),
    newBlock: async (count = 1) => {
      for (let built = 0; built < count; built++) await buildBlock(chain)
      return blockIdOf(chain.head)
    },
    setHead: async (to) => {
      const block = await findBlock(chain, to)
      await chain.setHead(block)
      return blockIdOf(block)
    },
    reorganise: async (depth, options) => blockIdOf(await reorganise(chain, depth, options)),
    timeTravel: (timestampMs) => chopsticks.timeTravel(chain, timestampMs),
    snapshot: () => takeSnapshot(chain),
    revert: (snapshot) => revertTo(chain, snapshot),
    impersonate: (account) => impersonate(chain, account),
    setBalance: (address, planck) => setBalance(chain, address, planck),
    trace: async (block) => traceBlock(block === undefined ? chain.head : await findBlock(chain, block)),
  }
}
