import type { Blockchain } from '@acala-network/chopsticks-core'
import type { BlockMode } from './produce-blocks.ts'
import type { Executor } from './create-blockchain.ts'
import type { ContractBlueprint, DeployedContract } from './deploy-contract.ts'
import type { DevelopmentAccount } from './development-accounts.ts'

/** A block by number and hash; hex text without `0x`. */
export type BlockId = { readonly number: number; readonly hash: string }

/** How a chain starts. Everything has a default. */
export type DevChainOptions = {
  /** Any free port unless given; one in use throws. */
  readonly port?: number
  /** `instant` unless given. */
  readonly blocks?: BlockMode
  /** `native` unless given. */
  readonly executor?: Executor
  /** The settlement contract unless given; `none` leaves the chain without one. */
  readonly contract?: 'settlement' | 'none' | ContractBlueprint
  /** Another genesis than the committed one: a gzipped file with its `.sha256` file beside it. */
  readonly genesis?: URL
}

/** A running chain without a contract. */
export type BareDevChain = {
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string
  readonly port: number
  /** Hash of block 0: 64 hex digits without `0x`, the same for every chain from this genesis. */
  readonly genesisHash: string
  readonly accounts: readonly DevelopmentAccount[]
  /** Chopsticks' own chain, for what the functions here do not offer. */
  readonly chain: Blockchain
  /** The newest block, which is final at once unless `setHead` moves back. */
  readonly head: () => BlockId
  /** Builds blocks now, the first with whatever is pending, and answers the last one. */
  readonly newBlock: (count?: number) => Promise<BlockId>
  /** Makes another block the newest: by number, or by hash with or without `0x`. Blocks above it are abandoned: a reorganisation. */
  readonly setHead: (block: number | string) => Promise<BlockId>
  /** Sets the chain's clock, in milliseconds since 1970, to go on from there. Makes blocks on an old parent differ from the abandoned ones. */
  readonly timeTravel: (timestampMs: number) => Promise<void>
  /** Stops blocks, connections, threads and timers, and frees the port. Calling it again is harmless. */
  readonly close: () => Promise<void>
}

/** A running chain with its contract. */
export type DevChain = BareDevChain & { readonly contract: DeployedContract }
