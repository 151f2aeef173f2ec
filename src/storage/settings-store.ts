import type { Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** Keeps small texts under names: choices of this installation, never secrets and nothing of a pot. */
export interface SettingsStore {
  readonly get: (name: string) => Promise<Result<string | null, StorageError>>
  readonly set: (name: string, value: string) => Promise<Result<void, StorageError>>
  readonly remove: (name: string) => Promise<Result<void, StorageError>>
}
