// The pieces that frames are made of. A frame's first byte says what it is; integers are little-endian; an envelope is a u32 length and that many bytes.

import { bytesToHex, concatBytes, err, type Hash32, hexToBytes, ok, type Result, u64le } from '../../domain/index.ts'
import { MAX_ENVELOPE_BYTES } from '../envelope.ts'
import type { RelayPosition } from './relay-position.ts'

/** A frame is never longer; a longer one is not read. */
export const MAX_FRAME_BYTES = 1_048_576
/** Bytes in front of each envelope in a frame. */
export const ENVELOPE_LENGTH_BYTES = 4

/** Why bytes are no frame. */
export type FrameError = {
  readonly type: 'BadFrame'
  readonly reason:
    | 'Empty'
    | 'TooLarge'
    | 'UnknownKind'
    | 'WrongLength'
    | 'NumberTooLarge'
    | 'UnknownReason'
    | 'OtherProtocol'
}

/** A frame that is being read: its first byte, and a view of all of it. */
export interface OpenFrame {
  readonly kind: number
  readonly bytes: Uint8Array
  readonly view: DataView
}

/** Begins to read a frame. */
export function openFrame(bytes: Uint8Array): Result<OpenFrame, FrameError> {
  const kind = bytes[0]
  if (kind === undefined) return badFrame('Empty')
  if (bytes.length > MAX_FRAME_BYTES) return badFrame('TooLarge')
  return ok({ kind, bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) })
}

/** The envelopes from `start` to the end of the frame, at least one, as views. */
export function envelopesFrom({ bytes, view }: OpenFrame, start: number): Result<readonly Uint8Array[], FrameError> {
  const envelopes: Uint8Array[] = []
  let at = start
  while (at < bytes.length) {
    if (at + ENVELOPE_LENGTH_BYTES > bytes.length) return badFrame('WrongLength')
    const length = view.getUint32(at, true)
    at += ENVELOPE_LENGTH_BYTES
    if (length === 0 || length > MAX_ENVELOPE_BYTES || length > bytes.length - at) return badFrame('WrongLength')
    envelopes.push(bytes.subarray(at, at + length))
    at += length
  }
  return envelopes.length === 0 ? badFrame('WrongLength') : ok(envelopes)
}

/** A position of 40 bytes; null if its count is 2^53 or more. */
export function positionAt({ bytes, view }: OpenFrame, at: number): RelayPosition | null {
  const count = numberAt(view, at)
  return count === null ? null : { count, hash: hexAt(bytes, at + 8, 32) as Hash32 }
}

/** A u64; null if it is 2^53 or more. */
export function numberAt(view: DataView, at: number): number | null {
  const high = view.getUint32(at + 4, true)
  return high > 0x1f_ffff ? null : high * 0x1_0000_0000 + view.getUint32(at, true)
}

/** `length` bytes as hex. */
export function hexAt(bytes: Uint8Array, at: number, length: number): string {
  return bytesToHex(bytes.subarray(at, at + length))
}

/** Envelopes as they stand in a frame. Throws on one that is larger than envelopes are. */
export function envelopesToBytes(envelopes: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = []
  for (const envelope of envelopes) {
    if (envelope.length > MAX_ENVELOPE_BYTES) throw new RangeError(`An envelope of ${envelope.length} bytes`)
    const length = new Uint8Array(ENVELOPE_LENGTH_BYTES)
    new DataView(length.buffer).setUint32(0, envelope.length, true)
    parts.push(length, envelope)
  }
  return concatBytes(...parts)
}

/** A position in 40 bytes. */
export function positionToBytes({ count, hash }: RelayPosition): Uint8Array {
  return concatBytes(numberToBytes(count), hexToBytes(hash))
}

/** A whole number in 8 bytes. */
export function numberToBytes(value: number): Uint8Array {
  return u64le(BigInt(value))
}

/** A whole number in one byte. */
export function byteOf(value: number): Uint8Array {
  return new Uint8Array([value])
}

/** Says why bytes are no frame. */
export function badFrame(reason: FrameError['reason']): Result<never, FrameError> {
  return err({ type: 'BadFrame', reason })
}
