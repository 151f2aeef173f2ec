// What a relay says to a client, each in one binary message of the WebSocket on /v1:
//
//   129 welcome     protocol u8 = 1, relay key 32, epoch 16    first of all
//   130 envelopes   route 32, count u64, envelope, ...         those from this place on, in order, one's own included
//   131 head        route 32, count u64, hash 32, signature 64 everything before it is on disk; may come before those envelopes
//   132 restart     route 32, reason u8, count u64, hash 32    what the client named is no place to go on from; goes on from here
//   133 refused     route 32, id 32, reason u8, detail u64     an envelope that was not taken

import { concatBytes, hexToBytes, ok, type Result } from '../../domain/index.ts'
import type { EnvelopeId, RouteId } from '../envelope.ts'
import {
  badFrame,
  byteOf,
  envelopesFrom,
  envelopesToBytes,
  hexAt,
  numberAt,
  numberToBytes,
  openFrame,
  positionAt,
  positionToBytes,
  type FrameError,
  type OpenFrame,
} from './frame-bytes.ts'
import type { RelayEpoch, RelayHead, RelayKey, RelayPosition } from './relay-position.ts'

/** What a relay says. */
export type RelayFrame =
  | { readonly kind: 'welcome'; readonly key: RelayKey; readonly epoch: RelayEpoch }
  | {
      readonly kind: 'envelopes'
      readonly route: RouteId
      readonly count: number
      readonly envelopes: readonly Uint8Array[]
    }
  | ({ readonly kind: 'head' } & RelayHead)
  | ({ readonly kind: 'restart'; readonly route: RouteId; readonly reason: RestartReason } & RelayPosition)
  | ({ readonly kind: 'refused' } & PutRefusal)

/** Why a relay does not go on where the client stopped. */
const RESTART_REASONS = [
  /** Another database than the client's: nothing that the client knows of this relay holds. */
  'OtherEpoch',
  /** The client has seen more than the relay has: the relay went back. */
  'RolledBack',
  /** The relay has other envelopes before that place: it rewrote its history. */
  'OtherHistory',
  /** The envelopes after that place are no longer kept. */
  'Pruned',
] as const
/** Why a relay does not go on where the client stopped. */
export type RestartReason = (typeof RESTART_REASONS)[number]

const REFUSAL_REASONS = [
  'BadEnvelope',
  'BadSignature',
  'NotSubscribed',
  /** The device's envelope before it is not here; detail: the sequence that follows what is here. */
  'Gap',
  /** The device has used up its bytes or envelopes on this route; detail: the limit. */
  'DeviceQuota',
  /** The route has used up its bytes or envelopes; detail: the limit. */
  'RouteQuota',
  /** The route has as many devices as it may; detail: the limit. */
  'TooManyDevices',
  /** Too much at once; detail: milliseconds after which it may be sent again. */
  'RateLimited',
  /** The relay stops or cannot write; it may be sent again. */
  'Unavailable',
] as const
/** Why an envelope was not taken. */
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** An envelope that was not taken, and why. Of what is no envelope, route and id are zeros. */
export interface PutRefusal {
  readonly route: RouteId
  readonly id: EnvelopeId
  readonly reason: RefusalReason
  /** A number that explains the reason; 0 where there is none. */
  readonly detail: number
}

/** Stand for the route and id of what is no envelope. */
export const [UNKNOWN_ROUTE, UNKNOWN_ENVELOPE] = ['0'.repeat(64) as RouteId, '0'.repeat(64) as EnvelopeId] as const

/** Bytes of a frame of envelopes beside the envelopes and their lengths. */
export const ENVELOPES_FRAME_BYTES = 41

const PROTOCOL = 1
const [WELCOME, ENVELOPES, HEAD, RESTART, REFUSED] = [129, 130, 131, 132, 133] as const

/** The bytes of what a relay says. */
export function relayFrameToBytes(frame: RelayFrame): Uint8Array {
  switch (frame.kind) {
    case 'welcome':
      return concatBytes(byteOf(WELCOME), byteOf(PROTOCOL), hexToBytes(frame.key), hexToBytes(frame.epoch))
    case 'envelopes':
      return concatBytes(
        byteOf(ENVELOPES),
        hexToBytes(frame.route),
        numberToBytes(frame.count),
        envelopesToBytes(frame.envelopes),
      )
    case 'head':
      return concatBytes(byteOf(HEAD), hexToBytes(frame.route), positionToBytes(frame), frame.signature)
    case 'restart': {
      const reason = byteOf(RESTART_REASONS.indexOf(frame.reason) + 1)
      return concatBytes(byteOf(RESTART), hexToBytes(frame.route), reason, positionToBytes(frame))
    }
    case 'refused': {
      const reason = byteOf(REFUSAL_REASONS.indexOf(frame.reason) + 1)
      const named = concatBytes(hexToBytes(frame.route), hexToBytes(frame.id))
      return concatBytes(byteOf(REFUSED), named, reason, numberToBytes(frame.detail))
    }
  }
}

/** A relay's frame from bytes of any origin. Envelopes in it are views and not yet read. */
export function parseRelayFrame(bytes: Uint8Array): Result<RelayFrame, FrameError> {
  const opened = openFrame(bytes)
  if (!opened.ok) return opened
  const read = READERS.get(opened.value.kind)
  return read === undefined ? badFrame('UnknownKind') : read(opened.value)
}

type Reader = (frame: OpenFrame) => Result<RelayFrame, FrameError>

const READERS: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [WELCOME, readWelcome],
  [ENVELOPES, readEnvelopes],
  [HEAD, readHead],
  [RESTART, readRestart],
  [REFUSED, readRefused],
])

function readWelcome({ bytes }: OpenFrame): Result<RelayFrame, FrameError> {
  if (bytes[1] !== PROTOCOL) return badFrame('OtherProtocol')
  if (bytes.length !== 50) return badFrame('WrongLength')
  return ok({ kind: 'welcome', key: hexAt(bytes, 2, 32) as RelayKey, epoch: hexAt(bytes, 34, 16) as RelayEpoch })
}

function readEnvelopes(frame: OpenFrame): Result<RelayFrame, FrameError> {
  if (frame.bytes.length < ENVELOPES_FRAME_BYTES) return badFrame('WrongLength')
  const count = numberAt(frame.view, 33)
  if (count === null) return badFrame('NumberTooLarge')
  const envelopes = envelopesFrom(frame, ENVELOPES_FRAME_BYTES)
  return envelopes.ok ? ok({ kind: 'envelopes', route: routeAt(frame), count, envelopes: envelopes.value }) : envelopes
}

function readHead(frame: OpenFrame): Result<RelayFrame, FrameError> {
  if (frame.bytes.length !== 137) return badFrame('WrongLength')
  const position = positionAt(frame, 33)
  if (position === null) return badFrame('NumberTooLarge')
  return ok({ kind: 'head', route: routeAt(frame), ...position, signature: frame.bytes.slice(73) })
}

function readRestart(frame: OpenFrame): Result<RelayFrame, FrameError> {
  if (frame.bytes.length !== 74) return badFrame('WrongLength')
  const reason = RESTART_REASONS[(frame.bytes[33] as number) - 1]
  if (reason === undefined) return badFrame('UnknownReason')
  const position = positionAt(frame, 34)
  if (position === null) return badFrame('NumberTooLarge')
  return ok({ kind: 'restart', route: routeAt(frame), reason, ...position })
}

function readRefused(frame: OpenFrame): Result<RelayFrame, FrameError> {
  if (frame.bytes.length !== 74) return badFrame('WrongLength')
  const reason = REFUSAL_REASONS[(frame.bytes[65] as number) - 1]
  if (reason === undefined) return badFrame('UnknownReason')
  const detail = numberAt(frame.view, 66)
  if (detail === null) return badFrame('NumberTooLarge')
  const id = hexAt(frame.bytes, 33, 32) as EnvelopeId
  return ok({ kind: 'refused', route: routeAt(frame), id, reason, detail })
}

function routeAt({ bytes }: OpenFrame): RouteId {
  return hexAt(bytes, 1, 32) as RouteId
}
