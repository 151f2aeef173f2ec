import { StorageFailure, type StorageError } from '../storage-error.ts'

/** What the browser throws, as our errors. */
export function toStorageError(cause: unknown, supported: number): StorageError {
  if (cause instanceof StorageFailure) return cause.error
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) }
  switch (name) {
    case 'QuotaExceededError':
      return { type: 'QuotaExceeded' }
    case 'InvalidStateError':
      return { type: 'ConnectionLost' }
    case 'VersionError':
      return { type: 'NewerData', found: null, supported }
    case 'SecurityError':
      return { type: 'Unavailable', detail: message }
    default:
      // WebKit calls it an UnknownError and says so in words only.
      return /connection.*(lost|closing|closed)/i.test(message)
        ? { type: 'ConnectionLost' }
        : { type: 'StorageFailed', detail: message === '' ? name : message }
  }
}
