// IndexedDB fails at each of its requests that write in turn: there is no room, or the browser closes the connection.

// oxlint-disable-next-line import/no-unassigned-import -- it defines the browser's globals
import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { expect, test } from 'vitest'
import { createIndexedDbStorage } from '../../../src/storage/indexeddb/index.ts'
import type { Place, Sent } from '../contract/storage-case.ts'
import { assertAllOrNone } from './assert-all-or-none.ts'
import { everyWrite } from './every-write.ts'
import { failingWrite, indexedDbFaults } from './indexeddb-fault-plan.ts'

let places = 0
const createPlace = async (): Promise<Place> => {
  const name = `faults-${places++}`
  return { open: () => createIndexedDbStorage<Sent>(name), remove: () => deleteDB(name) }
}

for (const [name, fault] of Object.entries(indexedDbFaults))
  for (const write of everyWrite)
    test(`[threat: storage lost, quota, crash between write and send] IndexedDB: ${write.title}, ${name} at each step`, async () => {
      expect(await assertAllOrNone(write, createPlace, failingWrite(fault), expect)).toBeGreaterThanOrEqual(1)
    })
