import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { SignedEvent } from '../../src/log/index.ts'
import { createFileKeyStore } from '../../src/storage/file/index.ts'
import { StorageFailure } from '../../src/storage/index.ts'
import { createSqliteStorage } from '../../src/storage/sqlite/index.ts'
import { toStorageError } from '../../src/storage/sqlite/to-storage-error.ts'
import { lisbon } from '../log/people.ts'
import type { Place, Sent } from './contract/storage-case.ts'
import { testStorage } from './test-storage.ts'

const createPlace = async (): Promise<Place & { readonly folder: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'quits-'))
  return {
    folder,
    open: () =>
      createSqliteStorage<Sent>({
        path: join(folder, 'quits.db'),
        keys: createFileKeyStore(join(folder, 'keys.json')),
      }),
    remove: () => rm(folder, { recursive: true }),
  }
}

testStorage('sqlite', createPlace, { shared: true })

test('sqlite: a file of newer software is left alone', async () => {
  const place = await createPlace()
  const file = new DatabaseSync(join(place.folder, 'quits.db'))
  file.exec('PRAGMA user_version = 7')
  file.close()
  const { logs } = place.open()
  expect(await logs.pots()).toEqual({ ok: false, error: { type: 'NewerData', found: 7, supported: 4 } })
  expect(await logs.pots()).toEqual({ ok: false, error: { type: 'NewerData', found: 7, supported: 4 } })
  await place.remove()
})

test('sqlite: a file of the first version is taken over with what is in it', async () => {
  const place = await createPlace()
  const { pot, events } = await lisbon()
  const storage = place.open()
  await storage.logs.append(pot, events)
  await storage.close()
  const file = new DatabaseSync(join(place.folder, 'quits.db'))
  for (const table of ['access', 'envelopes', 'relays', 'relay_holds', 'snapshots', 'warnings'])
    file.exec(`DROP TABLE ${table}`)
  file.exec('PRAGMA user_version = 1')
  file.close()
  const again = place.open()
  expect(await again.logs.read(pot)).toMatchObject({ ok: true, value: { length: events.length } })
  expect(await again.envelopes.read(pot)).toEqual({ ok: true, value: { envelopes: [], relays: [], warned: [] } })
  await again.close()
  await place.remove()
})

test('sqlite: a file that is no database and a place that is none', async () => {
  const place = await createPlace()
  await writeFile(join(place.folder, 'quits.db'), 'Once upon a time there was a file of another kind.'.repeat(40))
  expect(await place.open().logs.pots()).toMatchObject({ ok: false, error: { type: 'Corrupt' } })
  const nowhere = createSqliteStorage<Sent>({
    path: join(place.folder, 'missing', 'quits.db'),
    keys: createFileKeyStore(join(place.folder, 'keys.json')),
  })
  expect(await nowhere.logs.pots()).toMatchObject({ ok: false, error: { type: 'Unavailable' } })
  await expect(nowhere.follow.load({} as never)).rejects.toThrow(StorageFailure)
  await place.remove()
})

test('sqlite: every result code has its error', () => {
  const errorOf = (errcode: number) =>
    toStorageError(Object.assign(new Error('words'), { code: 'ERR_SQLITE_ERROR', errcode }))
  expect([5, 6, 261, 13, 8, 14, 11, 26, 1, 19].map((code) => errorOf(code).type)).toEqual([
    'Blocked',
    'Blocked',
    'Blocked',
    'QuotaExceeded',
    'Unavailable',
    'Unavailable',
    'Corrupt',
    'Corrupt',
    'StorageFailed',
    'StorageFailed',
  ])
  expect(toStorageError(Object.assign(new Error('database is not open'), { code: 'ERR_INVALID_STATE' }))).toEqual({
    type: 'ConnectionLost',
  })
  expect(toStorageError('words')).toEqual({ type: 'StorageFailed', detail: 'words' })
  expect(toStorageError(new StorageFailure({ type: 'Blocked' }))).toEqual({ type: 'Blocked' })
})

test('sqlite: what cannot be stored takes back what was written before it', async () => {
  const place = await createPlace()
  const { pot, events } = await lisbon()
  const storage = place.open()
  const [first, second] = events as [SignedEvent, SignedEvent]
  const odd = { ...second, stored: { ...second.stored, bytes: (() => 1) as unknown as Uint8Array } }
  expect(await storage.logs.append(pot, [first, odd])).toMatchObject({ ok: false, error: { type: 'StorageFailed' } })
  expect(await storage.logs.appendOwn(pot, [first, odd])).toMatchObject({ ok: false, error: { type: 'StorageFailed' } })
  expect(await storage.logs.read(pot)).toEqual({ ok: true, value: [] })
  expect(await storage.logs.append(pot, [first, second])).toEqual({ ok: true, value: 2 })
  await storage.close()
  await place.remove()
})

test('sqlite: a process that holds the file too long is named', async () => {
  const place = await createPlace()
  const { pot, events } = await lisbon()
  const storage = place.open()
  await storage.logs.pots()
  const other = new DatabaseSync(join(place.folder, 'quits.db'))
  other.exec('BEGIN IMMEDIATE')
  expect(await storage.logs.append(pot, events)).toEqual({ ok: false, error: { type: 'Blocked' } })
  other.exec('ROLLBACK')
  other.close()
  expect(await storage.logs.append(pot, events)).toEqual({ ok: true, value: events.length })
  await storage.close()
  await place.remove()
})
