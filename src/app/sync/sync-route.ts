// A pot's route while it is being synced: what comes from relays goes into the store and the log, what the log has goes to relays.

import { routeOf } from '../../sync/index.ts'
import type { PotAccess } from '../../storage/index.ts'
import type { PotSession } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { createEnvelopeReader } from './envelope-reader.ts'
import { createKeySharing } from './key-sharing.ts'
import type { ToldHeads } from './meet-neighbours.ts'
import { keyRing } from './pot-keys.ts'
import type { PotSyncStatus, SyncFault } from './pot-sync-status.ts'
import { startRelayLine, type RelayLine } from './relay-line.ts'
import type { OpenedBook } from './route-book.ts'
import { createIntake } from './route-intake.ts'
import { createPublishing } from './route-publishing.ts'
import { createEndingTurns } from '../ending-turns.ts'
import type { RouteSyncPorts, RouteWork } from './route-work.ts'
import { createToldHeads } from './told-heads.ts'

/** A route that is being synced. */
export interface RouteSync extends ToldHeads {
  readonly status: () => PotSyncStatus
  readonly hurry: () => void
  /** A person has seen what was found so far. */
  readonly dismiss: () => void
  /** Resolves when a relay has been read to its end, or none can be reached. */
  readonly looked: Promise<void>
  readonly end: () => void
  /** Resolves when it was ended, or cannot go on before it is opened anew. */
  readonly ended: Promise<void>
}

/** Syncs a route until it is ended. */
export function syncRoute(
  quits: Quits,
  access: PotAccess,
  { book, unplaced }: OpenedBook,
  ports: RouteSyncPorts,
  tell: () => void,
): RouteSync {
  const { pot } = access
  const route = routeOf(pot, access.salt)
  const turns = createEndingTurns()
  const looked = Promise.withResolvers<void>()
  const lines: RelayLine[] = []
  const listening: (() => void)[] = []
  const wasRead = new Set<RelayLine>()
  let session: PotSession | null = null
  let fault: SyncFault | null = null

  const failed = (error: SyncFault | null): void => {
    fault = error
    if (error !== null) tell()
  }
  const findSession = async (): Promise<void> => {
    const opened = await quits.open(pot)
    if (!opened.ok) return opened.error.type === 'PotUnknown' ? undefined : failed(opened.error)
    session = opened.value
    listening.push(session.subscribe(changed))
  }
  const reader = createEnvelopeReader(quits.identity, access, {
    log: () => session?.log() ?? null,
    receive: async (events) => {
      const report = await quits.receive(pot, events)
      if (report.ok && session === null) await findSession()
      return report
    },
  })
  const shared = { quits, access, ports, route, book, reader, turns, failed, tell }
  const work: RouteWork = { ...shared, session: () => session, lines: () => lines }
  const intake = createIntake(work)
  const publishing = createPublishing(work)
  const share = createKeySharing(work)

  let keyCount = -1
  /** The log has changed, by whatever way. */
  const look = async (): Promise<void> => {
    if (session === null) return
    const keys = [...session.fold().open.keys.values()].reduce((sum, { wraps }) => sum + wraps.size, 0)
    if (keys !== keyCount) reader.learn(await keyRing(session))
    keyCount = keys
    if (reader.unreadable() + reader.waiting() > 0) {
      const placed = await intake.place([])
      if (!placed.ok) return failed(placed.error)
    }
    share()
  }
  let isChanging = false
  const changed = (): void => {
    if (isChanging) return
    isChanging = true
    void turns
      .take(async () => {
        isChanging = false
        await look()
      }, undefined)
      .then(() => publishing.publish(false))
  }
  const onLine = (line: RelayLine): void => {
    const { status } = line.state()
    if (status.isRead && !wasRead.has(line)) {
      wasRead.add(line)
      looked.resolve()
      void publishing.publish(true).then(share)
    } else if (!status.isRead && status.connection !== 'online') {
      wasRead.delete(line)
      // Nobody can be asked: that is no reason to keep a person from writing.
      if (lines.length === access.relays.length && lines.every(isAway)) looked.resolve()
    }
    tell()
  }
  const begin = async (): Promise<void> => {
    await findSession()
    await turns.take(async () => {
      const placed = await intake.place(unplaced)
      if (!placed.ok) return failed(placed.error)
    }, undefined)
    if (fault !== null) return
    // In one turn: what the first brings goes to the others as well.
    await turns.take(async () => {
      for (const relay of access.relays) {
        const line = await startRelayLine(relay, { ...ports, book, route, take: intake.take, onChange: onLine })
        if (!line.ok) return failed(line.error)
        lines.push(line.value)
      }
    }, undefined)
    changed()
  }
  const ended = (async () => {
    await begin()
    if (fault !== null) turns.end()
    await turns.ended
    for (const stopListening of listening) stopListening()
    looked.resolve()
    await Promise.all(lines.map((line) => line.close()))
    await turns.idle()
  })()

  return {
    status: () => {
      const relays = lines.map((line) => line.state())
      const outboxes = relays.map(({ status }) => status.toSend)
      return {
        where: turns.isEnding() ? 'closed' : 'here',
        relays,
        toSend: publishing.unheld() + (outboxes.length === 0 ? 0 : Math.min(...outboxes)),
        unreadable: reader.unreadable(),
        waiting: reader.waiting(),
        refused: intake.refused(),
        authors: book.authors(),
        lacksKey: publishing.lacksKey(),
        fault,
      }
    },
    hurry: () => {
      for (const line of lines) line.hurry()
      void publishing.publish(true)
    },
    dismiss: () => {
      intake.dismiss()
      for (const line of lines) line.dismiss()
    },
    ...createToldHeads(work),
    looked: looked.promise,
    end: turns.end,
    ended,
  }
}

function isAway(line: RelayLine): boolean {
  return line.state().status.connection === 'waiting'
}
