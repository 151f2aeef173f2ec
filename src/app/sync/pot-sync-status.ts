import type { DeviceId, EventId } from '../../domain/index.ts'
import type { Refusal } from '../../log/index.ts'
import type { PutRefusal, RefusalReason, RelayFinding, RelayStatus, TwoViews } from '../../sync/index.ts'
import type { SequenceTaken } from '../../storage/index.ts'
import type { WriteError } from '../pot-session.ts'
import type { PotKeyError } from './pot-keys.ts'

/** Something that a relay should not have done, or does once in a long while. */
export type SyncFinding =
  | RelayFinding
  | TwoViews
  /** It handed on envelopes that their authors did not sign. */
  | { readonly type: 'RelayForged'; readonly envelopes: number }
  /** It has signed for envelopes that it does not send, however long one waits. */
  | { readonly type: 'RelayWithholds'; readonly envelopes: number }

/** How a pot stands with one relay. */
export interface RelaySync {
  readonly relay: string
  readonly status: RelayStatus
  /** When it had last been read to its end, Unix seconds; null: not since this started. */
  readonly readAt: number | null
  /** The last of each type. */
  readonly findings: readonly SyncFinding[]
  /** What it does not take, the last of each reason. */
  readonly refusals: ReadonlyMap<RefusalReason, PutRefusal>
}

/** Why syncing has to begin again. */
export type SyncFault = WriteError | PotKeyError | SequenceTaken

/** How syncing of one pot stands. */
export interface PotSyncStatus {
  /** `elsewhere`: another tab of this installation does it. */
  readonly where: 'waiting' | 'here' | 'elsewhere' | 'closed'
  readonly relays: readonly RelaySync[]
  /** Events that no relay has signed for. */
  readonly toSend: number
  /** Envelopes that no key here opens. */
  readonly unreadable: number
  /** Envelopes whose event waits for its past. */
  readonly waiting: number
  /** Events from relays that were refused, the last ones. */
  readonly refused: readonly Refusal[]
  /** Devices that have written to the relays. */
  readonly authors: ReadonlySet<DeviceId>
  /** This device cannot seal: it has no copy of the pot's key yet. */
  readonly lacksKey: EventId | null
  /** Why what came could not be kept, or what is to go could not be written. It is tried again. */
  readonly fault: SyncFault | null
}
