// How a database of any earlier version becomes one of this version: each step adds to the one before, in one transaction with all others that
// are needed. A step that was released is never changed.

import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import { olderKeysToKeys, type OlderKeys } from '../older-keys.ts'
import type { Layout } from './layout.ts'

/** A transaction that changes the layout. */
type Upgrading = IDBPTransaction<Layout, StoreNames<Layout>[], 'versionchange'>

type Step = (database: IDBPDatabase<Layout>, transaction: Upgrading) => Promise<unknown> | void

const steps: readonly Step[] = [
  (database) => {
    database.createObjectStore('events', { keyPath: ['pot', 'device', 'seq', 'id'] })
    database.createObjectStore('pots', { keyPath: 'pot' })
    for (const store of ['keys', 'cursors', 'chainEvents', 'pending', 'settings'] as const)
      database.createObjectStore(store)
  },
  // A sealing key of each device's own, and an account that may be held elsewhere.
  async (_database, transaction) => {
    const keys = transaction.objectStore('keys')
    const older = (await keys.get('installation')) as unknown as OlderKeys | undefined
    if (older) await keys.put(olderKeysToKeys(older), 'installation')
  },
  // Pots that are synced through relays.
  (database) => {
    database.createObjectStore('access', { keyPath: 'pot' })
    database.createObjectStore('envelopes', { keyPath: ['pot', 'device', 'sequence', 'id'] })
    for (const store of ['relays', 'relayHolds'] as const) database.createObjectStore(store)
  },
  // Snapshots, from which pots are shown at once.
  (database) => {
    for (const store of ['snapshotHeads', 'snapshotBodies'] as const) database.createObjectStore(store)
  },
  // What is held against relays, until a person has seen it.
  (database) => void database.createObjectStore('warnings'),
]

/** The version that all steps together make. */
export const DATABASE_VERSION = steps.length

/** Takes a database from version `from` (0: new) to this version. */
export async function migrate(database: IDBPDatabase<Layout>, from: number, transaction: Upgrading): Promise<void> {
  // Nothing but this transaction's own requests is awaited in a step: it would end.
  for (const step of steps.slice(from)) await step(database, transaction)
}
