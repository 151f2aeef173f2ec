// Events that no envelope holds get one: of this device's own, at the next place of its chain, sealed under the pot's key.

import type { PotKey } from '../../crypto/index.ts'
import type { Result } from '../../domain/index.ts'
import { ok, type PotEvent } from '../../domain/index.ts'
import type { SignedEvent } from '../../log/index.ts'
import type { SequenceTaken, StorageError } from '../../storage/index.ts'
import { createEnvelope, type Envelope, type RouteId } from '../../sync/index.ts'
import type { Identity } from '../identity.ts'
import { sealEvent } from './relayed-event.ts'
import type { BookedEnvelope, RouteBook } from './route-book.ts'
import type { RelayPorts } from './sync-ports.ts'

/** What publishing works with. */
export interface PublishPorts extends Pick<RelayPorts, 'random'> {
  readonly identity: Identity
  readonly book: RouteBook
  readonly route: RouteId
  /** The key that opens what is for everybody who was ever in the pot. */
  readonly opening: PotKey
}

/** Envelopes that are written in one transaction. */
const BATCH = 128

/** Puts events into envelopes and keeps them, a batch at a time; `onKept` may send a batch. What was kept before an error stays kept. */
export async function publishEvents(
  { identity: { signer }, book, route, opening, random }: PublishPorts,
  events: readonly SignedEvent[],
  key: PotKey,
  onKept: (envelopes: readonly Envelope[]) => void,
): Promise<Result<void, StorageError | SequenceTaken>> {
  for (let start = 0; start < events.length; start += BATCH) {
    const batch: BookedEnvelope[] = []
    const head = book.headOf(signer.device)
    let [sequence, previous] = head === null ? [0, null] : [head.sequence + 1, head.id]
    for (const { event, stored } of events.slice(start, start + BATCH)) {
      const place = { route, device: signer.device, sequence }
      const payload = sealEvent(stored, isForEverybody(event) ? opening : key, place, random)
      const envelope: Envelope = await createEnvelope({ route, sequence, previous, payload }, signer)
      batch.push({ envelope, event: event.id })
      ;[sequence, previous] = [sequence + 1, envelope.id]
    }
    const kept = await book.keepOwn(batch)
    if (!kept.ok) return kept
    onKept(batch.map(({ envelope }) => envelope))
  }
  return ok(undefined)
}

/** What gives keys to who has none yet, and what tells a device that it gets none any more. */
function isForEverybody({ kind }: PotEvent): boolean {
  return kind === 'key.rotated' || kind === 'key.shared' || kind === 'device.revoked'
}
