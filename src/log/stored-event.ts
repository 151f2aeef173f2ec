import type { EventId, PotEvent } from '../domain/index.ts'

/** An event as it is stored and sent. From outside nothing of it is trusted: not even that `id` is the id of `bytes`. */
export interface StoredEvent {
  readonly id: EventId
  /** The canonical bytes (EN1). */
  readonly bytes: Uint8Array
  /** The device's 64-byte signature of `eventMessage(bytes)`. */
  readonly signature: Uint8Array
}

/** An event that was checked, or made here: decoded, and as stored. */
export interface SignedEvent {
  readonly event: PotEvent
  readonly stored: StoredEvent
}
