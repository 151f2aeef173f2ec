import type { PotId, Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** What is kept so that a pot is shown at once: bytes that mean something to who wrote them. */
export interface PotSnapshot {
  /** Short: what the list of pots needs. */
  readonly head: Uint8Array
  readonly body: Uint8Array
}

/** Keeps one snapshot of each pot. A cache: whatever is in it can be made again from the log, and who reads it believes nothing of it unchecked. */
export interface SnapshotStore {
  readonly head: (pot: PotId) => Promise<Result<Uint8Array | null, StorageError>>
  readonly body: (pot: PotId) => Promise<Result<Uint8Array | null, StorageError>>
  /** Replaces the pot's snapshot, both parts in one write. */
  readonly keep: (pot: PotId, snapshot: PotSnapshot) => Promise<Result<void, StorageError>>
  /** Drops it. Removing a pot's log drops it too. */
  readonly drop: (pot: PotId) => Promise<Result<void, StorageError>>
}
