import { err, ok, type PotId } from '../../domain/index.ts'
import type { SignedEvent } from '../../log/index.ts'
import type { LogStore } from '../log-store.ts'
import type { SeqTaken } from '../storage-error.ts'
import type { ChangeSignal } from './change-signal.ts'
import type { Database } from './database.ts'
import type { EventRow } from './layout.ts'
import { transact, type Writing } from './transact.ts'

type WritingEvents = Writing<'events' | 'pots'>

/** Logs in IndexedDB, written with strict durability: a promise resolves when the events are on disk. */
export function createIndexedDbLogStore(database: Database, changed: ChangeSignal): LogStore {
  return {
    pots: () => database.run((connection) => connection.getAllKeys('pots')),
    read: async (pot) => {
      const rows = await database.run((connection) => connection.getAll('events', rangeOf(pot)))
      return rows.ok ? ok(rows.value.map(({ id, bytes, signature }) => ({ id, bytes, signature }))) : rows
    },
    count: (pot) => database.run((connection) => connection.count('events', rangeOf(pot))),
    append: async (pot, events) => {
      if (events.length === 0) return ok(0)
      const added = await database.run((connection) =>
        transact(connection, ['events', 'pots'], (transaction) => addMissing(transaction, pot, events)),
      )
      if (added.ok && added.value > 0) changed.tell(pot)
      return added
    },
    appendOwn: async (pot, events) => {
      const [first] = events
      if (first === undefined) return ok(undefined)
      const written = await database.run((connection) =>
        transact(connection, ['events', 'pots'], async (transaction) => {
          const taken = await seqTaken(transaction, pot, first)
          if (taken === null) await addMissing(transaction, pot, events)
          return taken
        }),
      )
      if (!written.ok) return written
      if (written.value !== null) return err(written.value)
      changed.tell(pot)
      return ok(undefined)
    },
    remove: async (pot) => {
      const removed = await database.run((connection) =>
        transact(connection, ['events', 'pots', 'snapshotHeads', 'snapshotBodies'], async (transaction) => {
          await Promise.all([
            transaction.objectStore('events').delete(rangeOf(pot)),
            transaction.objectStore('pots').delete(pot),
            transaction.objectStore('snapshotHeads').delete(pot),
            transaction.objectStore('snapshotBodies').delete(pot),
          ])
        }),
      )
      if (removed.ok) changed.tell(pot)
      return removed
    },
    subscribe: changed.subscribe,
  }
}

async function addMissing(transaction: WritingEvents, pot: PotId, events: readonly SignedEvent[]): Promise<number> {
  const store = transaction.objectStore('events')
  let added = 0
  const add = async ({ event: { device, seq }, stored: { id, bytes, signature } }: SignedEvent): Promise<void> => {
    if ((await store.getKey([pot, device, seq, id])) !== undefined) return
    const row: EventRow = { pot, device, seq, id, bytes, signature }
    await store.put(row)
    added += 1
  }
  await transaction.objectStore('pots').put({ pot })
  await Promise.all(events.map(add))
  return added
}

async function seqTaken(
  transaction: WritingEvents,
  pot: PotId,
  { event: { device, seq } }: SignedEvent,
): Promise<SeqTaken | null> {
  // Arrays sort after numbers and texts: this range is everything that the device wrote in the pot.
  const range = IDBKeyRange.bound([pot, device], [pot, device, []])
  const last = await transaction.objectStore('events').openKeyCursor(range, 'prev')
  return last === null || last.key[2] < seq ? null : { type: 'SeqTaken', device, seq: last.key[2], stored: last.key[3] }
}

function rangeOf(pot: PotId): IDBKeyRange {
  return IDBKeyRange.bound([pot], [pot, []])
}
