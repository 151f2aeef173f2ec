// One open pot on this device: its log, its fold, and the only place where its events are written. Events are in the store before anybody hears
// of them.

import {
  err,
  ok,
  type Effect,
  type EventId,
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
  CheckCancelled,
  createEvent,
  createReplica,
  eventsOf,
  type AdmitReport,
  type AuthoringError,
  type CheckOptions,
  type CheckWatch,
  type LaterContent,
  type LogIndex,
  type Refusal,
  type Replica,
  type SignedEvent,
  type StoredEvent,
  type WaitingEvent,
} from '../log/index.ts'
import type { SeqTaken, StorageError } from '../storage/index.ts'
import type { Identity } from './identity.ts'
import type { AppPorts } from './ports.ts'
import { keepSnapshot, readSnapshotHead } from './snapshot/snapshot.ts'
import type { WriteAlone } from './write-alone.ts'

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
  /** Whoever waited for it has ended it. */
  | { readonly type: 'CheckEnded' }
  /** EV2: the pot follows a rulebook that this software does not know. */
  | { readonly type: 'NeedsUpdate'; readonly version: number }
  /** ME6: this device was taken out of the pot: what it wrote would count for nobody. */
  | { readonly type: 'DeviceRevoked' }
  /** Events of this very device came from elsewhere: its key is in use twice, or what was kept here is an older state. It would contradict itself. */
  | { readonly type: 'DeviceCopied' }

/** What a session needs from outside. */
export type SessionPorts = Pick<AppPorts, 'storage' | 'clock' | 'random' | 'verifierFor' | 'snapshots' | 'writeAlone'>

/** How events are taken: who watches, and what is known to be verified. */
export type TakeOptions = Pick<CheckOptions, 'watch' | 'mark'>

/** What came without the events it rests on. It waits in memory alone, and is gone when the pot is closed: then it has to be sent again. */
export interface Waiting {
  readonly events: readonly WaitingEvent[]
  /** How many more came with the last delivery, for which there was no room. */
  readonly turnedAway: number
}

/** What is wrong with what this device stores of a pot: the rest is in order and in use. */
export interface StoreDamage {
  readonly type: 'StoreDamaged'
  /** How many changes of the pot are damaged or gone. */
  readonly changes: number
  /** Stored, and not what their authors signed. */
  readonly refused: readonly Refusal[]
  /** Verified here before, and no longer stored. */
  readonly lost: readonly EventId[]
}

/** An open pot. */
export interface PotSession {
  readonly id: PotId
  readonly identity: Identity
  readonly ports: SessionPorts
  /** The log now. Another object after the store was read again. */
  readonly log: () => LogIndex
  /** The state now: a new object after every change. */
  readonly fold: () => PotFold
  readonly chain: () => ChainKnowledge | null
  /** All events as they are stored and exchanged. */
  readonly stored: () => readonly StoredEvent[]
  readonly waiting: () => Waiting
  /** What was found to be wrong with the store, null when nothing was. */
  readonly damage: () => StoreDamage | null
  /** Told after every change of the fold. */
  readonly subscribe: (listener: () => void) => () => void
  /** Before anything is written it waits for this: somebody else may know whether it may be. Returns the way to stop. */
  readonly askFirst: (ask: () => Promise<unknown>) => () => void
  /** Signs events one after the other, each seeing the one before, and stores all of them or none. */
  readonly write: (...contents: readonly LaterContent[]) => Promise<Result<readonly PotEvent[], WriteError>>
  /** Takes events from outside: what is in order is stored and folded, the rest comes back with reasons. */
  readonly receive: (events: readonly StoredEvent[], options?: TakeOptions) => Promise<Result<AdmitReport, WriteError>>
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

/** Notes it when events from elsewhere are this device's own. What another tab has just stored comes back by others, too, and is no copy. */
export async function noteCopy(
  { storage }: Pick<SessionPorts, 'storage'>,
  { signer }: Pick<Identity, 'signer'>,
  pot: PotId,
  accepted: readonly SignedEvent[],
): Promise<Result<void, StorageError>> {
  const own = accepted.filter(({ event }) => event.device === signer.device)
  if (own.length === 0) return ok(undefined)
  const stored = await storage.logs.read(pot)
  if (!stored.ok) return stored
  const known = new Set(stored.value.map((event) => event.id))
  return own.every(({ event }) => known.has(event.id)) ? ok(undefined) : markCopied({ storage }, { signer })
}

/** Notes that this device's chain goes on elsewhere. */
export function markCopied(
  { storage }: Pick<SessionPorts, 'storage'>,
  { signer }: Pick<Identity, 'signer'>,
): Promise<Result<void, StorageError>> {
  return storage.settings.set(COPIED, signer.device)
}

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

/** A log as it was read. */
interface LoadedReplica {
  readonly replica: Replica
  readonly waiting: Waiting
  readonly damage: StoreDamage | null
  /** Whether a snapshot of exactly this is kept. */
  readonly isKept: boolean
}

async function loadReplica(
  ports: SessionPorts,
  identity: Identity,
  id: PotId,
  watch?: CheckWatch,
): Promise<Result<LoadedReplica, WriteError>> {
  const [stored, head] = await Promise.all([ports.storage.logs.read(id), readSnapshotHead(ports, identity, id)])
  if (!stored.ok) return stored
  const replica = createReplica(id)
  // What the store returns is checked like anything from outside: a damaged store is noticed here, not in a balance. Only signatures of what this
  // device verified before, to the byte, are not verified again.
  const admitted = await admitInWatch(ports, replica, stored.value, { mark: head?.mark ?? null, watch })
  if (!admitted.ok) return admitted
  const { refused } = admitted.value
  for (const { reason } of refused)
    if (reason.type === 'NewerPot') return err({ type: 'NeedsUpdate', version: reason.version })
  if (replica.events.size === 0) return err({ type: 'PotUnknown', pot: id })
  const here = new Set(stored.value.map((event) => event.id))
  const lost = head?.mark.heads.filter((event) => !here.has(event)) ?? []
  const changes = refused.length + lost.length
  const damage = changes > 0 ? ({ type: 'StoreDamaged', changes, refused, lost } as const) : null
  const isKept = ports.snapshots === undefined || (damage === null && head?.events === replica.events.size)
  return ok({ replica, waiting: waitingOf(admitted.value), damage, isKept })
}

function waitingOf({ waiting, refused }: AdmitReport): Waiting {
  return { events: waiting, turnedAway: refused.filter(({ reason }) => reason.type === 'QuarantineFull').length }
}

/** An admission by what verifies here, which its watcher may end. */
export async function admitInWatch(
  { verifierFor }: Pick<AppPorts, 'verifierFor'>,
  replica: Replica,
  events: readonly StoredEvent[],
  options: TakeOptions = {},
): Promise<Result<AdmitReport, WriteError>> {
  try {
    return ok(await admitEvents(replica, events, { ...options, ...(verifierFor && { verifierFor }) }))
  } catch (cause) {
    if (cause instanceof CheckCancelled) return err({ type: 'CheckEnded' })
    throw cause
  }
}

function isSameEffect(a: Effect, b: Effect): boolean {
  return a.length === b.length && a.every(({ member, amount }, i) => member === b[i]?.member && amount === b[i]?.amount)
}
