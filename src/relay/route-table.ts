import {
  ROUTE_START,
  type DeviceId,
  type EnvelopeId,
  type Hash32,
  type RelayPosition,
  type RouteId,
} from '../sync/relay/index.ts'
import type { RelayDatabase, Row } from './relay-database.ts'

/** A route: its numbers change with every envelope, so that none of them is looked up for one. */
export interface RouteState {
  readonly id: RouteId
  /** Its row; null until something is stored. */
  number: number | null
  /** Behind the last envelope that is on disk: what may be said to clients. */
  head: RelayPosition
  /** Behind the last envelope that is written. */
  tail: RelayPosition
  /** Before the first envelope whose bytes are kept. */
  kept: RelayPosition
  /** Of envelopes and blobs that are kept. */
  bytes: number
  devices: Map<DeviceId, DeviceState>
}

/** A device that has written on a route. */
export interface DeviceState {
  readonly key: DeviceId
  readonly number: number
  /** Of its furthest envelope. */
  sequence: number
  head: EnvelopeId
  /** Kept, with and without their bytes. */
  envelopes: number
  /** Of envelopes and blobs that are kept. */
  bytes: number
}

/** The routes and their devices. One state of a route is in use at a time; whoever changes it saves it in the same transaction. */
export interface RouteTable {
  /** The state that is in use, or one of the moment. */
  readonly look: (id: RouteId) => RouteState
  /** The state, in use until it was released as often as it was used. */
  readonly use: (id: RouteId) => RouteState
  readonly release: (id: RouteId) => void
  readonly addRoute: (route: RouteState) => number
  readonly addDevice: (route: RouteState, key: DeviceId) => DeviceState
  readonly saveRoute: (route: RouteState) => void
  readonly saveDevice: (device: DeviceState) => void
  /** Puts a state back to what is stored, after a transaction that failed. */
  readonly restore: (route: RouteState) => void
}

/** The routes of this database. */
export function createRouteTable(database: RelayDatabase): RouteTable {
  const inUse = new Map<RouteId, { readonly route: RouteState; users: number }>()
  const look = (id: RouteId): RouteState => inUse.get(id)?.route ?? loadRoute(database, id)
  return {
    look,
    use: (id) => {
      const used = inUse.get(id) ?? { route: look(id), users: 0 }
      inUse.set(id, used)
      used.users += 1
      return used.route
    },
    release: (id) => {
      const used = inUse.get(id)
      if (used === undefined) return
      used.users -= 1
      if (used.users === 0) inUse.delete(id)
    },
    addRoute: ({ id }) =>
      Number(database.one('INSERT INTO routes (id) VALUES (?) RETURNING number', Buffer.from(id, 'hex'))?.['number']),
    addDevice: ({ number }, key) => {
      const sql = 'INSERT INTO devices (route, key) VALUES (?, ?) RETURNING number'
      const row = database.one(sql, number, Buffer.from(key, 'hex'))
      return { key, number: Number(row?.['number']), sequence: -1, head: '' as EnvelopeId, envelopes: 0, bytes: 0 }
    },
    saveRoute: ({ number, tail, kept, bytes }) => {
      const sql = 'UPDATE routes SET count = ?, hash = ?, kept = ?, kept_hash = ?, bytes = ? WHERE number = ?'
      const [hash, keptHash] = [Buffer.from(tail.hash, 'hex'), Buffer.from(kept.hash, 'hex')]
      database.run(sql, tail.count, hash, kept.count, keptHash, bytes, number)
    },
    saveDevice: ({ number, sequence, head, envelopes, bytes }) => {
      const sql = 'UPDATE devices SET sequence = ?, head = ?, envelopes = ?, bytes = ? WHERE number = ?'
      database.run(sql, sequence, Buffer.from(head, 'hex'), envelopes, bytes, number)
    },
    restore: (route) => {
      const { head: _written, ...stored } = loadRoute(database, route.id)
      Object.assign(route, stored) // what is on disk is where it was
    },
  }
}

/** The hex of a column that holds bytes. */
export function hexOf(value: unknown): string {
  return Buffer.from(value as Uint8Array).toString('hex')
}

function loadRoute(database: RelayDatabase, id: RouteId): RouteState {
  const row = database.one('SELECT * FROM routes WHERE id = ?', Buffer.from(id, 'hex'))
  if (row === undefined) return emptyRoute(id)
  const number = row['number'] as number
  const devices = database.all('SELECT * FROM devices WHERE route = ?', number).map(deviceOf)
  const head = { count: row['count'] as number, hash: hexOf(row['hash']) as Hash32 }
  return {
    id,
    number,
    head,
    tail: head,
    kept: { count: row['kept'] as number, hash: hexOf(row['kept_hash']) as Hash32 },
    bytes: row['bytes'] as number,
    devices: new Map(devices.map((device) => [device.key, device])),
  }
}

function emptyRoute(id: RouteId): RouteState {
  return {
    id,
    number: null,
    head: ROUTE_START,
    tail: ROUTE_START,
    kept: ROUTE_START,
    bytes: 0,
    devices: new Map(),
  }
}

function deviceOf(row: Row): DeviceState {
  return {
    key: hexOf(row['key']) as DeviceId,
    number: row['number'] as number,
    sequence: row['sequence'] as number,
    head: hexOf(row['head']) as EnvelopeId,
    envelopes: row['envelopes'] as number,
    bytes: row['bytes'] as number,
  }
}
