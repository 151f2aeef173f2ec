import type { Random } from '../../crypto/index.ts'
import { ok } from '../../domain/index.ts'
import { createKeptKeys } from '../installation-keys.ts'
import type { KeyStore } from '../key-store.ts'
import type { Database } from './database.ts'
import { transact } from './transact.ts'

/** Keys in IndexedDB, where the browser keeps a device key that no script can read. */
export function createIndexedDbKeyStore(database: Database, random: Random): KeyStore {
  const load: KeyStore['load'] = () =>
    database.run(async (connection) => (await connection.get('keys', 'installation')) ?? null)
  return {
    load,
    loadOrCreate: async () => {
      const stored = await load()
      if (!stored.ok) return stored
      if (stored.value !== null) return ok(stored.value)
      // Made outside the transaction, which would not wait; another tab may have been faster.
      const created = await createKeptKeys(random)
      return database.run((connection) =>
        transact(connection, ['keys'], async (transaction) => {
          const store = transaction.objectStore('keys')
          const raced = await store.get('installation')
          if (raced === undefined) await store.put(created, 'installation')
          return raced ?? created
        }),
      )
    },
    replace: (keys) =>
      database.run((connection) =>
        transact(
          connection,
          ['keys'],
          async (transaction) => void (await transaction.objectStore('keys').put(keys, 'installation')),
        ),
      ),
  }
}
