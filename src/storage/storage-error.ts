import type { DeviceId, EventId } from '../domain/index.ts'

/** Why a store could not do what it was asked. Nothing was written then. */
export type StorageError =
  /** No room: the person has to free some, or grant more. */
  | { readonly type: 'QuotaExceeded' }
  /** The browser closed the database, for example after its data was cleared. The next call opens it again. */
  | { readonly type: 'ConnectionLost' }
  /** Another tab or process holds the database: an older version of the app, or a writer that takes too long. */
  | { readonly type: 'Blocked' }
  /** The data was written by newer software; `found` is its version where the platform tells. */
  | { readonly type: 'NewerData'; readonly found: number | null; readonly supported: number }
  /** There is no storage here: private browsing, a read-only disk, missing permission. */
  | { readonly type: 'Unavailable'; readonly detail: string }
  /** What is stored is not what was written. */
  | { readonly type: 'Corrupt'; readonly detail: string }
  | { readonly type: 'StorageFailed'; readonly detail: string }

/** The writer's guard: this device has written at or beyond this position already, from another tab or process. The log must be read again. */
export type SeqTaken = {
  readonly type: 'SeqTaken'
  readonly device: DeviceId
  readonly seq: number
  readonly stored: EventId
}

/** The same, thrown, where a port promises bare values. */
export class StorageFailure extends Error {
  readonly error: StorageError

  constructor(error: StorageError) {
    super('detail' in error ? `${error.type}: ${error.detail}` : error.type)
    this.name = 'StorageFailure'
    this.error = error
  }
}
