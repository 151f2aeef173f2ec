import type { EventId, Hash32, Hex, MemberId, PotId, Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** What this installation holds to meet a pot's other devices: secrets. Never in a pot file; in a backup, sealed. */
export interface PotAccess {
  readonly pot: PotId
  /** Of the pot's first event: with the pot's id it names the route at relays, and opens what brings keys. */
  readonly salt: Hash32
  /** Addresses of the pot's relays. */
  readonly relays: readonly string[]
  /** Keys that were handed over outside the log: by who let this device in. Keys that the log brings are in the log. */
  readonly keys: readonly { readonly id: EventId; readonly key: Uint8Array }[]
  /** An event that a history must hold before it is believed: what the other side had when it let this device in. Null for a pot of one's own. */
  readonly head: EventId | null
  /** What is to be claimed once the history is here. */
  readonly claim: { readonly member: MemberId; readonly certificate: Hex<'Signature'> | null } | null
}

/** Keeps how pots are met, one record a pot. */
export interface AccessStore {
  /** All of them, sorted by pot. */
  readonly list: () => Promise<Result<readonly PotAccess[], StorageError>>
  readonly get: (pot: PotId) => Promise<Result<PotAccess | null, StorageError>>
  /** Keeps one in place of what was kept of the pot. */
  readonly set: (access: PotAccess) => Promise<Result<void, StorageError>>
  /** Forgets one; one that is not there is forgotten already. */
  readonly remove: (pot: PotId) => Promise<Result<void, StorageError>>
}
