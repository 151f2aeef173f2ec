import { ok, type PotId, type Result } from '../../domain/index.ts'
import type { SnapshotStore } from '../snapshot-store.ts'
import type { StorageError } from '../storage-error.ts'
import type { Database } from './database.ts'

/** Snapshots in SQLite. */
export function createSqliteSnapshotStore(database: Database): SnapshotStore {
  const part = (column: 'head' | 'body', pot: PotId): Result<Uint8Array | null, StorageError> => {
    const rows = database.read((sql) => sql.all(`SELECT ${column} FROM snapshots WHERE pot = ?`, pot))
    return rows.ok ? ok((rows.value[0]?.[column] as Uint8Array | undefined) ?? null) : rows
  }
  return {
    head: async (pot) => part('head', pot),
    body: async (pot) => part('body', pot),
    keep: async (pot, { head, body }) =>
      database.write((sql) => void sql.change('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)', pot, head, body)),
    drop: async (pot) => database.write((sql) => void sql.change('DELETE FROM snapshots WHERE pot = ?', pot)),
  }
}
