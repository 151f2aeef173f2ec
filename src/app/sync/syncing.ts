// Every pot that is met at relays, kept in step as long as the app runs: pots that are given relays begin, others end.

import type { PotId, Result } from '../../domain/index.ts'
import { createListeners, type PotAccess, type StorageError } from '../../storage/index.ts'
import type { PotSession } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { createTurns } from '../turns.ts'
import { setPotRelays, type PotRelaysError } from './pot-relays.ts'
import { startPotSync, type PotSync, type PotSyncPorts } from './pot-sync.ts'

/** Syncing of all pots. */
export interface Syncing {
  /** A pot that is kept in step, null for one that stays on this device. */
  readonly of: (pot: PotId) => PotSync | null
  /** Told when a pot begins or ends, and whenever one of them has news. */
  readonly subscribe: (listener: (pot: PotId) => void) => () => void
  /** Looks at what is stored about pots and their relays: to be called after it changed. */
  readonly refresh: () => Promise<Result<void, StorageError>>
  /** Chooses a pot's relays; without any it stays on this device from now on. */
  readonly setRelays: (session: PotSession, relays: readonly string[]) => Promise<Result<void, PotRelaysError>>
  /** The network is back, or somebody asks for it: looks now. */
  readonly syncNow: () => void
  readonly close: () => Promise<void>
}

/** Begins to keep all pots in step. */
export function startSyncing(quits: Quits, ports: PotSyncPorts): Syncing {
  const { access: store } = quits.ports.storage
  const running = new Map<PotId, { readonly access: PotAccess; readonly sync: PotSync; readonly stop: () => void }>()
  const listeners = createListeners<[PotId]>()
  const turns = createTurns()
  let isClosed = false

  const end = async (pot: PotId): Promise<void> => {
    const one = running.get(pot)
    running.delete(pot)
    one?.stop()
    await one?.sync.close()
    listeners.tell(pot)
  }
  const begin = (access: PotAccess): void => {
    const sync = startPotSync(quits, access, ports)
    running.set(access.pot, { access, sync, stop: sync.subscribe(() => listeners.tell(access.pot)) })
    listeners.tell(access.pot)
  }
  const compare = async (): Promise<Result<void, StorageError>> => {
    const listed = await store.list()
    if (!listed.ok || isClosed) return listed.ok ? { ok: true, value: undefined } : listed
    const wanted = new Map(listed.value.filter(({ relays }) => relays.length > 0).map((each) => [each.pot, each]))
    for (const [pot, { access }] of running) {
      const next = wanted.get(pot)
      if (next === undefined || !isSame(access, next)) await end(pot)
    }
    for (const access of wanted.values()) if (!running.has(access.pot)) begin(access)
    return { ok: true, value: undefined }
  }
  const refresh: Syncing['refresh'] = () => turns.take(compare)

  return {
    of: (pot) => running.get(pot)?.sync ?? null,
    subscribe: listeners.subscribe,
    refresh,
    setRelays: async (session, relays) => {
      const set = await setPotRelays(session, relays)
      return set.ok ? refresh() : set
    },
    syncNow: () => {
      for (const { sync } of running.values()) sync.syncNow()
    },
    close: async () => {
      isClosed = true
      await turns.idle()
      await Promise.all([...running.keys()].map(end))
    },
  }
}

/** Whether syncing by one is syncing by the other: the same relays, the same place there, and no key more. */
function isSame(a: PotAccess, b: PotAccess): boolean {
  return a.relays.join(' ') === b.relays.join(' ') && a.salt === b.salt && a.keys.length === b.keys.length
}
