import type { Hash32, Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** Keeps transactions from their signature until their end is known, so that a crash or reload loses none. `T` is plain data with the transaction's hash. */
export interface PendingStore<T extends { readonly hash: Hash32 }> {
  /** What is pending, by hash. */
  readonly list: () => Promise<Result<readonly T[], StorageError>>
  /**
   * Keeps one, in place of one with the same hash, unless a rival of it is kept: then nothing is written, and the rival comes back. Looking and
   * writing are one step, for other tabs and processes too.
   */
  readonly add: (pending: T, isRival?: (kept: T) => boolean) => Promise<Result<T | null, StorageError>>
  /** Forgets one; one that is not there is forgotten already. */
  readonly remove: (hash: Hash32) => Promise<Result<void, StorageError>>
}
