import type { DeviceId, Hash32, RouteId } from '../sync/relay/index.ts'
import type { RelayDatabase } from './relay-database.ts'
import { hexOf, type RouteTable } from './route-table.ts'

/** The most rows of one transaction, so that others get their turn. */
const MAX_ROWS = 2000

/**
 * Deletes the bytes of a route's oldest envelopes: those before the first that came at or after `beforeMs`. Their rows stay, so that duplicates, forks
 * and places in the running hash are still recognised. Answers how many; fewer than there are when there are very many.
 */
export function pruneRoute(database: RelayDatabase, routes: RouteTable, id: RouteId, beforeMs: number): number {
  const route = routes.look(id)
  if (route.number === null || route.kept.count === route.head.count) return 0
  const oldest = database.all(
    'SELECT device, size, hash, at FROM envelopes WHERE route = ? AND place >= ? ORDER BY place LIMIT ?',
    route.number,
    route.kept.count,
    Math.min(MAX_ROWS, route.head.count - route.kept.count),
  )
  const young = oldest.findIndex((row) => (row['at'] as number) >= beforeMs)
  const old = young < 0 ? oldest : oldest.slice(0, young)
  const last = old.at(-1)
  if (last === undefined) return 0
  const keyByNumber = new Map<number, DeviceId>()
  for (const { number, key } of route.devices.values()) keyByNumber.set(number, key)
  const end = route.kept.count + old.length
  try {
    database.transact(() => {
      const sql = 'UPDATE envelopes SET bytes = NULL WHERE route = ? AND place >= ? AND place < ?'
      database.run(sql, route.number, route.kept.count, end)
      for (const row of old) {
        const device = route.devices.get(keyByNumber.get(row['device'] as number) as DeviceId)
        if (device !== undefined) device.bytes -= row['size'] as number
        route.bytes -= row['size'] as number
      }
      route.kept = { count: end, hash: hexOf(last['hash']) as Hash32 }
      for (const device of route.devices.values()) routes.saveDevice(device)
      routes.saveRoute(route)
    })
  } catch (cause) {
    routes.restore(route)
    throw cause
  }
  return old.length
}

/** Deletes blobs that came before `beforeMs` and gives their bytes back to who brought them. Answers how many; not more than a batch. */
export function pruneBlobs(database: RelayDatabase, routes: RouteTable, beforeMs: number): number {
  const old = database.all(
    `SELECT blobs.id, blobs.size, routes.id AS route, devices.key AS device
     FROM blobs JOIN routes ON routes.number = blobs.route JOIN devices ON devices.number = blobs.device
     WHERE blobs.at < ? LIMIT ?`,
    beforeMs,
    MAX_ROWS / 20, // they are large
  )
  for (const row of old) {
    const route = routes.look(hexOf(row['route']) as RouteId)
    const device = route.devices.get(hexOf(row['device']) as DeviceId)
    try {
      database.transact(() => {
        database.run('DELETE FROM blobs WHERE id = ?', row['id'] as Uint8Array)
        route.bytes -= row['size'] as number
        routes.saveRoute(route)
        if (device === undefined) return
        device.bytes -= row['size'] as number
        routes.saveDevice(device)
      })
    } catch (cause) {
      routes.restore(route)
      throw cause
    }
  }
  return old.length
}

/** Every route that has envelopes with bytes. */
export function prunableRoutes(database: RelayDatabase): readonly RouteId[] {
  return database.all('SELECT id FROM routes WHERE kept < count').map((row) => hexOf(row['id']) as RouteId)
}
