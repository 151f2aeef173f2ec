import { err, ok, type PotId } from '../../domain/index.ts'
import type { EnvelopeStore, KeptEnvelope, RelayStep, SequenceTaken, Warned } from '../envelope-store.ts'
import type { Database } from './database.ts'
import type { Layout } from './layout.ts'
import { transact, type Writing } from './transact.ts'

const STORES = ['envelopes', 'relays', 'relayHolds', 'warnings'] as const
type WritingRoute = Writing<(typeof STORES)[number]>

/** Envelopes and relays in IndexedDB, written with strict durability. */
export function createIndexedDbEnvelopeStore(database: Database): EnvelopeStore {
  return {
    read: (pot) =>
      database.run(async (connection) => {
        const transaction = connection.transaction([...STORES])
        const relays = transaction.objectStore('relays')
        const warnings = transaction.objectStore('warnings')
        const [rows, addresses, known, holds, warned, lists] = await Promise.all([
          transaction.objectStore('envelopes').getAll(rangeOf(pot)),
          relays.getAllKeys(rangeOf(pot)),
          relays.getAll(rangeOf(pot)),
          transaction.objectStore('relayHolds').getAllKeys(rangeOf(pot)),
          warnings.getAllKeys(rangeOf(pot)),
          warnings.getAll(rangeOf(pot)),
          transaction.done,
        ])
        return {
          envelopes: rows.map(({ id, device, sequence, bytes, event }) => ({ id, device, sequence, bytes, event })),
          relays: addresses.map(([, relay], index) => ({
            relay,
            known: known[index] as Layout['relays']['value'],
            holds: holds.filter(([, holder]) => holder === relay).map(([, , id]) => id),
          })),
          warned: warned.map(([, about], index) => ({ about, warnings: lists[index] ?? [] })),
        }
      }),
    warned: (pot) =>
      database.run(async (connection) => {
        const transaction = connection.transaction('warnings')
        const [warned, lists] = await Promise.all([
          transaction.store.getAllKeys(rangeOf(pot)),
          transaction.store.getAll(rangeOf(pot)),
          transaction.done,
        ])
        return warned.map(([, about], index) => ({ about, warnings: lists[index] ?? [] }))
      }),
    append: (pot, envelopes, step, warned = []) =>
      database.run((connection) =>
        transact(connection, [...STORES], async (transaction) => {
          await Promise.all([
            addAll(transaction, pot, envelopes),
            step && take(transaction, pot, step),
            warn(transaction, pot, warned),
          ])
        }),
      ),
    appendOwn: async (pot, envelopes) => {
      const [first] = envelopes
      if (first === undefined) return ok(undefined)
      const written = await database.run((connection) =>
        transact(connection, [...STORES], async (transaction) => {
          const taken = await sequenceTaken(transaction, pot, first)
          if (taken === null) await addAll(transaction, pot, envelopes)
          return taken
        }),
      )
      if (!written.ok) return written
      return written.value === null ? ok(undefined) : err(written.value)
    },
    remove: (pot) =>
      database.run((connection) =>
        transact(connection, [...STORES], async (transaction) => {
          await Promise.all([
            transaction.objectStore('envelopes').delete(rangeOf(pot)),
            transaction.objectStore('relays').delete(rangeOf(pot)),
            transaction.objectStore('relayHolds').delete(rangeOf(pot)),
            transaction.objectStore('warnings').delete(rangeOf(pot)),
          ])
        }),
      ),
    forget: (pot, relay) =>
      database.run((connection) =>
        transact(connection, ['relays', 'relayHolds', 'warnings'], async (transaction) => {
          await Promise.all([
            transaction.objectStore('relays').delete([pot, relay]),
            transaction.objectStore('relayHolds').delete(IDBKeyRange.bound([pot, relay], [pot, relay, []])),
            transaction.objectStore('warnings').delete([pot, relay]),
          ])
        }),
      ),
  }
}

async function addAll(transaction: WritingRoute, pot: PotId, envelopes: readonly KeptEnvelope[]): Promise<void> {
  const store = transaction.objectStore('envelopes')
  const add = async (envelope: KeptEnvelope): Promise<void> => {
    const kept = await store.get([pot, envelope.device, envelope.sequence, envelope.id])
    if (kept === undefined || (kept.event === null && envelope.event !== null))
      await store.put({ ...(kept ?? envelope), pot, event: envelope.event })
  }
  await Promise.all(envelopes.map(add))
}

async function take(
  transaction: WritingRoute,
  pot: PotId,
  { relay, known, holds, startsOver }: RelayStep,
): Promise<void> {
  const store = transaction.objectStore('relayHolds')
  // Requests of one transaction are done in the order in which they are made.
  await Promise.all([
    startsOver && store.delete(IDBKeyRange.bound([pot, relay], [pot, relay, []])),
    ...holds.map((id) => store.put(true, [pot, relay, id])),
    transaction.objectStore('relays').put(known, [pot, relay]),
  ])
}

async function warn(transaction: WritingRoute, pot: PotId, warned: readonly Warned[]): Promise<void> {
  const store = transaction.objectStore('warnings')
  await Promise.all(
    warned.map(({ about, warnings }) =>
      warnings.length > 0 ? store.put(warnings, [pot, about]) : store.delete([pot, about]),
    ),
  )
}

async function sequenceTaken(
  transaction: WritingRoute,
  pot: PotId,
  { device, sequence }: KeptEnvelope,
): Promise<SequenceTaken | null> {
  const range = IDBKeyRange.bound([pot, device], [pot, device, []])
  const last = await transaction.objectStore('envelopes').openKeyCursor(range, 'prev')
  return last === null || last.key[2] < sequence ? null : { type: 'SequenceTaken', device, sequence: last.key[2] }
}

function rangeOf(pot: PotId): IDBKeyRange {
  return IDBKeyRange.bound([pot], [pot, []])
}
