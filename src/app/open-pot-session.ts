// A pot's session at work: one change of the log at a time, in the store first, then in memory, then told.

import { err, ok, rulebookOf, type Effect, type PotId, type Result, type Rulebook } from '../domain/index.ts'
import { admitEvents, eventsOf, type CheckWatch, type LaterContent, type SignedEvent } from '../log/index.ts'
import { isCopied, noteCopy } from './copied-device.ts'
import type { Identity } from './identity.ts'
import { admitInWatch, loadReplica, waitingOf, type LoadedReplica } from './load-replica.ts'
import type { ChainKnowledge, PotSession, SessionPorts, WriteError } from './pot-session.ts'
import { signAhead } from './sign-ahead.ts'
import { keepSnapshot } from './snapshot/snapshot.ts'
import type { WriteAlone } from './write-alone.ts'

/** How often a write is tried again when another tab of this device took the place in its chain. */
const WRITE_ATTEMPTS = 5

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
  return ok(createSession(ports, identity, loaded.value, rulebook.value))
}

function createSession(
  ports: SessionPorts,
  identity: Identity,
  loaded: LoadedReplica,
  { createLiveFold }: Rulebook,
): PotSession {
  const id = loaded.replica.pot
  const { logs } = ports.storage
  const listeners = new Set<() => void>()
  let { replica, waiting, damage } = loaded
  let chain: ChainKnowledge | null = null
  let live = createLiveFold(eventsOf(replica), [])
  let queue: Promise<unknown> = Promise.resolve()

  let isKeeping = false
  let isClosed = false

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  /** A snapshot of what is stored, when there is time. It is a cache: one that cannot be kept is made again another time. */
  const keepSoon = (): void => {
    if (isKeeping) return
    isKeeping = true
    ports.snapshots?.soon(() => {
      isKeeping = false
      if (!isClosed) void inTurn(() => keepSnapshot(ports, identity, replica, live.now()))
    })
  }
  const take = (signed: readonly SignedEvent[]): void => {
    live.add(signed.map(({ event }) => event))
    keepSoon()
    tell()
  }
  /** One change of the log at a time. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = queue.then(change)
    queue = turn.catch(() => undefined)
    return turn
  }
  const reload = async (): Promise<Result<null, WriteError>> => {
    const fresh = await loadReplica(ports, identity, id)
    if (!fresh.ok) return fresh
    ;({ replica, waiting, damage } = fresh.value)
    live = createLiveFold(eventsOf(replica), chain ? [chain.history] : [])
    return ok(null)
  }

  const asked = new Set<() => Promise<unknown>>()
  const write: PotSession['write'] = async (...contents) => {
    await Promise.all([...asked].map((ask) => ask()))
    const alone: WriteAlone = ports.writeAlone ?? ((_pot, work) => work())
    return inTurn(() => alone(id, () => writeNow(contents)))
  }
  const writeNow = async (contents: readonly LaterContent[]): ReturnType<PotSession['write']> => {
    for (let attempt = 1; ; attempt++) {
      const { needsUpdate, open } = live.now()
      if (needsUpdate !== null) return err({ type: 'NeedsUpdate', version: needsUpdate })
      if (open.revoked.has(identity.signer.device)) return err({ type: 'DeviceRevoked' })
      if (await isCopied(ports, identity)) return err({ type: 'DeviceCopied' })
      const signed = await signAhead(replica, identity, contents, ports)
      const kept = signed.ok ? await logs.appendOwn(id, signed.value) : signed
      if (signed.ok && (kept.ok || isKeptAlready(kept.error, signed.value))) {
        for (const each of signed.value) replica.insert(each)
        take(signed.value)
        return ok(signed.value.map(({ event }) => event))
      }
      // The store may be ahead of the memory: another tab has written, or a write that failed was kept nevertheless.
      const reloaded = await reload()
      if (!reloaded.ok) return reloaded
      if (!kept.ok && (kept.error.type !== 'SeqTaken' || attempt === WRITE_ATTEMPTS)) {
        tell()
        return kept
      }
    }
  }

  const receive: PotSession['receive'] = (events, options) =>
    inTurn(async () => {
      const admitted = await admitInWatch(ports, replica, events, options)
      if (!admitted.ok) return admitted
      const admission = admitted.value
      const before = waiting
      waiting = waitingOf(admission)
      const hasNews = before.events.length !== waiting.events.length || before.turnedAway !== waiting.turnedAway
      if (admission.accepted.length > 0) {
        const noted = await noteCopy(ports, identity, id, admission.accepted)
        if (!noted.ok) return noted
        const kept = await logs.append(id, admission.accepted)
        if (!kept.ok) {
          const reloaded = await reload()
          tell()
          return reloaded.ok ? kept : reloaded
        }
        take(admission.accepted)
      } else if (hasNews) tell()
      return ok(admission)
    })

  // Another tab of this installation stored something: what is new is taken from the store.
  const unlisten = logs.subscribe((pot) => {
    if (pot !== id) return
    void inTurn(async () => {
      const stored = await logs.read(id)
      if (!stored.ok) return
      const admission = await admitEvents(
        replica,
        stored.value.filter((event) => !replica.events.has(event.id)),
      )
      waiting = waitingOf(admission)
      if (admission.accepted.length > 0) take(admission.accepted)
    })
  })

  if (!loaded.isKept) keepSoon()
  return {
    id,
    identity,
    ports,
    log: () => replica,
    fold: () => live.now(),
    chain: () => chain,
    stored: () => [...replica.events.values()].map(({ stored }) => stored),
    waiting: () => waiting,
    damage: () => damage,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    askFirst: (ask) => {
      asked.add(ask)
      return () => void asked.delete(ask)
    },
    write,
    receive,
    setChain: (knowledge) => {
      const before = live.now().open.nets
      chain = knowledge
      live.follow(chain ? [chain.history] : [])
      if (!isSameEffect(before, live.now().open.nets)) keepSoon()
      tell()
    },
    close: () => {
      isClosed = true
      unlisten()
      listeners.clear()
    },
  }
}

/** Whether the place is taken by the very events that were to be written: a write that was done twice because its connection was lost. */
function isKeptAlready(error: WriteError, signed: readonly SignedEvent[]): boolean {
  return error.type === 'SeqTaken' && error.stored === signed.at(-1)?.event.id
}

function isSameEffect(a: Effect, b: Effect): boolean {
  return a.length === b.length && a.every(({ member, amount }, i) => member === b[i]?.member && amount === b[i]?.amount)
}
