import type { Hash32 } from '../../domain/index.ts'
import type { KeyStore } from '../key-store.ts'
import { plainDataToText, textToPlainData } from '../plain-data-text.ts'
import type { Storage } from '../storage.ts'
import { createSqliteAccessStore } from './access-store.ts'
import { createDatabase, type Sql } from './database.ts'
import { createSqliteEnvelopeStore } from './envelope-store.ts'
import { createSqliteFollowStore } from './follow-store.ts'
import { createSqliteLogStore } from './log-store.ts'
import { createSqliteSnapshotStore } from './snapshot-store.ts'

/** Where the database is, and where the installation's own keys are: never in the same file. The database is as secret as the pots in it. */
export interface SqliteOptions {
  /** A file, or `:memory:`. */
  readonly path: string
  readonly keys: KeyStore
}

/** Everything an installation keeps, on Node. Several processes may use the same file. */
export function createSqliteStorage<T extends { readonly hash: Hash32 }>({ path, keys }: SqliteOptions): Storage<T> {
  const database = createDatabase(path)
  return {
    logs: createSqliteLogStore(database),
    keys,
    follow: createSqliteFollowStore(database),
    pending: {
      list: async () => database.read((sql) => allPending(sql) as readonly T[]),
      add: async (pending, isRival = () => false) =>
        database.write((sql) => {
          const rival = (allPending(sql) as readonly T[]).find((other) => other.hash !== pending.hash && isRival(other))
          if (rival === undefined)
            sql.change('INSERT OR REPLACE INTO pending VALUES (?, ?)', pending.hash, plainDataToText(pending))
          return rival ?? null
        }),
      remove: async (hash) => database.write(change('DELETE FROM pending WHERE hash = ?', hash)),
    },
    settings: {
      get: async (name) =>
        database.read(
          (sql) =>
            (sql.all('SELECT value FROM settings WHERE name = ?', name)[0]?.['value'] as string | undefined) ?? null,
        ),
      set: async (name, value) => database.write(change('INSERT OR REPLACE INTO settings VALUES (?, ?)', name, value)),
      remove: async (name) => database.write(change('DELETE FROM settings WHERE name = ?', name)),
    },
    access: createSqliteAccessStore(database),
    envelopes: createSqliteEnvelopeStore(database),
    snapshots: createSqliteSnapshotStore(database),
    close: async () => database.close(),
  }
}

function allPending(sql: Sql): readonly unknown[] {
  return sql.all('SELECT pending FROM pending ORDER BY hash').map(({ pending }) => textToPlainData(pending as string))
}

function change(statement: string, ...values: readonly string[]): (sql: Sql) => void {
  return (sql) => void sql.change(statement, ...values)
}
