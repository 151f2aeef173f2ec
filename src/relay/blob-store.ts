import type { BlobId, BlobPermit } from '../sync/relay/index.ts'
import type { RelayLimits } from './relay-config.ts'
import type { RelayDatabase } from './relay-database.ts'
import type { RouteTable } from './route-table.ts'

/** What became of a blob. `Known`: it was here already, and nobody is charged. */
export type BlobOutcome = 'Stored' | 'Known' | BlobRefusal

/** Why a blob was not taken. */
export type BlobRefusal =
  /** The device has never written on that route. */
  'UnknownDevice' | 'DeviceQuota' | 'RouteQuota'

/** Blobs by their content, on the account of the device that brought them first. */
export interface BlobStore {
  readonly has: (id: BlobId) => boolean
  readonly get: (id: BlobId) => Uint8Array | null
  /** What would become of a blob of this size: asked before its bytes are read. */
  readonly judge: (permit: BlobPermit, size: number) => BlobOutcome
  /** Stores bytes that hash to the permit's blob; on disk when it resolves. Rejects when they cannot be written. */
  readonly put: (permit: BlobPermit, bytes: Uint8Array, atMs: number) => Promise<BlobOutcome>
}

/** Blobs in the relay's database. */
export function createBlobStore(database: RelayDatabase, routes: RouteTable, limits: RelayLimits): BlobStore {
  const has = (id: BlobId): boolean =>
    database.one('SELECT 1 FROM blobs WHERE id = ?', Buffer.from(id, 'hex')) !== undefined

  const judge = (permit: BlobPermit, size: number): BlobOutcome => {
    if (has(permit.blob)) return 'Known'
    const route = routes.look(permit.route)
    const device = route.devices.get(permit.device)
    if (device === undefined) return 'UnknownDevice'
    if (device.bytes + size > limits.deviceBytes) return 'DeviceQuota'
    return route.bytes + size > limits.routeBytes ? 'RouteQuota' : 'Stored'
  }

  const put = async (permit: BlobPermit, bytes: Uint8Array, atMs: number): Promise<BlobOutcome> => {
    const outcome = judge(permit, bytes.length)
    const route = routes.look(permit.route)
    const device = route.devices.get(permit.device)
    if (outcome !== 'Stored' || device === undefined) return outcome
    try {
      database.transact(() => {
        const sql = 'INSERT INTO blobs VALUES (?, ?, ?, ?, ?, ?)'
        database.run(sql, Buffer.from(permit.blob, 'hex'), route.number, device.number, atMs, bytes.length, bytes)
        device.bytes += bytes.length
        route.bytes += bytes.length
        routes.saveDevice(device)
        routes.saveRoute(route)
      })
    } catch (cause) {
      routes.restore(route)
      throw cause
    }
    await database.sync()
    return outcome
  }

  return {
    has,
    get: (id) =>
      (database.one('SELECT bytes FROM blobs WHERE id = ?', Buffer.from(id, 'hex'))?.['bytes'] as
        | Uint8Array
        | undefined) ?? null,
    judge,
    put,
  }
}
