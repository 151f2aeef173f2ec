// The outer envelope: how a device hands something sealed to relays that must not read it. Integers little-endian, all fields fixed, so that one
// envelope has one byte string:
//
//     0   1  version, 1
//     1  32  route: where it belongs, opaque to a relay (route.ts)
//    33  32  device: Ed25519 key of the author
//    65   8  sequence: 0, 1, 2 ... of this device on this route, below 2^53
//    73  32  previous: id of the device's envelope before it; zeros at sequence 0, never zeros after
//   105   4  length of the payload, 1 to 81,920
//   109   n  payload: opaque
//   109+n 64 Ed25519 signature over "quits/envelope/v1" ++ everything before it
//
// The id is the SHA-256 of everything before the signature: some platforms' signatures are randomised.

import { type EventSigner, sha256, verifySignature, type VerifySignature } from '../crypto/index.ts'
import {
  ascii,
  bytesToHex,
  concatBytes,
  type DeviceId,
  err,
  type Hex,
  hexToBytes,
  ok,
  type Result,
} from '../domain/index.ts'

/** Where envelopes of one pot are kept: 32 bytes that tell a relay nothing. */
export type RouteId = Hex<'RouteId'>
/** Id of an envelope: SHA-256 of its bytes without the signature. */
export type EnvelopeId = Hex<'EnvelopeId'>

/** An envelope whose bytes were read; its signature may still be wrong. `payload` and `bytes` are views of what was read. */
export interface Envelope {
  readonly id: EnvelopeId
  readonly route: RouteId
  readonly device: DeviceId
  readonly sequence: number
  readonly previous: EnvelopeId | null
  readonly payload: Uint8Array
  /** The whole of it, signature included. */
  readonly bytes: Uint8Array
}

/** Why bytes are no envelope. */
export type EnvelopeError = {
  readonly type: 'BadEnvelope'
  readonly reason:
    | 'Truncated'
    | 'TrailingBytes'
    | 'OtherVersion'
    | 'EmptyPayload'
    | 'PayloadTooLarge'
    | 'SequenceTooLarge'
    | 'BadPrevious'
}

/** The most bytes a payload may have: an event of 64 KiB, sealed and padded. */
export const MAX_PAYLOAD_BYTES = 81_920
/** The most bytes an envelope may have. */
export const MAX_ENVELOPE_BYTES = 109 + MAX_PAYLOAD_BYTES + 64

const VERSION = 1
const HEADER_BYTES = 109
const SIGNATURE_BYTES = 64
const PREFIX = ascii('quits/envelope/v1')
const NO_PREVIOUS = '0'.repeat(64)

/** An envelope from bytes of any origin. Looks at nothing but the header and hashes once; the signature is another step. `hash` is SHA-256 in hex. */
export function parseEnvelope(bytes: Uint8Array, hash = sha256Hex): Result<Envelope, EnvelopeError> {
  if (bytes.length > 0 && bytes[0] !== VERSION) return bad('OtherVersion')
  if (bytes.length < HEADER_BYTES) return bad('Truncated')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(105, true)
  if (length === 0) return bad('EmptyPayload')
  if (length > MAX_PAYLOAD_BYTES) return bad('PayloadTooLarge')
  const end = HEADER_BYTES + length
  if (bytes.length !== end + SIGNATURE_BYTES)
    return bad(bytes.length < end + SIGNATURE_BYTES ? 'Truncated' : 'TrailingBytes')
  const high = view.getUint32(69, true)
  if (high > 0x1f_ffff) return bad('SequenceTooLarge')
  const sequence = high * 0x1_0000_0000 + view.getUint32(65, true)
  const previous = bytesToHex(bytes.subarray(73, 105))
  if ((sequence === 0) !== (previous === NO_PREVIOUS)) return bad('BadPrevious')
  return ok({
    id: hash(bytes.subarray(0, end)) as EnvelopeId,
    route: bytesToHex(bytes.subarray(1, 33)) as RouteId,
    device: bytesToHex(bytes.subarray(33, 65)) as DeviceId,
    sequence,
    previous: sequence === 0 ? null : (previous as EnvelopeId),
    payload: bytes.subarray(HEADER_BYTES, end),
    bytes,
  })
}

/** Whether the envelope's device signed it. Never rejects. */
export function verifyEnvelope(
  { device, bytes }: Envelope,
  verify: VerifySignature = verifySignature,
): Promise<boolean> {
  const end = bytes.length - SIGNATURE_BYTES
  return verify(device, concatBytes(PREFIX, bytes.subarray(0, end)), bytes.subarray(end))
}

/** What an author decides of an envelope. */
export type EnvelopeContent = Pick<Envelope, 'route' | 'sequence' | 'previous' | 'payload'>

/** A signed envelope. Throws where `parseEnvelope` would refuse the result: what comes here was made by us. */
export async function createEnvelope(content: EnvelopeContent, signer: EventSigner): Promise<Envelope> {
  const { route, sequence, previous, payload } = content
  const header = new Uint8Array(HEADER_BYTES)
  const view = new DataView(header.buffer)
  header[0] = VERSION
  header.set(hexToBytes(route), 1)
  header.set(hexToBytes(signer.device), 33)
  view.setBigUint64(65, BigInt(sequence), true)
  header.set(hexToBytes(previous ?? NO_PREVIOUS), 73)
  view.setUint32(105, payload.length, true)
  const unsigned = concatBytes(header, payload)
  const parsed = parseEnvelope(concatBytes(unsigned, await signer.sign(concatBytes(PREFIX, unsigned))))
  if (!parsed.ok) throw new RangeError(`Not an envelope: ${parsed.error.reason}`)
  return parsed.value
}

function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

function bad(reason: EnvelopeError['reason']): Result<never, EnvelopeError> {
  return err({ type: 'BadEnvelope', reason })
}
