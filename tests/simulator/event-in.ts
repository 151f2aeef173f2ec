import { eventIdOf } from '../../src/domain/index.ts'
import type { StoredEvent } from '../../src/log/index.ts'
import type { Envelope } from '../../src/sync/relay/index.ts'

/** The event in an envelope, which is not sealed here. */
export function eventIn({ payload }: Envelope): StoredEvent {
  const [signature, bytes] = [payload.slice(0, 64), payload.slice(64)]
  return { id: eventIdOf(bytes), bytes, signature }
}
