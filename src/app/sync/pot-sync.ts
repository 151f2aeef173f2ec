// One pot in step with its relays. What comes is kept before it is confirmed, what is written is kept before it is sent, and the place up to which a
// relay was read is kept with what came before it: a crash between any two of these costs a second look and nothing else.
//
// - Every envelope goes to every relay, whoever wrote it: relays need not know each other.
// - An event that no envelope holds is put into one of this device's own, but not before a relay was read to its end: it may hold one already.
// - One tab of an installation does this; the others see what it stores.

import type { EventId, PotId } from '../../domain/index.ts'
import { createListeners, type PotAccess } from '../../storage/index.ts'
import type { Quits } from '../quits.ts'
import { keptWarnings } from './kept-warnings.ts'
import type { ToldHeads } from './meet-neighbours.ts'
import type { PotSyncStatus } from './pot-sync-status.ts'
import { openRouteBook } from './route-book.ts'
import type { RouteSyncPorts } from './route-work.ts'
import { syncRoute, type RouteSync } from './sync-route.ts'
import type { HoldLock } from './sync-ports.ts'

/** What keeping a pot in step needs from outside. */
export interface PotSyncPorts extends RouteSyncPorts {
  readonly hold: HoldLock
}

/** A pot that is kept in step. */
export interface PotSync extends ToldHeads {
  readonly pot: PotId
  readonly status: () => PotSyncStatus
  readonly subscribe: (listener: () => void) => () => void
  /** Connects and looks now instead of a while later. */
  readonly syncNow: () => void
  /** A person has seen what was found so far. */
  readonly dismiss: () => void
  /** Believes another relay that is behind this address now. */
  readonly acceptRelay: (relay: string) => Promise<void>
  /** Resolves when nothing is connected or written any more. */
  readonly close: () => Promise<void>
}

const NOTHING: PotSyncStatus = {
  where: 'waiting',
  relays: [],
  toSend: 0,
  unreadable: 0,
  waiting: 0,
  refused: [],
  authors: new Set(),
  lacksKey: null,
  fault: null,
}
/** How long a device's first event waits for a relay to say whether the device has written elsewhere. */
const LOOK_FIRST_MS = 4000
/** After what could not be kept, before it is tried again. */
const RETRY_MS = 5000

/** Begins to keep a pot in step with its relays. */
export function startPotSync(quits: Quits, access: PotAccess, ports: PotSyncPorts): PotSync {
  const { pot } = access
  const stop = new AbortController()
  const listeners = createListeners()
  let sync: RouteSync | null = null
  let idle = NOTHING
  let forgets: string | null = null
  const looked = Promise.withResolvers<void>()
  // From the start on, and not for longer: afterwards whoever writes waits for nobody.
  const isDue = Promise.race([looked.promise, ports.wait(LOOK_FIRST_MS)])
  const asking = quits.open(pot).then((opened) => (opened.ok ? opened.value.askFirst(() => isDue) : () => {}))

  /** From opening what is kept to the end, or to a fault after which it is opened anew. */
  const syncOnce = async (): Promise<void> => {
    const session = await quits.open(pot)
    const isHere = (event: EventId): boolean => session.ok && session.value.log().events.has(event)
    const opened = await openRouteBook(quits.ports.storage.envelopes, pot, isHere)
    if (!opened.ok) return void (idle = { ...NOTHING, where: 'here', fault: opened.error })
    if (forgets !== null && (await opened.value.book.forget(forgets)).ok) forgets = null
    sync = syncRoute(quits, access, opened.value, ports, listeners.tell)
    const end = (): void => sync?.end()
    stop.signal.addEventListener('abort', end)
    void sync.looked.then(looked.resolve)
    await sync.ended
    stop.signal.removeEventListener('abort', end)
    idle = sync.status()
    sync = null
  }
  const work = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await syncOnce()
      listeners.tell()
      if (!stop.signal.aborted && idle.fault !== null) await ports.wait(RETRY_MS)
    }
  }
  /** While another tab does it, what that one keeps is told here, too. */
  const lookAtKept = async (): Promise<void> => {
    const kept = await keptWarnings(quits.ports.storage.envelopes, access)
    if (sync !== null || idle.where !== 'elsewhere') return
    idle = { ...idle, ...kept }
    listeners.tell()
  }
  idle = { ...NOTHING, where: 'elsewhere' }
  void lookAtKept()
  const running = ports.hold(`quits/sync/${pot}`, stop.signal, work).finally(() => {
    idle = { ...idle, where: 'closed' }
    listeners.tell()
  })

  return {
    pot,
    status: () => sync?.status() ?? idle,
    subscribe: listeners.subscribe,
    syncNow: () => (sync === null ? void lookAtKept() : sync.hurry()),
    dismiss: () => sync?.dismiss(),
    told: () => sync?.told() ?? [],
    holdAgainst: async (heads) => sync?.holdAgainst(heads),
    acceptRelay: async (relay) => {
      forgets = relay
      const before = sync
      before?.end()
      await before?.ended
    },
    close: async () => {
      stop.abort()
      looked.resolve()
      ;(await asking)()
      await running
    },
  }
}
