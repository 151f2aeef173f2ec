import type { Blockchain } from '@acala-network/chopsticks-core'
import type { ChainControls } from './controls/chain-controls.ts'
import type { BlockMode } from './produce-blocks.ts'
import type { Executor } from './create-blockchain.ts'
import type { ContractBlueprint, DeployedContract } from './deploy-contract.ts'
import type { DevelopmentAccount } from './development-accounts.ts'

/** How a chain starts. Everything has a default. */
export type DevChainOptions = {
  /** Any free port unless given; one in use throws. */
  readonly port?: number
  /** `instant` unless given. */
  readonly blocks?: BlockMode
  /** `native` unless given. */
  readonly executor?: Executor
  /** The settlement contract unless given, once for the chain's own money and once for the development token; `none` leaves the chain without one. */
  readonly contract?: 'settlement' | 'none' | ContractBlueprint
  /** Another genesis than the committed one: a gzipped file with its `.sha256` file beside it. */
  readonly genesis?: URL
}

/** A running chain without a contract. */
export type BareDevChain = ChainControls & {
  /** `ws://127.0.0.1:<port>`. */
  readonly url: string
  readonly port: number
  /** Hash of block 0: 64 hex digits without `0x`, the same for every chain from this genesis. */
  readonly genesisHash: string
  readonly accounts: readonly DevelopmentAccount[]
  /** Chopsticks' own chain, for what the functions here do not offer. */
  readonly chain: Blockchain
  /** Stops blocks, connections, threads and timers, and frees the port. Calling it again is harmless. */
  readonly close: () => Promise<void>
}

/** A running chain with its contract. */
export type DevChain = BareDevChain & {
  readonly contract: DeployedContract
  /** The settlement contract that pays in the development token; null where another contract was asked for. */
  readonly tokenContract: DeployedContract | null
}
