import type { PotId } from '../../domain/ids.ts'
import { err, ok } from '../../domain/result.ts'
import type { SignedEvent } from '../../log/stored-event.ts'
import type { LogStore } from '../log-store.ts'
import type { SeqTaken } from '../storage-error.ts'
import type { ChangeSignal } from './change-signal.ts'
import type { Connection, Database, EventRow } from './database.ts'

/** Logs in IndexedDB. Own events are written with strict durability: the promise resolves when they are on disk. */
export function createIndexedDbLogStore(database: Database, changed: ChangeSignal): LogStore {
  return {
    pots: () => database.run((connection) => connection.getAllKeys('pots')),
    read: async (pot) => {
      const rows = await database.run((connection) => connection.getAll('events', rangeOf(pot)))
      return rows.ok ? ok(rows.value.map(({ id, bytes, signature }) => ({ id, bytes, signature }))) : rows
    },
    append: async (pot, events) => {
      const added = await database.run((connection) => append(connection, pot, events))
      if (added.ok && added.value > 0) changed.tell(pot)
      return added
    },
    appendOwn: async (pot, events) => {
      const written = await database.run((connection) => appendOwn(connection, pot, events))
      if (!written.ok) return written
      if (written.value !== null) return err(written.value)
      if (events.length > 0) changed.tell(pot)
      return ok(undefined)
    },
    remove: async (pot) => {
      const removed = await database.run(async (connection) => {
        const transaction = connection.transaction(['events', 'pots'], 'readwrite')
        await Promise.all([
          transaction.objectStore('events').delete(rangeOf(pot)),
          transaction.objectStore('pots').delete(pot),
          transaction.done,
        ])
      })
      if (removed.ok) changed.tell(pot)
      return removed
    },
    subscribe: changed.subscribe,
  }
}

async function append(connection: Connection, pot: PotId, events: readonly SignedEvent[]): Promise<number> {
  if (events.length === 0) return 0
  const transaction = connection.transaction(['events', 'pots'], 'readwrite')
  const store = transaction.objectStore('events')
  let added = 0
  const add = async (signed: SignedEvent): Promise<void> => {
    const row = rowOf(pot, signed)
    if ((await store.getKey([row.pot, row.device, row.seq, row.id])) !== undefined) return
    await store.put(row)
    added += 1
  }
  await Promise.all([...events.map(add), transaction.objectStore('pots').put({ pot }), transaction.done])
  return added
}

async function appendOwn(connection: Connection, pot: PotId, events: readonly SignedEvent[]): Promise<SeqTaken | null> {
  const first = events[0]
  if (first === undefined) return null
  const { device, seq } = first.event
  const transaction = connection.transaction(['events', 'pots'], 'readwrite', { durability: 'strict' })
  const store = transaction.objectStore('events')
  // Arrays sort after numbers and texts: this range is everything that the device wrote in the pot.
  const last = await store.openKeyCursor(IDBKeyRange.bound([pot, device], [pot, device, []]), 'prev')
  if (last !== null && last.key[2] >= seq) {
    await transaction.done
    return { type: 'SeqTaken', device, seq: last.key[2], stored: last.key[3] }
  }
  await Promise.all([
    ...events.map((signed) => store.put(rowOf(pot, signed))),
    transaction.objectStore('pots').put({ pot }),
    transaction.done,
  ])
  return null
}

function rowOf(pot: PotId, { event: { device, seq }, stored: { id, bytes, signature } }: SignedEvent): EventRow {
  return { pot, device, seq, id, bytes, signature }
}

function rangeOf(pot: PotId): IDBKeyRange {
  return IDBKeyRange.bound([pot], [pot, []])
}
