import type { PlacedEvent, Result } from '../../domain/index.ts'
import { followKey, type FollowStore } from '../follow-store.ts'
import { StorageFailure, type StorageError } from '../storage-error.ts'
import type { Database } from './database.ts'
import type { Layout } from './layout.ts'
import { transact } from './transact.ts'

/** Followed chain events in IndexedDB. */
export function createIndexedDbFollowStore(database: Database): FollowStore {
  return {
    load: async (target) => {
      const key = followKey(target)
      return valueOf(
        await database.run(async (connection) => {
          const transaction = connection.transaction(['cursors', 'chainEvents'])
          const [cursor, events] = await Promise.all([
            transaction.objectStore('cursors').get(key),
            transaction.objectStore('chainEvents').getAll(IDBKeyRange.bound([key], [key, []])),
            transaction.done,
          ])
          return cursor === undefined ? null : { cursor, events }
        }),
      )
    },
    append: async (target, { cursor, events }) => {
      const key = followKey(target)
      valueOf(
        await database.run((connection) =>
          transact(connection, ['cursors', 'chainEvents'], async (transaction) => {
            const store = transaction.objectStore('chainEvents')
            const add = async (placed: PlacedEvent): Promise<void> => {
              const { blockNumber, blockHash, extrinsicIndex, eventIndex } = placed.at
              const place: Layout['chainEvents']['key'] = [key, blockNumber, extrinsicIndex, eventIndex, blockHash]
              if ((await store.getKey(place)) === undefined) await store.put(placed, place)
            }
            await transaction.objectStore('cursors').put(cursor, key)
            await Promise.all(events.map(add))
          }),
        ),
      )
    },
    clear: async (target) => {
      const key = followKey(target)
      valueOf(
        await database.run((connection) =>
          transact(connection, ['cursors', 'chainEvents'], async (transaction) => {
            await Promise.all([
              transaction.objectStore('cursors').delete(key),
              transaction.objectStore('chainEvents').delete(IDBKeyRange.bound([key], [key, []])),
            ])
          }),
        ),
      )
    },
  }
}

function valueOf<T>(result: Result<T, StorageError>): T {
  if (result.ok) return result.value
  throw new StorageFailure(result.error)
}
