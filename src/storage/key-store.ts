import type { DeviceKey } from '../crypto/index.ts'
import type { Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** The secrets of one installation. They never leave it with a pot. */
export interface InstallationKeys {
  readonly deviceKey: DeviceKey
  /** 32 bytes from which the account's keys come (`createAccountKey`). */
  readonly accountSeed: Uint8Array
}

/** Keeps the secrets of this installation. */
export interface KeyStore {
  /** The keys, or null on a fresh installation. */
  readonly load: () => Promise<Result<InstallationKeys | null, StorageError>>
  /** The keys, made on a fresh installation. Of two tabs that start together both get the same. */
  readonly loadOrCreate: () => Promise<Result<InstallationKeys, StorageError>>
  /** Replaces what is stored: a new device key after a fork, an account that was recovered. */
  readonly replace: (keys: InstallationKeys) => Promise<Result<void, StorageError>>
}
