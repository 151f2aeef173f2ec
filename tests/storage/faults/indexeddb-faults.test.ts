// IndexedDB fails at each of its requests that write in turn: there is no room, or the browser closes the connection.

// oxlint-disable-next-line import/no-unassigned-import -- it defines the browser's globals
import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { createIndexedDbStorage } from '../../../src/storage/indexeddb/index.ts'
import type { Place, Sent } from '../storage-contract.ts'
import { assertAllOrNone, type Failing } from './assert-all-or-none.ts'
import { everyWrite } from './every-write.ts'

afterEach(() => void vi.restoreAllMocks())

let places = 0
const createPlace = async (): Promise<Place> => {
  const name = `faults-${places++}`
  return { open: () => createIndexedDbStorage<Sent>(name), remove: () => deleteDB(name) }
}

/** What happens to the transaction of a request that writes, as in browsers: not at once, but before it is kept. */
const faults: Readonly<Record<string, (transaction: IDBTransaction) => void>> = {
  'no room left': (transaction) => transaction.abort(),
  'a connection that the browser closed': (transaction) => {
    transaction.db.close()
    transaction.abort()
  },
}

/** Requests that write fail once. */
const failingBy =
  (fault: (transaction: IDBTransaction) => void): Failing =>
  (nth) => {
    let steps = 0
    let hasFailed = false
    const spies = (['put', 'delete'] as const).map((name) => {
      const original = IDBObjectStore.prototype[name] as (this: IDBObjectStore, ...args: unknown[]) => IDBRequest
      return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
        this: IDBObjectStore,
        ...args: unknown[]
      ) {
        steps += 1
        const request = original.apply(this, args)
        if (steps === nth) {
          hasFailed = true
          queueMicrotask(() => fault(this.transaction))
        }
        return request as never
      })
    })
    return {
      hasFailed: () => hasFailed,
      stop: () => {
        for (const spy of spies) spy.mockRestore()
      },
    }
  }

for (const [name, fault] of Object.entries(faults))
  for (const write of everyWrite)
    test(`[threat: storage lost, quota, crash between write and send] IndexedDB: ${write.title}, ${name} at each step`, async () => {
      expect(await assertAllOrNone(write, createPlace, failingBy(fault))).toBeGreaterThanOrEqual(1)
    })
