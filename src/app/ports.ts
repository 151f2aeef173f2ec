import type { ChainError, ChainPort, PendingTransaction } from '../chain/index.ts'
import type { Hash32, Result } from '../domain/index.ts'
import type { Random } from '../crypto/index.ts'
import type { Clock } from '../log/index.ts'
import type { Storage } from '../storage/index.ts'
import type { WalletPort } from '../wallet/index.ts'

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
}
