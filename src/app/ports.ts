import type { ChainError, ChainPort, PendingTransaction } from '../chain/index.ts'
import type { Hash32, Result } from '../domain/index.ts'
import type { Random } from '../crypto/index.ts'
import type { Clock, Verifier } from '../log/index.ts'
import type { Storage } from '../storage/index.ts'
import type { WalletPort } from '../wallet/index.ts'
import type { WriteAlone } from './write-alone.ts'

/** Everything the use cases need from outside. `compose.ts` chooses the adapters. */
export interface AppPorts {
  readonly storage: Storage<PendingTransaction>
  readonly clock: Clock
  readonly random: Random
  /** Opens a connection to a node; what it needs is loaded then, not before. */
  readonly connect: (endpoint: string) => Promise<Result<ChainPort, ChainError>>
  /** Kinds of wallets that there are here. */
  readonly wallets: () => Promise<readonly WalletPort[]>
  /** Code hashes of contracts that this build knows. */
  readonly knownCode: readonly Hash32[]
  /** Chooses what verifies so many signatures, null for what verifies a few. Without it everything is verified on this thread. */
  readonly verifierFor?: (signatures: number) => Promise<Verifier | null>
  /** Without it tabs that write at the same time find out from the store. */
  readonly writeAlone?: WriteAlone
  /** Without it no snapshots are kept, and a pot is verified as a whole each time it is opened. */
  readonly snapshots?: SnapshotPort
}

/** When snapshots are made, and by what. */
export interface SnapshotPort {
  /** Names this software: what another one has written is not used. */
  readonly build: string
  /** Does work when there is time for it. */
  readonly soon: (work: () => void) => void
}
