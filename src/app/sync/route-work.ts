import type { PotAccess } from '../../storage/index.ts'
import type { RouteId } from '../../sync/index.ts'
import type { Clock } from '../../log/index.ts'
import type { PotSession } from '../pot-session.ts'
import type { Quits } from '../quits.ts'
import type { EnvelopeReader } from './envelope-reader.ts'
import type { SyncFault } from './pot-sync-status.ts'
import type { RelayLine } from './relay-line.ts'
import type { RouteBook } from './route-book.ts'
import type { EndingTurns } from '../ending-turns.ts'
import type { RelayPorts } from './sync-ports.ts'

/** What syncing a route needs from outside. */
export interface RouteSyncPorts extends RelayPorts {
  readonly clock: Clock
}

/** What the parts of a route's syncing work on together. */
export interface RouteWork {
  readonly quits: Quits
  readonly access: PotAccess
  readonly ports: RouteSyncPorts
  readonly route: RouteId
  readonly book: RouteBook
  readonly reader: EnvelopeReader
  readonly turns: EndingTurns
  /** Null as long as the pot's first event is not here. */
  readonly session: () => PotSession | null
  readonly lines: () => readonly RelayLine[]
  /** Something could not be kept or written; null: by now it could. */
  readonly failed: (fault: SyncFault | null) => void
  /** Something is to be told. */
  readonly tell: () => void
}

/** How long others get to publish what they wrote themselves, or to pass keys on, before this device does. */
export const OTHERS_FIRST_MS = 3000

/** Whether a relay was read to its end. */
export function isRead({ lines }: RouteWork): boolean {
  return lines().some((line) => line.state().status.isRead)
}
