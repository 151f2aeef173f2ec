import { type Random, systemRandom } from '../../crypto/index.ts'
import type { Hash32 } from '../../domain/index.ts'
import type { Storage } from '../storage.ts'
import { createIndexedDbAccessStore } from './access-store.ts'
import { createChangeSignal } from './change-signal.ts'
import { createDatabase } from './database.ts'
import { createIndexedDbEnvelopeStore } from './envelope-store.ts'
import { createIndexedDbFollowStore } from './follow-store.ts'
import { createIndexedDbKeyStore } from './key-store.ts'
import { createIndexedDbLogStore } from './log-store.ts'
import { createIndexedDbSnapshotStore } from './snapshot-store.ts'
import { transact } from './transact.ts'

/** Everything an installation keeps, in the browser's database of this name. Shared by all tabs of a profile. */
export function createIndexedDbStorage<T extends { readonly hash: Hash32 }>(
  name: string,
  random: Random = systemRandom,
): Storage<T> {
  const database = createDatabase(name)
  const changed = createChangeSignal(name)
  return {
    logs: createIndexedDbLogStore(database, changed),
    keys: createIndexedDbKeyStore(database, random),
    follow: createIndexedDbFollowStore(database),
    pending: {
      list: () => database.run(async (connection) => (await connection.getAll('pending')) as unknown as readonly T[]),
      add: (pending, isRival = () => false) =>
        database.run((connection) =>
          transact(connection, ['pending'], async (transaction) => {
            const store = transaction.objectStore('pending')
            const kept = (await store.getAll()) as unknown as readonly T[]
            const rival = kept.find((other) => other.hash !== pending.hash && isRival(other))
            if (rival === undefined) await store.put(pending, pending.hash)
            return rival ?? null
          }),
        ),
      remove: (hash) => database.run((connection) => connection.delete('pending', hash)),
    },
    settings: {
      get: (key) => database.run(async (connection) => (await connection.get('settings', key)) ?? null),
      set: (key, value) => database.run(async (connection) => void (await connection.put('settings', value, key))),
      remove: (key) => database.run((connection) => connection.delete('settings', key)),
    },
    access: createIndexedDbAccessStore(database),
    envelopes: createIndexedDbEnvelopeStore(database),
    snapshots: createIndexedDbSnapshotStore(database),
    close: async () => {
      changed.close()
      await database.close()
    },
  }
}
