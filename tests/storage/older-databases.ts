// Databases as earlier versions of the software wrote them: made by what they made them with, not by what stands in src today. A version that people
// have had is never changed here; a new one is added.

import type { DatabaseSync } from 'node:sqlite'
import type { IDBPDatabase } from 'idb'
import type { SignedEvent } from '../../src/log/index.ts'

/** What is in each of them. */
export interface OlderContent {
  readonly pot: string
  readonly events: readonly SignedEvent[]
  readonly deviceSeed: Uint8Array
  readonly accountSeed: Uint8Array
  readonly sealingSecret: Uint8Array
}

const EVENTS = `
  CREATE TABLE events (pot TEXT, device TEXT, seq INTEGER, id TEXT, bytes BLOB, signature BLOB) STRICT;
  CREATE UNIQUE INDEX events_by_place ON events (pot, device, seq, id);
  CREATE TABLE cursors (target TEXT PRIMARY KEY, cursor TEXT) STRICT;
  CREATE TABLE chain_events (target TEXT, block INTEGER, extrinsic INTEGER, event INTEGER, hash TEXT, placed TEXT) STRICT;
  CREATE UNIQUE INDEX chain_events_by_place ON chain_events (target, block, extrinsic, event, hash);
  CREATE TABLE pending (hash TEXT PRIMARY KEY, pending TEXT) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT) STRICT;
`
const RELAYS = `
  CREATE TABLE access (pot TEXT PRIMARY KEY, access TEXT) STRICT;
  CREATE TABLE envelopes (pot TEXT, device TEXT, sequence INTEGER, id TEXT, bytes BLOB, event TEXT) STRICT;
  CREATE UNIQUE INDEX envelopes_by_place ON envelopes (pot, device, sequence, id);
  CREATE TABLE relays (pot TEXT, relay TEXT, known TEXT, PRIMARY KEY (pot, relay)) STRICT;
  CREATE TABLE relay_holds (pot TEXT, relay TEXT, id TEXT, PRIMARY KEY (pot, relay, id)) STRICT, WITHOUT ROWID;
`

const SNAPSHOTS = `
  CREATE TABLE snapshots (pot TEXT PRIMARY KEY, head BLOB, body BLOB) STRICT;
`

const fillEvents = (file: DatabaseSync, { pot, events }: OlderContent): void => {
  const insert = file.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)')
  for (const { event, stored } of events)
    insert.run(pot, event.device, event.seq, stored.id, stored.bytes, stored.signature)
  file.exec(`INSERT INTO settings VALUES ('locale', 'pt')`)
  file.exec(`INSERT INTO pending VALUES ('${'01'.repeat(32)}', '{"hash":"s${'01'.repeat(32)}","planck":"n5"}')`)
}

const fillRelays = (file: DatabaseSync, { pot }: OlderContent): void =>
  file.exec(`
    INSERT INTO envelopes VALUES ('${pot}', '${'aa'.repeat(32)}', 0, '${'e0'.repeat(32)}', x'07', NULL);
    INSERT INTO relays VALUES ('${pot}', 'wss://one.example', '{"key":null}');
    INSERT INTO relay_holds VALUES ('${pot}', 'wss://one.example', '${'e0'.repeat(32)}');
  `)

/** SQLite files of versions 1, 2, … as functions of an empty file. */
export const olderSqliteFiles: readonly ((file: DatabaseSync, content: OlderContent) => void)[] = [
  (file, content) => {
    file.exec(`${EVENTS} PRAGMA user_version = 1`)
    fillEvents(file, content)
  },
  (file, content) => {
    file.exec(`${EVENTS} ${RELAYS} PRAGMA user_version = 2`)
    fillEvents(file, content)
    fillRelays(file, content)
  },
  (file, content) => {
    file.exec(`${EVENTS} ${RELAYS} ${SNAPSHOTS} PRAGMA user_version = 3`)
    fillEvents(file, content)
    fillRelays(file, content)
  },
]

/** Layouts of IndexedDB of versions 1, 2, …: how they are made, and what is put there. */
export const olderIndexedDbs: readonly {
  readonly make: (database: IDBPDatabase) => void
  readonly fill: (database: IDBPDatabase, content: OlderContent) => Promise<void>
}[] = [
  { make: makeFirst, fill: (database, content) => fillFirst(database, content, olderKeys(content)) },
  { make: makeFirst, fill: (database, content) => fillFirst(database, content, newerKeys(content)) },
  {
    make: (database) => {
      makeFirst(database)
      makeRelays(database)
    },
    fill: fillSynced,
  },
  {
    make: (database) => {
      makeFirst(database)
      makeRelays(database)
      for (const store of ['snapshotHeads', 'snapshotBodies']) database.createObjectStore(store)
    },
    fill: fillSynced,
  },
]

function makeFirst(database: IDBPDatabase): void {
  database.createObjectStore('events', { keyPath: ['pot', 'device', 'seq', 'id'] })
  database.createObjectStore('pots', { keyPath: 'pot' })
  for (const store of ['keys', 'cursors', 'chainEvents', 'pending', 'settings']) database.createObjectStore(store)
}

function makeRelays(database: IDBPDatabase): void {
  database.createObjectStore('access', { keyPath: 'pot' })
  database.createObjectStore('envelopes', { keyPath: ['pot', 'device', 'sequence', 'id'] })
  for (const store of ['relays', 'relayHolds']) database.createObjectStore(store)
}

async function fillFirst(database: IDBPDatabase, { pot, events }: OlderContent, keys: unknown): Promise<void> {
  for (const { event, stored } of events)
    await database.put('events', { pot, device: event.device, seq: event.seq, ...stored })
  await database.put('pots', { pot })
  await database.put('keys', keys, 'installation')
  await database.put('settings', 'pt', 'locale')
  await database.put('pending', { hash: '01'.repeat(32), planck: 5n }, '01'.repeat(32))
}

async function fillSynced(database: IDBPDatabase, content: OlderContent): Promise<void> {
  const { pot } = content
  await fillFirst(database, content, newerKeys(content))
  const id = 'e0'.repeat(32)
  await database.put('envelopes', {
    pot,
    device: 'aa'.repeat(32),
    sequence: 0,
    id,
    bytes: Uint8Array.of(7),
    event: null,
  })
  await database.put('relays', { key: null }, [pot, 'wss://one.example'])
  await database.put('relayHolds', true, [pot, 'wss://one.example', id])
}

function olderKeys({ deviceSeed, accountSeed }: OlderContent): unknown {
  return { deviceKey: { kind: 'seed', device: 'dd'.repeat(32), seed: deviceSeed }, accountSeed }
}

function newerKeys({ deviceSeed, accountSeed, sealingSecret }: OlderContent): unknown {
  return {
    deviceKey: { kind: 'seed', device: 'dd'.repeat(32), seed: deviceSeed },
    sealingSecret,
    account: { kind: 'seed', seed: accountSeed },
  }
}
