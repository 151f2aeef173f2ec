// What a client says to a relay, each in one binary message of the WebSocket on /v1:
//
//     1 subscribe   route 32, epoch 16, count u64, hash 32   "I have everything before this place" (zeros: nothing)
//     2 put         envelope, envelope, ...
//
// A route must be subscribed to before something is put there: the head that acknowledges an envelope is a hash over all that came before it.

import { concatBytes, hexToBytes, ok, type Result } from '../../domain/index.ts'
import type { RouteId } from '../envelope.ts'
import {
  badFrame,
  byteOf,
  envelopesFrom,
  envelopesToBytes,
  hexAt,
  openFrame,
  positionAt,
  positionToBytes,
  type FrameError,
} from './frame-bytes.ts'
import type { RelayEpoch, RelayPosition } from './relay-position.ts'

/** What a client says. */
export type ClientFrame =
  | ({ readonly kind: 'subscribe'; readonly route: RouteId; readonly epoch: RelayEpoch } & RelayPosition)
  | { readonly kind: 'put'; readonly envelopes: readonly Uint8Array[] }

/** The epoch that a client names who knows none yet. */
export const NO_EPOCH = '0'.repeat(32) as RelayEpoch

const SUBSCRIBE = 1
const PUT = 2
const SUBSCRIBE_BYTES = 89

/** The bytes of what a client says. */
export function clientFrameToBytes(frame: ClientFrame): Uint8Array {
  if (frame.kind === 'put') return concatBytes(byteOf(PUT), envelopesToBytes(frame.envelopes))
  return concatBytes(byteOf(SUBSCRIBE), hexToBytes(frame.route), hexToBytes(frame.epoch), positionToBytes(frame))
}

/** A client's frame from bytes of any origin. Envelopes in it are views and not yet read. */
export function parseClientFrame(bytes: Uint8Array): Result<ClientFrame, FrameError> {
  const opened = openFrame(bytes)
  if (!opened.ok) return opened
  const frame = opened.value
  if (frame.kind === PUT) {
    const envelopes = envelopesFrom(frame, 1)
    return envelopes.ok ? ok({ kind: 'put', envelopes: envelopes.value }) : envelopes
  }
  if (frame.kind !== SUBSCRIBE) return badFrame('UnknownKind')
  if (bytes.length !== SUBSCRIBE_BYTES) return badFrame('WrongLength')
  const position = positionAt(frame, 49)
  if (position === null) return badFrame('NumberTooLarge')
  const [route, epoch] = [hexAt(bytes, 1, 32) as RouteId, hexAt(bytes, 33, 16) as RelayEpoch]
  return ok({ kind: 'subscribe', route, epoch, ...position })
}
