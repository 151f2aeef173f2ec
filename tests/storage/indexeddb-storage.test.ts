// oxlint-disable-next-line import/no-unassigned-import -- it defines the browser's globals
import 'fake-indexeddb/auto'
import { deleteDB, openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { StorageFailure } from '../../src/storage/index.ts'
import { askToPersist, createIndexedDbStorage } from '../../src/storage/indexeddb/index.ts'
import { toStorageError } from '../../src/storage/indexeddb/to-storage-error.ts'
import type { SignedEvent } from '../../src/log/index.ts'
import { identityOf } from '../../src/app/identity.ts'
import { createAccountKey, createKeptDeviceKey } from '../../src/crypto/index.ts'
import { lisbon } from '../log/people.ts'
import type { Place, Sent } from './contract/storage-case.ts'
import { testStorage } from './test-storage.ts'

let places = 0
const createPlace = async (): Promise<Place & { readonly name: string }> => {
  const name = `quits-${places++}`
  return { name, open: () => createIndexedDbStorage<Sent>(name), remove: () => deleteDB(name) }
}
afterEach(() => vi.unstubAllGlobals())

testStorage('IndexedDB', createPlace, { shared: true })

test('IndexedDB: other tabs hear of changes', async () => {
  const { pot, events } = await lisbon()
  const place = await createPlace()
  const [here, there] = [place.open(), place.open()]
  const heard = new Promise((resolve) => there.logs.subscribe(resolve))
  await here.logs.append(pot, events)
  expect(await heard).toBe(pot)
  await here.close()
  await there.close()
})

test('IndexedDB: the device key that is stored cannot be read', async () => {
  const storage = (await createPlace()).open()
  await storage.keys.loadOrCreate()
  const loaded = await storage.keys.load()
  if (!loaded.ok || loaded.value?.deviceKey.kind !== 'kept') throw new Error('expected a key object')
  expect(loaded.value.deviceKey.privateKey.extractable).toBe(false)
  await storage.close()
})

test('IndexedDB: an installation of version 1 keeps its device, its account and the sealing key that its claims name', async () => {
  const place = await createPlace()
  const deviceKey = await createKeptDeviceKey()
  const accountSeed = new Uint8Array(32).fill(7)
  const older = await openDB(place.name, 1, {
    upgrade: (database) => {
      database.createObjectStore('events', { keyPath: ['pot', 'device', 'seq', 'id'] })
      database.createObjectStore('pots', { keyPath: 'pot' })
      for (const store of ['keys', 'cursors', 'chainEvents', 'pending', 'settings']) database.createObjectStore(store)
    },
  })
  await older.put('keys', { deviceKey, accountSeed }, 'installation')
  await older.put('settings', 'pt', 'locale')
  older.close()
  const storage = place.open()
  const loaded = await storage.keys.load()
  if (!loaded.ok || !loaded.value || deviceKey === null) throw new Error('expected keys')
  expect(loaded.value.deviceKey.device).toBe(deviceKey.device)
  const { account, sealing } = createAccountKey(accountSeed)
  expect(identityOf(loaded.value)).toMatchObject({ account, sealing, holdsAccount: true })
  expect(await storage.settings.get('locale')).toEqual({ ok: true, value: 'pt' })
  expect(await storage.keys.loadOrCreate()).toEqual(loaded)
  await storage.close()
})

test('IndexedDB: the database of a newer version is left alone', async () => {
  const place = await createPlace()
  ;(await openDB(place.name, 9)).close()
  const storage = place.open()
  expect(await storage.logs.pots()).toEqual({ ok: false, error: { type: 'NewerData', found: null, supported: 5 } })
  await expect(storage.follow.load({} as never)).rejects.toEqual(
    new StorageFailure({ type: 'NewerData', found: null, supported: 5 }),
  )
  await storage.close()
})

test('IndexedDB: a database of the first version is taken over with what is in it', async () => {
  const { pot, events } = await lisbon()
  const place = await createPlace()
  const first = await openDB(place.name, 1, {
    upgrade: (database) => {
      database.createObjectStore('events', { keyPath: ['pot', 'device', 'seq', 'id'] })
      database.createObjectStore('pots', { keyPath: 'pot' })
      for (const store of ['keys', 'cursors', 'chainEvents', 'pending', 'settings']) database.createObjectStore(store)
    },
  })
  for (const { event, stored } of events)
    await first.put('events', { pot, device: event.device, seq: event.seq, ...stored })
  await first.put('pots', { pot })
  await first.put('settings', 'pt', 'locale')
  first.close()
  const storage = place.open()
  expect(await storage.logs.pots()).toEqual({ ok: true, value: [pot] })
  expect(await storage.logs.read(pot)).toMatchObject({ ok: true, value: { length: events.length } })
  expect(await storage.settings.get('locale')).toEqual({ ok: true, value: 'pt' })
  expect(await storage.envelopes.read(pot)).toEqual({ ok: true, value: { envelopes: [], relays: [], warned: [] } })
  expect(await storage.access.list()).toEqual({ ok: true, value: [] })
  await storage.close()
})

test('IndexedDB: an older tab that does not let go is named, and the next use tries again', async () => {
  const place = await createPlace()
  const request = new IDBOpenDBRequest()
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    setImmediate(() => request.dispatchEvent(new IDBVersionChangeEvent('blocked')))
    return request
  })
  const storage = place.open()
  expect(await storage.logs.pots()).toEqual({ ok: false, error: { type: 'Blocked' } })
  expect(await storage.logs.pots()).toEqual({ ok: true, value: [] })
  await storage.close()
})

test('IndexedDB: makes way for a newer version of the app', async () => {
  const place = await createPlace()
  const storage = place.open()
  expect((await storage.logs.pots()).ok).toBe(true)
  const newer = await openDB(place.name, 9)
  newer.close()
  expect(await storage.logs.pots()).toMatchObject({ ok: false, error: { type: 'NewerData' } })
  await storage.close()
})

test('IndexedDB: a connection that the browser closed is opened again, and the work is done', async () => {
  const { pot, events } = await lisbon()
  const place = await createPlace()
  const storage = place.open()
  await storage.logs.append(pot, events.slice(0, 3))
  let lost = 1
  // oxlint-disable-next-line typescript/unbound-method -- applied to `this` below
  const transaction = IDBDatabase.prototype.transaction
  const losing = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...args: Parameters<typeof transaction>
  ) {
    if (lost-- > 0) throw new DOMException('The database connection is closing.', 'InvalidStateError')
    return transaction.apply(this, args)
  })
  expect(await storage.logs.append(pot, events)).toEqual({ ok: true, value: events.length - 3 })
  lost = 2
  expect(await storage.logs.append(pot, events)).toEqual({ ok: false, error: { type: 'ConnectionLost' } })
  losing.mockRestore()
  expect(await storage.logs.append(pot, events)).toEqual({ ok: true, value: 0 })
  await storage.close()
})

test('IndexedDB: a full disk refuses everything', async () => {
  const { pot, events } = await lisbon()
  const place = await createPlace()
  const storage = place.open()
  await storage.logs.pots()
  let room = 5
  // oxlint-disable-next-line typescript/unbound-method -- applied to `this` below
  const put = IDBObjectStore.prototype.put
  const filling = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args: Parameters<typeof put>
  ) {
    if (room-- > 0) return put.apply(this, args)
    this.transaction.abort()
    throw new DOMException('No room.', 'QuotaExceededError')
  })
  expect(await storage.logs.append(pot, events)).toEqual({ ok: false, error: { type: 'QuotaExceeded' } })
  room = 0
  expect(await storage.logs.appendOwn(pot, events.slice(0, 1))).toEqual({ ok: false, error: { type: 'QuotaExceeded' } })
  filling.mockRestore()
  expect(await storage.logs.read(pot)).toEqual({ ok: true, value: [] })
  await storage.close()
})

test('IndexedDB: what cannot be stored takes back what was written before it', async () => {
  const { pot, events } = await lisbon()
  const storage = (await createPlace()).open()
  const [first, second] = events as [SignedEvent, SignedEvent]
  const odd = { ...second, stored: { ...second.stored, bytes: (() => 1) as unknown as Uint8Array } }
  expect(await storage.logs.append(pot, [first, odd])).toMatchObject({ ok: false, error: { type: 'StorageFailed' } })
  expect(await storage.logs.read(pot)).toEqual({ ok: true, value: [] })
  expect(await storage.logs.pots()).toEqual({ ok: true, value: [] })
  await storage.close()
})

test('IndexedDB: a browser without it is named', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const storage = (await createPlace()).open()
  expect(await storage.logs.pots()).toMatchObject({ ok: false, error: { type: 'Unavailable' } })
  await storage.close()
})

test('IndexedDB: what browsers throw has its error', () => {
  const errorOf = (name: string, message = 'words') => toStorageError(new DOMException(message, name), 1)
  expect(errorOf('SecurityError')).toEqual({ type: 'Unavailable', detail: 'words' })
  expect(errorOf('UnknownError', 'Connection to Indexed Database server lost. Refresh the page to try again')).toEqual({
    type: 'ConnectionLost',
  })
  expect(errorOf('UnknownError')).toEqual({ type: 'StorageFailed', detail: 'words' })
  expect(errorOf('DataError', '')).toEqual({ type: 'StorageFailed', detail: 'DataError' })
  expect(toStorageError('words', 1)).toEqual({ type: 'StorageFailed', detail: 'words' })
})

test('the browser is asked to keep the data; no answer is a no', async () => {
  vi.stubGlobal('navigator', { storage: { persist: async () => true } })
  expect(await askToPersist()).toBe(true)
  vi.stubGlobal('navigator', {})
  expect(await askToPersist()).toBe(false)
  vi.stubGlobal('navigator', { storage: { persist: () => Promise.reject(new Error('policy')) } })
  expect(await askToPersist()).toBe(false)
})
