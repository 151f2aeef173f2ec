import type { Hash32 } from '../domain/index.ts'
import type { AccessStore } from './access-store.ts'
import type { EnvelopeStore } from './envelope-store.ts'
import type { FollowStore } from './follow-store.ts'
import type { KeyStore } from './key-store.ts'
import type { LogStore } from './log-store.ts'
import type { PendingStore } from './pending-store.ts'
import type { SettingsStore } from './settings-store.ts'
import type { SnapshotStore } from './snapshot-store.ts'

/** Everything one installation keeps. `T` is a pending transaction. */
export interface Storage<T extends { readonly hash: Hash32 }> {
  readonly logs: LogStore
  readonly keys: KeyStore
  readonly follow: FollowStore
  readonly pending: PendingStore<T>
  readonly settings: SettingsStore
  readonly access: AccessStore
  readonly envelopes: EnvelopeStore
  readonly snapshots: SnapshotStore
  /** Lets go of the database. */
  readonly close: () => Promise<void>
}
