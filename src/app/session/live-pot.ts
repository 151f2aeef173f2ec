// An open pot in memory: its log as the store has it, what follows from that, and who is told of every change.

import { ok, type Effect, type PotFold, type Result, type Rulebook } from '../../domain/index.ts'
import { eventsOf, type Replica, type SignedEvent } from '../../log/index.ts'
import { createListeners } from '../../storage/index.ts'
import type { Identity } from '../identity.ts'
import type { ChainKnowledge, PotSession, SessionPorts, StoreDamage, Waiting, WriteError } from '../pot-session.ts'
import { keepSnapshot } from '../snapshot/snapshot.ts'
import { createTurns, type Turns } from '../turns.ts'
import { loadReplica, type LoadedReplica } from './load-replica.ts'

/** A pot in memory. What is written and what comes from outside changes it, in turns. */
export interface LivePot extends Pick<PotSession, 'id' | 'identity' | 'ports' | 'subscribe' | 'setChain' | 'close'> {
  readonly replica: () => Replica
  readonly fold: () => PotFold
  readonly chain: () => ChainKnowledge | null
  readonly waiting: () => Waiting
  readonly damage: () => StoreDamage | null
  /** One change of the log at a time. */
  readonly inTurn: Turns['take']
  /** Folds what is in the store and in the log by now, and tells. */
  readonly took: (signed: readonly SignedEvent[]) => void
  /** Takes what waits for its past by now; answers whether that is other than before. Tells nobody. */
  readonly setWaiting: (waiting: Waiting) => boolean
  readonly tell: () => void
  /** Reads the store again, which may be ahead of the memory. Tells nobody. */
  readonly reload: () => Promise<Result<null, WriteError>>
}

/** Holds a pot that was read from the store. */
export function createLivePot(
  ports: SessionPorts,
  identity: Identity,
  loaded: LoadedReplica,
  { createLiveFold }: Rulebook,
): LivePot {
  const { pot: id } = loaded.replica
  const { take: inTurn } = createTurns()
  const listeners = createListeners()
  let { replica, waiting, damage } = loaded
  let chain: ChainKnowledge | null = null
  let live = createLiveFold(eventsOf(replica), [])
  let isKeeping = false
  let isClosed = false

  /** A snapshot of what is stored, when there is time. It is a cache: one that cannot be kept is made again another time. */
  const keepSoon = (): void => {
    if (isKeeping) return
    isKeeping = true
    ports.snapshots?.soon(() => {
      isKeeping = false
      if (!isClosed) void inTurn(() => keepSnapshot(ports, identity, replica, live.now()))
    })
  }

  if (!loaded.isKept) keepSoon()
  return {
    id,
    identity,
    ports,
    replica: () => replica,
    fold: () => live.now(),
    chain: () => chain,
    waiting: () => waiting,
    damage: () => damage,
    subscribe: listeners.subscribe,
    tell: listeners.tell,
    inTurn,
    took: (signed) => {
      live.add(signed.map(({ event }) => event))
      keepSoon()
      listeners.tell()
    },
    setWaiting: (next) => {
      const isOther = next.events.length !== waiting.events.length || next.turnedAway !== waiting.turnedAway
      waiting = next
      return isOther
    },
    reload: async () => {
      const fresh = await loadReplica(ports, identity, id)
      if (!fresh.ok) return fresh
      ;({ replica, waiting, damage } = fresh.value)
      live = createLiveFold(eventsOf(replica), chain ? [chain.history] : [])
      return ok(null)
    },
    setChain: (knowledge) => {
      const before = live.now().open.nets
      chain = knowledge
      live.follow(chain ? [chain.history] : [])
      if (!isSameEffect(before, live.now().open.nets)) keepSoon()
      listeners.tell()
    },
    close: () => {
      isClosed = true
      listeners.clear()
    },
  }
}

function isSameEffect(a: Effect, b: Effect): boolean {
  return a.length === b.length && a.every(({ member, amount }, i) => member === b[i]?.member && amount === b[i]?.amount)
}
