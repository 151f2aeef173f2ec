import { err, type EventId, ok, type PotId } from '../../domain/index.ts'
import type { SignedEvent, StoredEvent } from '../../log/index.ts'
import { createListeners } from '../listeners.ts'
import type { LogStore } from '../log-store.ts'
import type { SeqTaken } from '../storage-error.ts'
import type { Database, Row, Sql } from './database.ts'

/** Logs in SQLite. Listeners hear of this process's changes only. */
export function createSqliteLogStore(database: Database): LogStore {
  const changed = createListeners<[PotId]>()
  return {
    pots: async () => {
      const rows = database.read((sql) => sql.all('SELECT DISTINCT pot FROM events ORDER BY pot'))
      return rows.ok ? ok(rows.value.map(({ pot }) => pot as PotId)) : rows
    },
    read: async (pot) => {
      const rows = database.read((sql) =>
        sql.all('SELECT id, bytes, signature FROM events WHERE pot = ? ORDER BY device, seq, id', pot),
      )
      return rows.ok ? ok(rows.value.map(eventOfRow)) : rows
    },
    count: async (pot) => {
      const rows = database.read((sql) => sql.all('SELECT COUNT(*) AS events FROM events WHERE pot = ?', pot))
      return rows.ok ? ok(rows.value[0]?.['events'] as number) : rows
    },
    append: async (pot, events) => {
      const added = database.write((sql) => insert(sql, pot, events))
      if (added.ok && added.value > 0) changed.tell(pot)
      return added
    },
    appendOwn: async (pot, events) => {
      const written = database.write((sql) => {
        const taken = seqTaken(sql, pot, events)
        if (taken === null) insert(sql, pot, events)
        return taken
      })
      if (!written.ok) return written
      if (written.value !== null) return err(written.value)
      if (events.length > 0) changed.tell(pot)
      return ok(undefined)
    },
    remove: async (pot) => {
      const removed = database.write((sql) => {
        sql.change('DELETE FROM snapshots WHERE pot = ?', pot)
        return sql.change('DELETE FROM events WHERE pot = ?', pot)
      })
      if (!removed.ok) return removed
      if (removed.value > 0) changed.tell(pot)
      return ok(undefined)
    },
    subscribe: changed.subscribe,
  }
}

function insert(sql: Sql, pot: PotId, events: readonly SignedEvent[]): number {
  let added = 0
  for (const { event, stored } of events) {
    const values = [pot, event.device, event.seq, stored.id, stored.bytes, stored.signature]
    added += sql.change('INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?)', ...values)
  }
  return added
}

function seqTaken(sql: Sql, pot: PotId, events: readonly SignedEvent[]): SeqTaken | null {
  const first = events[0]
  if (first === undefined) return null
  const { device, seq } = first.event
  const [last] = sql.all(
    'SELECT seq, id FROM events WHERE pot = ? AND device = ? ORDER BY seq DESC, id DESC LIMIT 1',
    pot,
    device,
  )
  if (last === undefined || (last['seq'] as number) < seq) return null
  return { type: 'SeqTaken', device, seq: last['seq'] as number, stored: last['id'] as EventId }
}

function eventOfRow({ id, bytes, signature }: Row): StoredEvent {
  return { id: id as EventId, bytes: bytes as Uint8Array, signature: signature as Uint8Array }
}
