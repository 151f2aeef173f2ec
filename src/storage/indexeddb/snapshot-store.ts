import type { SnapshotStore } from '../snapshot-store.ts'
import type { Database } from './database.ts'
import { transact } from './transact.ts'

/** Snapshots in IndexedDB: heads and bodies apart, so that a list of pots reads the short ones only. */
export function createIndexedDbSnapshotStore(database: Database): SnapshotStore {
  return {
    head: (pot) => database.run(async (connection) => (await connection.get('snapshotHeads', pot)) ?? null),
    body: (pot) => database.run(async (connection) => (await connection.get('snapshotBodies', pot)) ?? null),
    keep: (pot, { head, body }) =>
      database.run((connection) =>
        transact(connection, ['snapshotHeads', 'snapshotBodies'], async (transaction) => {
          await Promise.all([
            transaction.objectStore('snapshotHeads').put(head, pot),
            transaction.objectStore('snapshotBodies').put(body, pot),
          ])
        }),
      ),
    drop: (pot) =>
      database.run((connection) =>
        transact(connection, ['snapshotHeads', 'snapshotBodies'], async (transaction) => {
          await Promise.all([
            transaction.objectStore('snapshotHeads').delete(pot),
            transaction.objectStore('snapshotBodies').delete(pot),
          ])
        }),
      ),
  }
}
