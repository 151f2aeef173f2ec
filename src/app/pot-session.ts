// One open pot on this device: its log, its fold, and the only place where its events are written. Events are in the store before anybody hears
// of them.

import type { EventId, GroupHistory, PlacedEvent, PotEvent, PotFold, PotId, Result } from '../domain/index.ts'
import type {
  AdmitReport,
  AuthoringError,
  CheckOptions,
  LogIndex,
  Refusal,
  StoredEvent,
  WaitingEvent,
} from '../log/index.ts'
import type { SeqTaken, StorageError } from '../storage/index.ts'
import type { Identity } from './identity.ts'
import type { AppPorts } from './ports.ts'
import type { AheadContent } from './sign-ahead.ts'

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
  readonly write: (...contents: readonly AheadContent[]) => Promise<Result<readonly PotEvent[], WriteError>>
  /** Takes events from outside: what is in order is stored and folded, the rest comes back with reasons. */
  readonly receive: (events: readonly StoredEvent[], options?: TakeOptions) => Promise<Result<AdmitReport, WriteError>>
  /** Takes the group's history, or null when what was read can no longer be trusted. */
  readonly setChain: (knowledge: ChainKnowledge | null) => void
  readonly close: () => void
}
