import type { DBSchema } from 'idb'
import type { DeviceId, EventId, Hex, PlacedEvent, PotId } from '../../domain/index.ts'
import type { PotAccess } from '../access-store.ts'
import type { KeptEnvelope, KeptWarning, RelayMemory } from '../envelope-store.ts'
import type { FollowCursor } from '../follow-store.ts'
import type { InstallationKeys } from '../key-store.ts'

/** An event as a row; its key is [pot, device, seq, id]. */
export interface EventRow {
  readonly pot: PotId
  readonly device: DeviceId
  readonly seq: number
  readonly id: EventId
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

/** The object stores; `migrations.ts` makes them. */
export interface Layout extends DBSchema {
  events: { key: [PotId, DeviceId, number, EventId]; value: EventRow }
  pots: { key: PotId; value: { readonly pot: PotId } }
  keys: { key: 'installation'; value: InstallationKeys }
  /** Followed groups by `followKey`. */
  cursors: { key: string; value: FollowCursor }
  /** [followKey, block number, extrinsic, event, block hash]: in chain order. */
  chainEvents: { key: [string, number, number, number, string]; value: PlacedEvent }
  pending: { key: string; value: { readonly hash: string } }
  settings: { key: string; value: string }
  access: { key: PotId; value: PotAccess }
  /** Its key is [pot, device, sequence, id]. */
  envelopes: { key: [PotId, DeviceId, number, Hex<'EnvelopeId'>]; value: KeptEnvelope & { readonly pot: PotId } }
  relays: { key: [PotId, string]; value: RelayMemory }
  /** Which envelopes a relay has shown to hold. */
  relayHolds: { key: [PotId, string, Hex<'EnvelopeId'>]; value: true }
  /** [pot, whom they are about]. */
  warnings: { key: [PotId, string]; value: readonly KeptWarning[] }
  snapshotHeads: { key: PotId; value: Uint8Array }
  snapshotBodies: { key: PotId; value: Uint8Array }
}
