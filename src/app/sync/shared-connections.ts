// One connection to a relay for many routes: every frame of the relay but its welcome names its route, and a relay follows hundreds of them for one
// client. A route that went away and comes back gets another connection: what is still on its way to the one before must not be taken for the new one's.

import { bytesToHex, err, ok, type Result } from '../../domain/index.ts'
import type { FrameDuplex, RouteId } from '../../sync/index.ts'

/** Connects to a relay's address. */
export type OpenConnection = (relay: string) => Promise<Result<FrameDuplex, unknown>>
/** Connects to a relay for one route. */
export type OpenRoute = (relay: string, route: RouteId) => Promise<Result<FrameDuplex, unknown>>

/** Fewer than a relay follows for one client: it allows 256 unless it was told otherwise. */
const ROUTES = 128
/** Frames that wait for one route before nothing more is read for any. */
const WAITING_FRAMES = 64

/** A route's end of a shared connection. */
interface Share {
  readonly put: (frame: Uint8Array) => Promise<void>
  readonly end: () => void
}

/** A connection, or one that is being made. */
interface Shared {
  readonly connecting: Promise<Result<FrameDuplex, unknown>>
  /** Every route that it ever carried. */
  readonly routes: Set<RouteId>
  readonly shares: Map<RouteId, Share>
  welcome: Uint8Array | null
}

/** Opens routes over as few connections as there can be. */
export function createSharedConnections(open: OpenConnection): OpenRoute {
  const byRelay = new Map<string, Set<Shared>>()

  const connect = (relay: string): Shared => {
    const shared: Shared = { connecting: open(relay), routes: new Set(), shares: new Map(), welcome: null }
    const all = byRelay.get(relay) ?? new Set()
    byRelay.set(relay, all.add(shared))
    void serve(shared, () => void all.delete(shared))
    return shared
  }
  return async (relay, route) => {
    const free = [...(byRelay.get(relay) ?? [])].find(({ routes }) => routes.size < ROUTES && !routes.has(route))
    const shared = free ?? connect(relay)
    shared.routes.add(route)
    const opened = await shared.connecting
    if (!opened.ok) return opened
    // Ended while this one waited: the next try makes another.
    if (byRelay.get(relay)?.has(shared) !== true) return err({ type: 'DuplexClosed' })
    return ok(shareOf(opened.value, shared, route))
  }
}

/** From its beginning to its end, which is that of all routes on it. */
async function serve(shared: Shared, retire: () => void): Promise<void> {
  const opened = await shared.connecting
  if (opened.ok) await pump(opened.value, shared)
  // Nobody joins it any more, and then those who did leave.
  retire()
  for (const share of shared.shares.values()) share.end()
}

/** Hands frames on until the connection ends. */
async function pump(duplex: FrameDuplex, shared: Shared): Promise<void> {
  for (;;) {
    const frame = await duplex.receive()
    if (frame === null) return
    if (frame[0] === WELCOME) shared.welcome = frame
    const route = routeOf(frame)
    if (route !== null) await shared.shares.get(route)?.put(frame)
    // The welcome is for everybody; so is what cannot be read: each judges it.
    else for (const share of shared.shares.values()) await share.put(frame)
  }
}

// Layouts in sync/relay/relay-frame.ts.
const [WELCOME, FIRST_OF_ROUTE, LAST_OF_ROUTE] = [129, 130, 133] as const

function routeOf(frame: Uint8Array): RouteId | null {
  const kind = frame[0] ?? 0
  if (kind < FIRST_OF_ROUTE || kind > LAST_OF_ROUTE || frame.length < 33) return null
  return bytesToHex(frame.subarray(1, 33)) as RouteId
}

function shareOf(duplex: FrameDuplex, shared: Shared, route: RouteId): FrameDuplex {
  const waiting: Uint8Array[] = shared.welcome === null ? [] : [shared.welcome]
  let taker: ((frame: Uint8Array | null) => void) | null = null
  let room: (() => void) | null = null
  let isOver = false
  const end = (): void => {
    isOver = true
    taker?.(null)
    taker = null
    room?.()
  }
  const put = (frame: Uint8Array): Promise<void> => {
    if (isOver) return Promise.resolve()
    if (taker !== null) {
      const take = taker
      taker = null
      take(frame)
      return Promise.resolve()
    }
    waiting.push(frame)
    if (waiting.length < WAITING_FRAMES) return Promise.resolve()
    return new Promise((resolve) => (room = resolve))
  }
  shared.shares.set(route, { put, end })
  return {
    send: (frame) => (isOver ? Promise.resolve(err({ type: 'DuplexClosed' })) : duplex.send(frame)),
    receive: () => {
      const next = waiting.shift()
      room?.()
      room = null
      if (next !== undefined) return Promise.resolve(next)
      return isOver ? Promise.resolve(null) : new Promise((resolve) => (taker = resolve))
    },
    close: () => {
      if (shared.shares.get(route)?.end !== end) return
      shared.shares.delete(route)
      end()
      if (shared.shares.size === 0) duplex.close()
    },
  }
}
