import type { PlacedEvent, Result } from '../../domain/index.ts'
import { followKey, type FollowCursor, type FollowStore } from '../follow-store.ts'
import { plainDataToText, textToPlainData } from '../plain-data-text.ts'
import { StorageFailure, type StorageError } from '../storage-error.ts'
import type { Database } from './database.ts'

/** Followed chain events in SQLite. */
export function createSqliteFollowStore(database: Database): FollowStore {
  return {
    load: async (target) => {
      const key = followKey(target)
      return valueOf(
        database.read((sql) => {
          const [stored] = sql.all('SELECT cursor FROM cursors WHERE target = ?', key)
          if (stored === undefined) return null
          const rows = sql.all(
            'SELECT placed FROM chain_events WHERE target = ? ORDER BY block, extrinsic, event, hash',
            key,
          )
          return {
            cursor: textToPlainData(stored['cursor'] as string) as FollowCursor,
            events: rows.map(({ placed }) => textToPlainData(placed as string) as PlacedEvent),
          }
        }),
      )
    },
    append: async (target, { cursor, events }) => {
      const key = followKey(target)
      valueOf(
        database.write((sql) => {
          for (const placed of events) {
            const { blockNumber, blockHash, extrinsicIndex, eventIndex } = placed.at
            const values = [key, blockNumber, extrinsicIndex, eventIndex, blockHash, plainDataToText(placed)]
            sql.change('INSERT OR IGNORE INTO chain_events VALUES (?, ?, ?, ?, ?, ?)', ...values)
          }
          sql.change('INSERT OR REPLACE INTO cursors VALUES (?, ?)', key, plainDataToText(cursor))
        }),
      )
    },
    clear: async (target) => {
      const key = followKey(target)
      valueOf(
        database.write((sql) => {
          sql.change('DELETE FROM chain_events WHERE target = ?', key)
          sql.change('DELETE FROM cursors WHERE target = ?', key)
        }),
      )
    },
  }
}

function valueOf<T>(result: Result<T, StorageError>): T {
  if (result.ok) return result.value
  throw new StorageFailure(result.error)
}
