// A pot's route while it is being synced: what comes from relays goes into the store and the log, what the log has goes to relays.

import { routeOf } from '../../sync/index.ts'
import type { PotAccess } from '../../storage/index.ts'
import { createEndingTurns } from '../ending-turns.ts'
import type { PotSession } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import { createEnvelopeReader } from './envelope-reader.ts'
import { createKeySharing } from './key-sharing.ts'
import { createLogWatch } from './log-watch.ts'
import type { ToldHeads } from './meet-neighbours.ts'
import type { PotSyncStatus, SyncFault } from './pot-sync-status.ts'
import type { OpenedBook } from './route-book.ts'
import { createIntake } from './route-intake.ts'
import { createRouteLines } from './route-lines.ts'
import { createPublishing } from './route-publishing.ts'
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
  const listening: (() => void)[] = []
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
    listening.push(session.subscribe(() => changed()))
  }
  const reader = createEnvelopeReader(quits.identity, access, {
    log: () => session?.log() ?? null,
    receive: async (events) => {
      const report = await quits.receive(pot, events)
      if (report.ok && session === null) await findSession()
      return report
    },
  })
  const lines = createRouteLines(access.relays, {
    ...ports,
    book,
    route,
    take: (news) => intake.take(news),
    onRead: () => void publishing.publish(true).then(shareKeys),
    onChange: tell,
  })
  const shared = { quits, access, ports, route, book, reader, turns, failed, tell }
  const work: RouteWork = { ...shared, session: () => session, lines: lines.all }
  const intake = createIntake(work)
  const publishing = createPublishing(work)
  const shareKeys = createKeySharing(work)
  const changed = createLogWatch(work, intake, publishing, shareKeys)

  const begin = async (): Promise<void> => {
    await findSession()
    await turns.take(async () => {
      const placed = await intake.place(unplaced)
      if (!placed.ok) return failed(placed.error)
    }, undefined)
    if (fault !== null) return
    // In one turn: what the first brings goes to the others as well.
    await turns.take(async () => {
      const opened = await lines.open()
      if (!opened.ok) return failed(opened.error)
    }, undefined)
    changed()
  }
  const ended = (async () => {
    await begin()
    if (fault !== null) turns.end()
    await turns.ended
    for (const stopListening of listening) stopListening()
    await lines.close()
    await turns.idle()
  })()

  return {
    status: () => {
      const relays = lines.all().map((line) => line.state())
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
      for (const line of lines.all()) line.hurry()
      void publishing.publish(true)
    },
    dismiss: () => {
      intake.dismiss()
      for (const line of lines.all()) line.dismiss()
    },
    ...createToldHeads(work),
    looked: lines.looked,
    end: turns.end,
    ended,
  }
}
