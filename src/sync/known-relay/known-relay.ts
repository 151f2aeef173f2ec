import type { Hash32 } from '../../domain/index.ts'
import type { EnvelopeId, RouteId } from '../envelope.ts'
import { type ClientFrame, NO_EPOCH } from '../relay/client-frame.ts'
import {
  type RelayEpoch,
  type RelayHead,
  type RelayKey,
  type RelayPosition,
  ROUTE_START,
} from '../relay/relay-position.ts'

/** What is remembered of a relay for one pot: enough to go on where it stopped, and to show it if the relay goes back or rewrites. */
export interface KnownRelay {
  readonly route: RouteId
  /** Null until its first word. Pinned from then on. */
  readonly key: RelayKey | null
  /** The database to which the position belongs. */
  readonly epoch: RelayEpoch
  /** The database behind the present connection. */
  readonly serving: RelayEpoch
  /** Up to here everything was read. To be kept only after all events in it are: not while one of them waits for its past. */
  readonly position: RelayPosition
  /** The greatest position that the relay signed. */
  readonly head: RelayHead | null
  /** The running hash after each of the last envelopes read, the last at `position`: to hold other replicas' heads against. Need not be kept. */
  readonly trail: readonly Hash32[]
  /** What was read beyond that head, in order. */
  readonly unsigned: readonly { readonly id: EnvelopeId; readonly position: RelayPosition }[]
}

/** A relay of which nothing is known but, perhaps, its key. */
export function createKnownRelay(route: RouteId, key: RelayKey | null = null): KnownRelay {
  return { route, key, epoch: NO_EPOCH, serving: NO_EPOCH, position: ROUTE_START, head: null, trail: [], unsigned: [] }
}

/** The first tier: 89 bytes that ask for everything after what was read. */
export function subscribeTo({ route, epoch, position }: KnownRelay): ClientFrame {
  return { kind: 'subscribe', route, epoch, ...position }
}

/** The running hash after `count` envelopes as this side read them; null if it did not, or long ago. */
export function hashAt({ position, trail }: KnownRelay, count: number): Hash32 | null {
  if (count === 0) return ROUTE_START.hash
  return trail[trail.length - 1 - (position.count - count)] ?? null
}
