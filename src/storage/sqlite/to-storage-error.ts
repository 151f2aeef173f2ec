import { StorageFailure, type StorageError } from '../storage-error.ts'

// Primary result codes of SQLite (sqlite.org/rescode.html); extended ones carry them in their low byte.
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** What node:sqlite throws, as our errors. */
export function toStorageError(cause: unknown): StorageError {
  if (cause instanceof StorageFailure) return cause.error
  const detail = cause instanceof Error ? cause.message : String(cause)
  const { code, errcode } = cause as { readonly code?: unknown; readonly errcode?: unknown }
  if (code === 'ERR_INVALID_STATE') return { type: 'ConnectionLost' }
  switch (typeof errcode === 'number' ? errcode & 0xff : null) {
    case FULL:
      return { type: 'QuotaExceeded' }
    case BUSY:
    case LOCKED:
      return { type: 'Blocked' }
    case READONLY:
    case CANTOPEN:
      return { type: 'Unavailable', detail }
    case CORRUPT:
    case NOTADB:
      return { type: 'Corrupt', detail }
    default:
      return { type: 'StorageFailed', detail }
  }
}
