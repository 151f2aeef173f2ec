import { MAX_EVENT_BYTES } from '../domain/index.ts'

/** What a peer may send and how long it may go on. Checked before anything is read or kept. */
export const SYNC_LIMITS = {
  /** One event's canonical bytes (EN1). */
  eventBytes: MAX_EVENT_BYTES,
  /** What travels for one event: its bytes with the signature, or an envelope around both. */
  payloadBytes: MAX_EVENT_BYTES + 16_384,
  /** One frame of any transport. */
  frameBytes: 1_048_576,
  /** Ranges in one message; what does not fit is summed up in one fingerprint and looked at in the next round. */
  rangeBytes: 393_216,
  /** Heads in one message: devices of a pot, and branches of those that forked. */
  heads: 4096,
  /** Relays whose position a message tells. */
  relays: 16,
  /** Messages with ranges, until both sides hold the same; afterwards whole lists of ids. */
  repairRounds: 16,
  /** How often one event is sent to a peer that says it does not have it. */
  sendings: 3,
} as const
