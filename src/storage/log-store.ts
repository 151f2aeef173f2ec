import type { PotId, Result } from '../domain/index.ts'
import type { SignedEvent, StoredEvent } from '../log/index.ts'
import type { SeqTaken, StorageError } from './storage-error.ts'

/** Keeps the logs of pots: sets of events that only grow. It stores what it is given; who reads checks. */
export interface LogStore {
  /** Pots with at least one event, sorted. */
  readonly pots: () => Promise<Result<readonly PotId[], StorageError>>
  /** All events of a pot, by (device, seq, id); none for a pot that is not here. */
  readonly read: (pot: PotId) => Promise<Result<readonly StoredEvent[], StorageError>>
  /** How many events of a pot are stored. */
  readonly count: (pot: PotId) => Promise<Result<number, StorageError>>
  /** Adds events from elsewhere, all or none. One whose id is stored is left as it is. The number that were new. */
  readonly append: (pot: PotId, events: readonly SignedEvent[]) => Promise<Result<number, StorageError>>
  /**
   * Adds events that this device just wrote, all or none, in the order of its chain. In the same transaction it makes sure that the device has
   * nothing stored at or beyond their positions, so that two tabs or processes never write two events for one place. Resolves when the
   * platform says they are kept: before they are shown as saved or sent.
   */
  readonly appendOwn: (pot: PotId, events: readonly SignedEvent[]) => Promise<Result<void, StorageError | SeqTaken>>
  /** Forgets a pot on this device. */
  readonly remove: (pot: PotId) => Promise<Result<void, StorageError>>
  /** Calls `listener` after events of a pot were added or removed, by anybody who shares the storage where the platform tells. Returns the way to stop. */
  readonly subscribe: (listener: (pot: PotId) => void) => () => void
}
