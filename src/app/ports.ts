import type { ChainError, ChainPort, FollowStore } from '../chain/index.ts'
import type { Hash32, Result } from '../domain/index.ts'
import type { Random } from '../crypto/index.ts'
import type { Clock, StoredEvent } from '../log/index.ts'
import type { KeyStore, LogStore, PendingStore } from '../storage/index.ts'
import type { WalletPort } from '../wallet/index.ts'

/** Carries events between the tabs of one profile. `announce` reaches the others, never the announcer. */
export interface TabChannel {
  readonly announce: (events: readonly StoredEvent[]) => void
  readonly listen: (listener: (events: readonly StoredEvent[]) => void) => () => void
}

/** Everything the use cases need from outside. `compose.ts` chooses the adapters. */
export interface AppPorts {
  readonly log: LogStore
  readonly keys: KeyStore
  readonly follow: FollowStore
  readonly pending: PendingStore
  readonly tabs: TabChannel
  readonly clock: Clock
  readonly random: Random
  /** Opens a connection to a node; what it needs is loaded then, not before. */
  readonly connect: (endpoint: string) => Promise<Result<ChainPort, ChainError>>
  /** Kinds of wallets that there are here. */
  readonly wallets: () => Promise<readonly WalletPort[]>
  /** Code hashes of contracts that this build knows. */
  readonly knownCode: readonly Hash32[]
}
