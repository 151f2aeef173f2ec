import type { Hash32, Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** Keeps transactions that were sent and are not settled, so that a reload loses none. `T` is plain data with the transaction's hash. */
export interface PendingStore<T extends { readonly hash: Hash32 }> {
  /** What is pending, by hash. */
  readonly list: () => Promise<Result<readonly T[], StorageError>>
  /** Keeps one, in place of one with the same hash. */
  readonly add: (pending: T) => Promise<Result<void, StorageError>>
  /** Forgets one; one that is not there is forgotten already. */
  readonly remove: (hash: Hash32) => Promise<Result<void, StorageError>>
}
