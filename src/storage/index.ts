// What an installation keeps: ports, and adapters in memory. IndexedDB and node:sqlite have entries of their own.

export type { AccessStore, PotAccess } from './access-store.ts'
export type {
  EnvelopeStore,
  KeptEnvelope,
  KeptRelay,
  KeptRoute,
  KeptWarning,
  RelayMemory,
  RelayStep,
  SequenceTaken,
  Warned,
} from './envelope-store.ts'
export { followKey, type FollowCursor, type FollowRecord, type FollowStore, type FollowTarget } from './follow-store.ts'
export type { DeviceLink, HeldAccount, InstallationKeys, KeyStore } from './key-store.ts'
export { createListeners } from './listeners.ts'
export type { LogStore } from './log-store.ts'
export { createMemoryStorage } from './memory-storage.ts'
export type { PendingStore } from './pending-store.ts'
export type { SettingsStore } from './settings-store.ts'
export type { PotSnapshot, SnapshotStore } from './snapshot-store.ts'
export type { Storage } from './storage.ts'
export { StorageFailure, type SeqTaken, type StorageError } from './storage-error.ts'
