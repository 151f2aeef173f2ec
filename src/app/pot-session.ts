// One open pot on this device: its log, its fold, and the only place where its events are written. Events are in the store before anybody hears
// of them.

import {
  err,
  ok,
  type GroupHistory,
  type PlacedEvent,
  type PotEvent,
  type PotFold,
  type PotId,
  rulebookOf,
  type Result,
  type Rulebook,
} from '../domain/index.ts'
import {
  admitEvents,
  createEvent,
  createReplica,
  eventsOf,
  type AdmitReport,
  type AuthoringError,
  type LaterContent,
  type Replica,
  type SignedEvent,
  type StoredEvent,
} from '../log/index.ts'
import type { SeqTaken, StorageError } from '../storage/index.ts'
import type { Identity } from './identity.ts'
import type { AppPorts } from './ports.ts'

/** What is known of the pot's group on the chain. */
export interface ChainKnowledge {
  /** A history that replays (AN3). */
  readonly history: GroupHistory
  readonly placed: readonly PlacedEvent[]
  /** The finalized block up to which the group was read. */
  readonly blockNumber: number
}

/** Why events could not be written; none of them was. */
export type WriteError =
  | StorageError
  | SeqTaken
  | AuthoringError
  | { readonly type: 'PotUnknown'; readonly pot: PotId }
  /** EV2: the pot follows a rulebook that this software does not know. */
  | { readonly type: 'NeedsUpdate'; readonly version: number }
  /** ME6: this device was taken out of the pot: what it wrote would count for nobody. */
  | { readonly type: 'DeviceRevoked' }
  /** Events of this very device came from elsewhere: its key is in use twice, or what was kept here is an older state. It would contradict itself. */
  | { readonly type: 'DeviceCopied' }

/** What a session needs from outside. */
export type SessionPorts = Pick<AppPorts, 'storage' | 'clock' | 'random'>

/** An open pot. */
export interface PotSession {
  readonly id: PotId
  readonly identity: Identity
  /** The state now: a new object after every change. */
  readonly fold: () => PotFold
  readonly chain: () => ChainKnowledge | null
  /** All events as they are stored and exchanged. */
  readonly stored: () => readonly StoredEvent[]
  /** Told after every change of the fold. */
  readonly subscribe: (listener: () => void) => () => void
  /** Signs events one after the other, each seeing the one before, and stores all of them or none. */
  readonly write: (...contents: readonly LaterContent[]) => Promise<Result<readonly PotEvent[], WriteError>>
  /** Takes events from outside: what is in order is stored and folded, the rest comes back with reasons. */
  readonly receive: (events: readonly StoredEvent[]) => Promise<Result<AdmitReport, WriteError>>
  /** Takes the group's history, or null when what was read can no longer be trusted. */
  readonly setChain: (knowledge: ChainKnowledge | null) => void
  readonly close: () => void
}

/** How often a write is tried again when another tab of this device took the place in its chain. */
const WRITE_ATTEMPTS = 5

/** The setting that names a device whose chain goes on elsewhere. It never writes again: whoever uses it registers a new one. */
const COPIED = 'device copied'

/** Whether this device's chain goes on elsewhere. */
export async function isCopied(
  { storage }: Pick<SessionPorts, 'storage'>,
  { signer }: Pick<Identity, 'signer'>,
): Promise<boolean> {
  const named = await storage.settings.get(COPIED)
  return named.ok && named.value === signer.device
}

/** Notes it when events from elsewhere are this device's own. */
export async function noteCopy(
  { storage }: Pick<SessionPorts, 'storage'>,
  { signer }: Pick<Identity, 'signer'>,
  accepted: readonly SignedEvent[],
): Promise<Result<void, StorageError>> {
  if (accepted.every(({ event }) => event.device !== signer.device)) return ok(undefined)
  return storage.settings.set(COPIED, signer.device)
}

/** Opens a pot that is in the store. */
export async function openPotSession(
  ports: SessionPorts,
  identity: Identity,
  id: PotId,
): Promise<Result<PotSession, WriteError>> {
  const replica = await loadReplica(ports, id)
  if (!replica.ok) return replica
  const rulebook = rulebookOf(eventsOf(replica.value))
  if (!rulebook.ok) return err(rulebook.error.type === 'NoGenesis' ? { type: 'PotUnknown', pot: id } : rulebook.error)
  return ok(createSession(ports, identity, replica.value, rulebook.value))
}

function createSession(
  ports: SessionPorts,
  identity: Identity,
  loaded: Replica,
  { createLiveFold }: Rulebook,
): PotSession {
  const id = loaded.pot
  const { logs } = ports.storage
  const listeners = new Set<() => void>()
  let replica = loaded
  let chain: ChainKnowledge | null = null
  let live = createLiveFold(eventsOf(replica), [])
  let queue: Promise<unknown> = Promise.resolve()

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const take = (signed: readonly SignedEvent[]): void => {
    live.add(signed.map(({ event }) => event))
    tell()
  }
  /** One change of the log at a time. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = queue.then(change)
    queue = turn.catch(() => undefined)
    return turn
  }
  const reload = async (): Promise<Result<null, WriteError>> => {
    const fresh = await loadReplica(ports, id)
    if (!fresh.ok) return fresh
    replica = fresh.value
    live = createLiveFold(eventsOf(replica), chain ? [chain.history] : [])
    return ok(null)
  }

  const write: PotSession['write'] = (...contents) =>
    inTurn(async () => {
      for (let attempt = 1; ; attempt++) {
        const { needsUpdate, open } = live.now()
        if (needsUpdate !== null) return err({ type: 'NeedsUpdate', version: needsUpdate })
        if (open.revoked.has(identity.signer.device)) return err({ type: 'DeviceRevoked' })
        if (await isCopied(ports, identity)) return err({ type: 'DeviceCopied' })
        const signed = await signAll(replica, identity, contents, ports)
        const kept = signed.ok ? await logs.appendOwn(id, signed.value) : signed
        if (signed.ok && kept.ok) {
          take(signed.value)
          return ok(signed.value.map(({ event }) => event))
        }
        // The memory is ahead of the store: it is read again, so that nothing unsaved is shown as saved.
        const reloaded = await reload()
        if (!reloaded.ok) return reloaded
        if (!kept.ok && (kept.error.type !== 'SeqTaken' || attempt === WRITE_ATTEMPTS)) {
          tell()
          return kept
        }
      }
    })

  const receive: PotSession['receive'] = (events) =>
    inTurn(async () => {
      const admission = await admitEvents(replica, events)
      if (admission.accepted.length > 0) {
        const noted = await noteCopy(ports, identity, admission.accepted)
        if (!noted.ok) return noted
        const kept = await logs.append(id, admission.accepted)
        if (!kept.ok) {
          const reloaded = await reload()
          tell()
          return reloaded.ok ? kept : reloaded
        }
        take(admission.accepted)
      }
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
      if (admission.accepted.length > 0) take(admission.accepted)
    })
  })

  return {
    id,
    identity,
    fold: () => live.now(),
    chain: () => chain,
    stored: () => [...replica.events.values()].map(({ stored }) => stored),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    write,
    receive,
    setChain: (knowledge) => {
      chain = knowledge
      live.follow(chain ? [chain.history] : [])
      tell()
    },
    close: () => {
      unlisten()
      listeners.clear()
    },
  }
}

/** Signs one event after the other and adds each to the log in memory, so that the next one sees it. */
async function signAll(
  replica: Replica,
  { signer }: Identity,
  contents: readonly LaterContent[],
  ports: SessionPorts,
): Promise<Result<readonly SignedEvent[], AuthoringError>> {
  const signed: SignedEvent[] = []
  for (const content of contents) {
    const created = await createEvent(replica, signer, content, ports)
    if (!created.ok) return created
    replica.insert(created.value)
    signed.push(created.value)
  }
  return ok(signed)
}

async function loadReplica({ storage }: SessionPorts, id: PotId): Promise<Result<Replica, WriteError>> {
  const stored = await storage.logs.read(id)
  if (!stored.ok) return stored
  const replica = createReplica(id)
  // What the store returns is checked like anything from outside: a damaged store is noticed here, not in a balance.
  const { refused } = await admitEvents(replica, stored.value)
  for (const { reason } of refused)
    if (reason.type === 'NewerPot') return err({ type: 'NeedsUpdate', version: reason.version })
  return replica.events.size === 0 ? err({ type: 'PotUnknown', pot: id }) : ok(replica)
}
