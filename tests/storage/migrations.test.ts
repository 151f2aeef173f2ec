// oxlint-disable-next-line import/no-unassigned-import -- it defines the browser's globals
import 'fake-indexeddb/auto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDB } from 'idb'
import { expect, test, vi } from 'vitest'
import { sealingSecretOf } from '../../src/crypto/index.ts'
import type { PotId } from '../../src/domain/index.ts'
import { admitEvents, createReplica } from '../../src/log/index.ts'
import { createMemoryStorage, type Storage } from '../../src/storage/index.ts'
import { createIndexedDbStorage } from '../../src/storage/indexeddb/index.ts'
import { DATABASE_VERSION } from '../../src/storage/indexeddb/migrations.ts'
import { DATABASE_VERSION as SQLITE_VERSION } from '../../src/storage/sqlite/database.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/index.ts'
import { lisbon } from '../log/people.ts'
import { olderIndexedDbs, olderSqliteFiles, type OlderContent } from './older-databases.ts'
import type { Sent } from './contract/storage-case.ts'

const story = await lisbon()
const accountSeed = new Uint8Array(32).fill(9)
const content: OlderContent = {
  pot: story.pot,
  events: story.events,
  deviceSeed: new Uint8Array(32).fill(8),
  accountSeed,
  sealingSecret: new Uint8Array(32).fill(7),
}

/** That nothing is missing, and that everything that later versions added works. */
const expectMigrated = async (storage: Storage<Sent>, pot: PotId): Promise<void> => {
  const { logs, settings, pending, snapshots, envelopes, access } = storage
  const read = await logs.read(pot)
  const replica = createReplica(pot)
  const { refused } = await admitEvents(replica, read.ok ? read.value : [])
  expect({ refused, events: replica.events.size }).toEqual({ refused: [], events: story.events.length })
  expect(await logs.pots()).toEqual({ ok: true, value: [pot] })
  expect(await settings.get('locale')).toEqual({ ok: true, value: 'pt' })
  expect(await pending.list()).toMatchObject({ ok: true, value: [{ hash: '01'.repeat(32), planck: 5n }] })
  expect(await snapshots.head(pot)).toEqual({ ok: true, value: null })
  expect(await snapshots.keep(pot, { head: Uint8Array.of(1), body: Uint8Array.of(2) })).toEqual({
    ok: true,
    value: undefined,
  })
  expect((await envelopes.read(pot)).ok).toBe(true)
  expect(await access.list()).toEqual({ ok: true, value: [] })
}

/** That what was known of relays is known, and what is held against them from now on is kept. */
const expectRoute = async ({ envelopes }: Storage<Sent>, pot: PotId): Promise<void> => {
  const holds = ['e0'.repeat(32)]
  const route = { envelopes: [{ sequence: 0 }], relays: [{ relay: 'wss://one.example', known: { key: null }, holds }] }
  expect(await envelopes.read(pot)).toMatchObject({ value: { ...route, warned: [] } })
  const warned = [{ about: 'wss://one.example', warnings: [{ type: 'RelayWentBack' }] }]
  await envelopes.append(pot, [], undefined, warned)
  expect(await envelopes.read(pot)).toMatchObject({ value: { ...route, warned } })
}

for (const [index, make] of olderSqliteFiles.entries())
  test(`sqlite: a file of version ${index + 1} is taken over with what is in it`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quits-'))
    const path = join(folder, 'quits.db')
    const file = new DatabaseSync(path)
    make(file, content)
    file.close()
    const storage = createSqliteStorage<Sent>({ path, keys: createMemoryStorage<Sent>().keys })
    await expectMigrated(storage, story.pot)
    if (index >= 1) await expectRoute(storage, story.pot)
    await storage.close()
    const again = createSqliteStorage<Sent>({ path, keys: createMemoryStorage<Sent>().keys })
    expect((await again.logs.read(story.pot)).ok).toBe(true)
    await again.close()
    await rm(folder, { recursive: true })
  })

for (const [index, { make, fill }] of olderIndexedDbs.entries())
  test(`IndexedDB: a database of version ${index + 1} is taken over with what is in it`, async () => {
    const name = `older-${index + 1}`
    const older = await openDB(name, index + 1, { upgrade: make })
    await fill(older, content)
    older.close()
    const storage = createIndexedDbStorage<Sent>(name)
    await expectMigrated(storage, story.pot)
    const keys = await storage.keys.loadOrCreate()
    expect(keys).toMatchObject({
      ok: true,
      value: {
        deviceKey: { kind: 'seed', seed: content.deviceSeed },
        account: { kind: 'seed', seed: accountSeed },
        // Before every device had its own, it came from the account.
        sealingSecret: index === 0 ? sealingSecretOf(accountSeed) : content.sealingSecret,
      },
    })
    if (index >= 2) await expectRoute(storage, story.pot)
    await storage.close()
  })

test('every version but this one has its fixture', () => {
  expect(olderIndexedDbs.length).toBe(DATABASE_VERSION - 1)
  expect(olderSqliteFiles.length).toBe(SQLITE_VERSION - 1)
})

test('[threat: storage lost, quota, crash between write and send] IndexedDB: a migration that is interrupted leaves the version before', async () => {
  const [first] = olderIndexedDbs
  const older = await openDB('interrupted', 1, { upgrade: first?.make as never })
  await first?.fill(older, content)
  older.close()
  // Nothing of it may be half done: the keys of version 2 without the stores of version 3.
  const filling = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError')
  })
  const storage = createIndexedDbStorage<Sent>('interrupted')
  expect(await storage.keys.load()).toEqual({ ok: false, error: { type: 'QuotaExceeded' } })
  filling.mockRestore()
  const still = await openDB('interrupted')
  expect([still.version, [...still.objectStoreNames].length]).toEqual([1, 7])
  still.close()
  await expectMigrated(storage, story.pot)
  await storage.close()
})
