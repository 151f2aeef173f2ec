import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { err, ok, type Result } from '../../domain/index.ts'
import { StorageFailure, type StorageError } from '../storage-error.ts'
import { toStorageError } from './to-storage-error.ts'

// What each version added to the one before. A file says in its `user_version` how far it is.
const TABLES = `
  CREATE TABLE events (pot TEXT, device TEXT, seq INTEGER, id TEXT, bytes BLOB, signature BLOB) STRICT;
  CREATE UNIQUE INDEX events_by_place ON events (pot, device, seq, id);
  CREATE TABLE cursors (target TEXT PRIMARY KEY, cursor TEXT) STRICT;
  CREATE TABLE chain_events (target TEXT, block INTEGER, extrinsic INTEGER, event INTEGER, hash TEXT, placed TEXT) STRICT;
  CREATE UNIQUE INDEX chain_events_by_place ON chain_events (target, block, extrinsic, event, hash);
  CREATE TABLE pending (hash TEXT PRIMARY KEY, pending TEXT) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT) STRICT;
`
const SYNC_TABLES = `
  CREATE TABLE access (pot TEXT PRIMARY KEY, access TEXT) STRICT;
  CREATE TABLE envelopes (pot TEXT, device TEXT, sequence INTEGER, id TEXT, bytes BLOB, event TEXT) STRICT;
  CREATE UNIQUE INDEX envelopes_by_place ON envelopes (pot, device, sequence, id);
  CREATE TABLE relays (pot TEXT, relay TEXT, known TEXT, PRIMARY KEY (pot, relay)) STRICT;
  CREATE TABLE relay_holds (pot TEXT, relay TEXT, id TEXT, PRIMARY KEY (pot, relay, id)) STRICT, WITHOUT ROWID;
`
const SNAPSHOT_TABLES = `
  CREATE TABLE snapshots (pot TEXT PRIMARY KEY, head BLOB, body BLOB) STRICT;
`
const WARNING_TABLES = `
  CREATE TABLE warnings (pot TEXT, about TEXT, warnings TEXT, PRIMARY KEY (pot, about)) STRICT;
`
const MIGRATIONS = [TABLES, SYNC_TABLES, SNAPSHOT_TABLES, WARNING_TABLES] as const
/** The version that all of them make. */
export const DATABASE_VERSION = MIGRATIONS.length

/** One row of an answer. */
export type Row = Readonly<Record<string, unknown>>

/** Runs statements; they are prepared once. */
export interface Sql {
  readonly all: (statement: string, ...values: readonly SQLInputValue[]) => readonly Row[]
  /** The number of rows changed. */
  readonly change: (statement: string, ...values: readonly SQLInputValue[]) => number
}

/** Runs work on the file. */
export interface Database {
  readonly read: <T>(work: (sql: Sql) => T) => Result<T, StorageError>
  /** All of the work's changes or none; other processes wait for their turn. */
  readonly write: <T>(work: (sql: Sql) => T) => Result<T, StorageError>
  readonly close: () => void
}

/** The database in this file, made when it is first used. `:memory:` is one that is gone with the process. */
export function createDatabase(path: string): Database {
  let opened: { readonly file: DatabaseSync; readonly sql: Sql } | null = null
  const attempt = <T>(work: (file: DatabaseSync, sql: Sql) => T): Result<T, StorageError> => {
    try {
      opened ??= open(path)
      return ok(work(opened.file, opened.sql))
    } catch (cause) {
      return err(toStorageError(cause))
    }
  }
  return {
    read: (work) => attempt((_file, sql) => work(sql)),
    write: (work) =>
      attempt((file, sql) => {
        file.exec('BEGIN IMMEDIATE')
        try {
          const value = work(sql)
          file.exec('COMMIT')
          return value
        } catch (cause) {
          if (file.isTransaction) file.exec('ROLLBACK')
          throw cause
        }
      }),
    close: () => {
      opened?.file.close()
      opened = null
    },
  }
}

function open(path: string): { readonly file: DatabaseSync; readonly sql: Sql } {
  const file = new DatabaseSync(path, { timeout: 5000 })
  try {
    // Committed means on disk, also through a power cut.
    file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    migrate(file)
  } catch (cause) {
    file.close()
    throw cause
  }
  const prepared = new Map<string, StatementSync>()
  const prepare = (statement: string): StatementSync => {
    const known = prepared.get(statement) ?? file.prepare(statement)
    prepared.set(statement, known)
    return known
  }
  return {
    file,
    sql: {
      all: (statement, ...values) => prepare(statement).all(...values),
      change: (statement, ...values) => Number(prepare(statement).run(...values).changes),
    },
  }
}

function migrate(file: DatabaseSync): void {
  file.exec('BEGIN IMMEDIATE')
  const found = (file.prepare('PRAGMA user_version').get() as { readonly user_version: number }).user_version
  if (found > DATABASE_VERSION) throw new StorageFailure({ type: 'NewerData', found, supported: DATABASE_VERSION })
  for (const tables of MIGRATIONS.slice(found)) file.exec(tables)
  file.exec(`PRAGMA user_version = ${DATABASE_VERSION}`)
  file.exec('COMMIT')
}
