import type { AccessStore } from '../access-store.ts'
import type { Database } from './database.ts'
import { transact } from './transact.ts'

/** How pots are met, in IndexedDB. */
export function createIndexedDbAccessStore(database: Database): AccessStore {
  return {
    list: () => database.run((connection) => connection.getAll('access')),
    get: (pot) => database.run(async (connection) => (await connection.get('access', pot)) ?? null),
    set: (access) =>
      database.run((connection) =>
        transact(
          connection,
          ['access'],
          async (transaction) => void (await transaction.objectStore('access').put(access)),
        ),
      ),
    remove: (pot) => database.run((connection) => connection.delete('access', pot)),
  }
}
