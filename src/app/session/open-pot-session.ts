// A pot's session at work: one change of the log at a time, in the store first, then in memory, then told.

import { err, ok, rulebookOf, type PotId, type Result } from '../../domain/index.ts'
import { eventsOf, type CheckWatch } from '../../log/index.ts'
import type { Identity } from '../identity.ts'
import type { PotSession, SessionPorts, WriteError } from '../pot-session.ts'
import type { WriteAlone } from '../write-alone.ts'
import { createLivePot, type LivePot } from './live-pot.ts'
import { loadReplica } from './load-replica.ts'
import { receiveEvents } from './receive-events.ts'
import { takeStored } from './take-stored.ts'
import { writeEvents } from './write-events.ts'

/** Opens a pot that is in the store. */
export async function openPotSession(
  ports: SessionPorts,
  identity: Identity,
  id: PotId,
  watch?: CheckWatch,
): Promise<Result<PotSession, WriteError>> {
  const loaded = await loadReplica(ports, identity, id, watch)
  if (!loaded.ok) return loaded
  const rulebook = rulebookOf(eventsOf(loaded.value.replica))
  if (!rulebook.ok) return err(rulebook.error.type === 'NoGenesis' ? { type: 'PotUnknown', pot: id } : rulebook.error)
  return ok(createSession(createLivePot(ports, identity, loaded.value, rulebook.value)))
}

function createSession(live: LivePot): PotSession {
  const { id, identity, ports, fold, chain, waiting, damage, subscribe, setChain, inTurn } = live
  const alone: WriteAlone = ports.writeAlone ?? ((_pot, work) => work())
  const asked = new Set<() => Promise<unknown>>()
  const unlisten = ports.storage.logs.subscribe((pot) => {
    if (pot === id) void inTurn(() => takeStored(live))
  })

  return {
    id,
    identity,
    ports,
    log: live.replica,
    fold,
    chain,
    stored: () => [...live.replica().events.values()].map(({ stored }) => stored),
    waiting,
    damage,
    subscribe,
    askFirst: (ask) => {
      asked.add(ask)
      return () => void asked.delete(ask)
    },
    write: async (...contents) => {
      await Promise.all([...asked].map((ask) => ask()))
      return inTurn(() => alone(id, () => writeEvents(live, contents)))
    },
    receive: (events, options) => inTurn(() => receiveEvents(live, events, options)),
    setChain,
    close: () => {
      unlisten()
      live.close()
    },
  }
}
