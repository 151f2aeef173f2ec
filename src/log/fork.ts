import type { DeviceId, EventId } from '../domain/index.ts'
import type { StoredEvent } from './stored-event.ts'

/** Two or more events that one device signed for the same place of its chain: a proof against it that needs no other event. */
export interface Fork {
  readonly device: DeviceId
  readonly seq: number
  /** The last event the branches share, null when they share none. */
  readonly prev: EventId | null
  /** The first event of each branch, by id. */
  readonly branches: readonly StoredEvent[]
}
