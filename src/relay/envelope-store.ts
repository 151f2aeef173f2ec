import { nextPosition, ROUTE_START, type Envelope, type Hash32, type RouteId } from '../sync/relay/index.ts'
import { admitEnvelope, type Admission, type StoredChain } from './admit-envelope.ts'
import type { RelayLimits } from './relay-config.ts'
import type { RelayDatabase } from './relay-database.ts'
import { sha256Hex } from './sha256-hex.ts'
import { hexOf, type DeviceState, type RouteState, type RouteTable } from './route-table.ts'

/** What became of envelopes: a verdict for each, what was written, by route, and all routes that were looked at. */
export interface Appended {
  readonly admissions: readonly Admission[]
  readonly added: readonly Added[]
  readonly touched: readonly RouteId[]
}

/** Envelopes of one route that were written, the first at place `from`. */
export interface Added {
  readonly route: RouteState
  readonly from: number
  readonly envelopes: readonly Envelope[]
}

/** The envelopes of all routes, in the order in which each route got them. */
export interface EnvelopeStore {
  /** Judges and writes all of these or, if this throws, none. `atMs` is the time that retention counts from. */
  readonly append: (envelopes: readonly Envelope[], atMs: number) => Appended
  /** Resolves when these are on disk, and the heads of their routes behind them. After each `append`, before the next. */
  readonly sync: (appended: Appended) => Promise<void>
  /** The next envelopes from a place that is kept up to the head, about `maxBytes` but at least one. */
  readonly page: (route: RouteState, from: number, maxBytes: number) => readonly Uint8Array[]
  /** The running hash before a place; null where there is no such place. */
  readonly hashAt: (route: RouteState, count: number) => Hash32 | null
}

/** Envelopes in the relay's database. */
export function createEnvelopeStore(database: RelayDatabase, routes: RouteTable, limits: RelayLimits): EnvelopeStore {
  const stored: StoredChain = {
    has: ({ number }, sequence, id) => {
      const sql = 'SELECT 1 FROM envelopes WHERE device = ? AND sequence = ? AND id = ?'
      return database.one(sql, number, sequence, Buffer.from(id, 'hex')) !== undefined
    },
    hasAnyAt: ({ number }, sequence) => {
      const sql = 'SELECT 1 FROM envelopes WHERE device = ? AND sequence = ? LIMIT 1'
      return database.one(sql, number, sequence) !== undefined
    },
  }

  const insert = (route: RouteState, envelope: Envelope, atMs: number): DeviceState => {
    const { device: key, sequence, id, bytes } = envelope
    route.number ??= routes.addRoute(route)
    const device = route.devices.get(key) ?? routes.addDevice(route, key)
    route.devices.set(key, device)
    const place = route.tail.count
    route.tail = nextPosition(route.tail, id, sha256Hex)
    const [idBytes, hash] = [Buffer.from(id, 'hex'), Buffer.from(route.tail.hash, 'hex')]
    const sql = 'INSERT INTO envelopes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
    database.run(sql, route.number, place, device.number, sequence, idBytes, hash, atMs, bytes.length, bytes)
    if (sequence > device.sequence) {
      device.sequence = sequence
      device.head = id
    }
    device.envelopes += 1
    device.bytes += bytes.length
    route.bytes += bytes.length
    return device
  }

  const append = (envelopes: readonly Envelope[], atMs: number): Appended => {
    const touched = new Map<RouteId, RouteState>()
    const added = new Map<
      RouteId,
      { readonly route: RouteState; readonly from: number; readonly envelopes: Envelope[] }
    >()
    const writers = new Set<DeviceState>()
    try {
      return database.transact(() => {
        const admissions = envelopes.map((envelope) => {
          const route = touched.get(envelope.route) ?? routes.use(envelope.route)
          touched.set(route.id, route)
          const admission = admitEnvelope(route, envelope, limits, stored)
          if (admission.type !== 'new') return admission
          const ofRoute = added.get(route.id) ?? { route, from: route.tail.count, envelopes: [] }
          added.set(route.id, ofRoute)
          ofRoute.envelopes.push(envelope)
          writers.add(insert(route, envelope, atMs))
          return admission
        })
        for (const { route } of added.values()) routes.saveRoute(route)
        for (const device of writers) routes.saveDevice(device)
        return { admissions, added: [...added.values()], touched: [...touched.keys()] }
      })
    } catch (cause) {
      // Rolled back: what is in memory is ahead of the disk.
      for (const route of touched.values()) routes.restore(route)
      for (const id of touched.keys()) routes.release(id)
      throw cause
    }
  }

  return {
    append,
    sync: async ({ added, touched }) => {
      try {
        if (added.length > 0) await database.sync()
        for (const { route } of added) route.head = route.tail
      } finally {
        for (const id of touched) routes.release(id)
      }
    },
    page: (route, from, maxBytes) => {
      const envelopes: Uint8Array[] = []
      let bytes = 0
      const sql = 'SELECT bytes FROM envelopes WHERE route = ? AND place >= ? AND place < ? ORDER BY place'
      for (const row of database.each(sql, route.number, from, route.head.count)) {
        const envelope = row['bytes'] as Uint8Array
        bytes += envelope.length
        if (envelopes.length > 0 && bytes > maxBytes) break
        envelopes.push(envelope)
      }
      return envelopes
    },
    hashAt: (route, count) => {
      if (count === 0) return ROUTE_START.hash
      if (count === route.head.count) return route.head.hash
      const row = database.one('SELECT hash FROM envelopes WHERE route = ? AND place = ?', route.number, count - 1)
      return row === undefined ? null : (hexOf(row['hash']) as Hash32)
    },
  }
}
