// What a device remembers of having verified a log, so that it need not verify it again: the log's ends, which name everything in their past by
// hash, and one hash over ids and signatures. Bytes cannot change without another id, a signature not without another hash.

import { sha256 } from '../crypto/index.ts'
import { bytesToHex, compareIds, type EventId, type Hash32, hexToBytes, parentsOf } from '../domain/index.ts'
import type { LogIndex } from './replica.ts'
import type { SignedEvent } from './stored-event.ts'

/** A set of events whose signatures were verified: all that the heads have in their past, the heads included. */
export interface VerifiedMark {
  /** Sorted. */
  readonly heads: readonly EventId[]
  /** SHA-256 of the events' ids, each with its signature behind it, sorted by id. */
  readonly hash: Hash32
}

const ID_BYTES = 32
const SIGNATURE_BYTES = 64

/** The mark of a log: everything in a log has been verified. */
export function markOf(log: LogIndex): VerifiedMark {
  return { heads: log.tips(), hash: hashOf([...log.events.values()]) }
}

/** The events that the mark speaks of, or null if these are not exactly those: one is missing, or one has another signature. */
export function markedIn(
  events: readonly SignedEvent[],
  { heads, hash }: VerifiedMark,
): ReadonlySet<SignedEvent> | null {
  const byId = new Map(events.map((signed) => [signed.event.id, signed]))
  const marked = new Map<EventId, SignedEvent>()
  const waiting: EventId[] = [...heads]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (marked.has(id)) continue
    const signed = byId.get(id)
    if (signed === undefined || signed.stored.signature.length !== SIGNATURE_BYTES) return null
    marked.set(id, signed)
    waiting.push(...parentsOf(signed.event))
  }
  return hashOf([...marked.values()]) === hash ? new Set(marked.values()) : null
}

function hashOf(events: readonly SignedEvent[]): Hash32 {
  const sorted = [...events].sort((a, b) => compareIds(a.event.id, b.event.id))
  const all = new Uint8Array(sorted.length * (ID_BYTES + SIGNATURE_BYTES))
  let at = 0
  for (const { event, stored } of sorted) {
    all.set(hexToBytes(event.id), at)
    all.set(stored.signature, at + ID_BYTES)
    at += ID_BYTES + SIGNATURE_BYTES
  }
  return bytesToHex(sha256(all)) as Hash32
}
