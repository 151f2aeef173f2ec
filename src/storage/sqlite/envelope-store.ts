import { err, type Hex, ok, type PotId } from '../../domain/index.ts'
import type {
  EnvelopeStore,
  KeptEnvelope,
  KeptRelay,
  KeptWarning,
  RelayMemory,
  RelayStep,
  SequenceTaken,
  Warned,
} from '../envelope-store.ts'
import { plainDataToText, textToPlainData } from '../plain-data-text.ts'
import type { Database, Row, Sql } from './database.ts'

/** Envelopes and relays in SQLite. */
export function createSqliteEnvelopeStore(database: Database): EnvelopeStore {
  return {
    read: async (pot) =>
      database.read((sql) => ({
        envelopes: sql
          .all('SELECT * FROM envelopes WHERE pot = ? ORDER BY device, sequence, id', pot)
          .map(envelopeOfRow),
        relays: sql
          .all('SELECT relay, known FROM relays WHERE pot = ? ORDER BY relay', pot)
          .map(({ relay, known }): KeptRelay => ({
            relay: relay as string,
            known: textToPlainData(known as string) as RelayMemory,
            holds: sql
              .all('SELECT id FROM relay_holds WHERE pot = ? AND relay = ? ORDER BY id', pot, relay as string)
              .map(({ id }) => id as Hex<'EnvelopeId'>),
          })),
        warned: warnedOf(sql, pot),
      })),
    warned: async (pot) => database.read((sql) => warnedOf(sql, pot)),
    append: async (pot, envelopes, step, warned = []) =>
      database.write((sql) => {
        insert(sql, pot, envelopes)
        if (step) take(sql, pot, step)
        warn(sql, pot, warned)
      }),
    appendOwn: async (pot, envelopes) => {
      const written = database.write((sql) => {
        const taken = sequenceTaken(sql, pot, envelopes)
        if (taken === null) insert(sql, pot, envelopes)
        return taken
      })
      if (!written.ok) return written
      return written.value === null ? ok(undefined) : err(written.value)
    },
    remove: async (pot) =>
      database.write((sql) => {
        for (const table of ['envelopes', 'relays', 'relay_holds', 'warnings'])
          sql.change(`DELETE FROM ${table} WHERE pot = ?`, pot)
      }),
    forget: async (pot, relay) =>
      database.write((sql) => {
        for (const table of ['relays', 'relay_holds'])
          sql.change(`DELETE FROM ${table} WHERE pot = ? AND relay = ?`, pot, relay)
        warn(sql, pot, [{ about: relay, warnings: [] }])
      }),
  }
}

function insert(sql: Sql, pot: PotId, envelopes: readonly KeptEnvelope[]): void {
  for (const { device, sequence, id, bytes, event } of envelopes)
    sql.change(
      `INSERT INTO envelopes VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET event = coalesce(event, excluded.event)`,
      pot,
      device,
      sequence,
      id,
      bytes,
      event,
    )
}

function take(sql: Sql, pot: PotId, { relay, known, holds, startsOver }: RelayStep): void {
  if (startsOver) sql.change('DELETE FROM relay_holds WHERE pot = ? AND relay = ?', pot, relay)
  for (const id of holds) sql.change('INSERT OR IGNORE INTO relay_holds VALUES (?, ?, ?)', pot, relay, id)
  sql.change('INSERT OR REPLACE INTO relays VALUES (?, ?, ?)', pot, relay, plainDataToText(known))
}

function warnedOf(sql: Sql, pot: PotId): readonly Warned[] {
  return sql
    .all('SELECT about, warnings FROM warnings WHERE pot = ? ORDER BY about', pot)
    .map(({ about, warnings }) => ({
      about: about as string,
      warnings: textToPlainData(warnings as string) as readonly KeptWarning[],
    }))
}

function warn(sql: Sql, pot: PotId, warned: readonly Warned[]): void {
  for (const { about, warnings } of warned)
    if (warnings.length > 0)
      sql.change('INSERT OR REPLACE INTO warnings VALUES (?, ?, ?)', pot, about, plainDataToText(warnings))
    else sql.change('DELETE FROM warnings WHERE pot = ? AND about = ?', pot, about)
}

function sequenceTaken(sql: Sql, pot: PotId, [first]: readonly KeptEnvelope[]): SequenceTaken | null {
  if (first === undefined) return null
  const { device } = first
  const [last] = sql.all('SELECT max(sequence) AS sequence FROM envelopes WHERE pot = ? AND device = ?', pot, device)
  const sequence = (last?.['sequence'] ?? -1) as number
  return sequence < first.sequence ? null : { type: 'SequenceTaken', device, sequence }
}

function envelopeOfRow({ id, device, sequence, bytes, event }: Row): KeptEnvelope {
  return { id, device, sequence, bytes, event } as KeptEnvelope
}
