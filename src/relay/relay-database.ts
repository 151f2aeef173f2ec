// A commit does not wait for the disk (synchronous = NORMAL); `sync` does, without holding up the event loop, and nothing is said to a client before.
// What SQLite writes to the database itself it syncs on its own.

import { randomBytes } from 'node:crypto'
import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { RelayEpoch } from '../sync/relay/index.ts'

// What is pruned keeps its row without its bytes: a device's chain, a duplicate and a place in the running hash are still recognised.
const TABLES = `
  CREATE TABLE relay (epoch BLOB) STRICT;
  CREATE TABLE routes (number INTEGER PRIMARY KEY, id BLOB UNIQUE, count INTEGER, hash BLOB, kept INTEGER, kept_hash BLOB, bytes INTEGER) STRICT;
  CREATE TABLE devices (number INTEGER PRIMARY KEY, route INTEGER, key BLOB, sequence INTEGER, head BLOB, envelopes INTEGER, bytes INTEGER) STRICT;
  CREATE UNIQUE INDEX devices_by_key ON devices (route, key);
  CREATE TABLE envelopes (route INTEGER, place INTEGER, device INTEGER, sequence INTEGER, id BLOB, hash BLOB, at INTEGER, size INTEGER, bytes BLOB) STRICT;
  CREATE UNIQUE INDEX envelopes_by_place ON envelopes (route, place);
  CREATE UNIQUE INDEX envelopes_by_device ON envelopes (device, sequence, id);
  CREATE TABLE blobs (id BLOB PRIMARY KEY, route INTEGER, device INTEGER, at INTEGER, size INTEGER, bytes BLOB) STRICT;
  CREATE INDEX blobs_by_age ON blobs (at);
`
const VERSION = 1

/** One row of an answer. */
export type Row = Readonly<Record<string, unknown>>

/** The relay's database. */
export interface RelayDatabase {
  /** Random, made with the database. */
  readonly epoch: RelayEpoch
  readonly all: (sql: string, ...values: readonly SQLInputValue[]) => readonly Row[]
  readonly one: (sql: string, ...values: readonly SQLInputValue[]) => Row | undefined
  /** Row by row, for answers of any length. */
  readonly each: (sql: string, ...values: readonly SQLInputValue[]) => Iterable<Row>
  readonly run: (sql: string, ...values: readonly SQLInputValue[]) => number
  /** All of the work's changes or none: throws what the work throws. */
  readonly transact: <T>(work: () => T) => T
  /** Resolves when everything that is committed is on disk. */
  readonly sync: () => Promise<void>
  readonly close: () => void
}

/**
 * Opens the database in this file, made when it is missing. Throws a sentence when it was written by a newer version. `onCommitted` hears of the bytes
 * of each transaction and sees to it that the write-ahead log is emptied; without it that is done now and then by a commit.
 */
export function openRelayDatabase(path: string, onCommitted?: (bytes: number) => void): RelayDatabase {
  const file = new DatabaseSync(path, { timeout: 5000 })
  try {
    file.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    if (onCommitted !== undefined) file.exec('PRAGMA wal_autocheckpoint = 0')
    migrate(file)
  } catch (cause) {
    file.close()
    throw cause
  }
  let written = 0
  const wal = openSync(`${path}-wal`, 'r+')
  fdatasyncSync(wal)
  syncFolder(dirname(path))
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = file.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  const [{ epoch }] = prepare('SELECT epoch FROM relay').all() as unknown as readonly [{ readonly epoch: Uint8Array }]
  return {
    epoch: Buffer.from(epoch).toString('hex') as RelayEpoch,
    all: (sql, ...values) => prepare(sql).all(...values),
    one: (sql, ...values) => prepare(sql).get(...values),
    each: (sql, ...values) => prepare(sql).iterate(...values) as Iterable<Row>,
    run: (sql, ...values) => {
      for (const value of values) written += value instanceof Uint8Array ? value.length : 8
      return Number(prepare(sql).run(...values).changes)
    },
    transact: (work) => {
      prepare('BEGIN IMMEDIATE').run()
      try {
        const value = work()
        prepare('COMMIT').run()
        onCommitted?.(written)
        written = 0
        return value
      } catch (cause) {
        if (file.isTransaction) prepare('ROLLBACK').run()
        throw cause
      }
    },
    sync: () =>
      new Promise((resolve, reject) => fdatasync(wal, (cause) => (cause === null ? resolve() : reject(cause)))),
    close: () => {
      closeSync(wal)
      file.close()
    },
  }
}

function migrate(file: DatabaseSync): void {
  file.exec('BEGIN IMMEDIATE')
  const { user_version: found } = file.prepare('PRAGMA user_version').get() as { readonly user_version: number }
  if (found > VERSION)
    throw new Error(
      `The relay's data was written by a newer version (${found}, this one is ${VERSION}). Update the relay.`,
    )
  if (found === 0) {
    file.exec(`${TABLES} PRAGMA user_version = ${VERSION}`)
    file.prepare('INSERT INTO relay VALUES (?)').run(randomBytes(16))
  }
  file.exec('COMMIT')
}

/** Makes new names in a folder last. Windows has no such thing. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
