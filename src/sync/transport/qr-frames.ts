// Bytes as a row of QR codes, shown one after the other and read in any order, some of them often, until all were seen. Layout of a code:
//
//     0   2  "QS"
//     2   1  version, 1
//     3   8  name of the whole: first bytes of its SHA-256, which also proves that it was put together rightly
//    11   2  index of this part, little-endian
//    13   2  number of parts
//    15   4  check: first bytes of SHA-256 over the part before and after this field
//    19      the part; all but the last are of one length

import { sha256 } from '../../crypto/index.ts'
import { bytesToHex, concatBytes, err, ok, type Result } from '../../domain/index.ts'
import { SYNC_LIMITS } from '../limits.ts'

/** Parts of one whole that were seen so far. */
export interface QrCollection {
  readonly name: string
  readonly total: number
  readonly parts: ReadonlyMap<number, Uint8Array>
}

/** Why a code does not help. */
export type QrError =
  | { readonly type: 'NotAQrFrame' }
  | { readonly type: 'QrFrameDamaged' }
  /** It is part of something else than was begun. */
  | { readonly type: 'OtherQrSeries'; readonly name: string }
  | { readonly type: 'QrTooLarge'; readonly bytes: number; readonly limit: number }
  /** All parts are there and are not what they say: begin anew. */
  | { readonly type: 'QrSeriesDamaged' }

/** What is known after a code. `whole` once nothing is missing. */
export interface QrProgress {
  readonly collection: QrCollection
  readonly whole: Uint8Array | null
}

/** The most bytes in one code: version 20 at the lowest level of correction holds 858, read well from a phone's screen. */
export const QR_FRAME_BYTES = 800
const HEADER_BYTES = 19
const CHECK_AT = 15
const NAME_BYTES = 8

/** The codes for some bytes. Throws on more than one frame of a transport, or where a code has no room for a part. */
export function bytesToQrFrames(whole: Uint8Array, frameBytes: number = QR_FRAME_BYTES): readonly Uint8Array[] {
  const room = frameBytes - HEADER_BYTES
  const total = Math.max(1, Math.ceil(whole.length / room))
  if (whole.length > SYNC_LIMITS.frameBytes || room < 1 || total > 0xffff)
    throw new RangeError(`${whole.length} bytes do not fit codes of ${frameBytes}`)
  const name = nameOf(whole)
  return Array.from({ length: total }, (_, index) => {
    const part = whole.subarray(index * room, (index + 1) * room)
    const numbers = Uint8Array.of(index & 0xff, index >> 8, total & 0xff, total >> 8)
    const head = concatBytes(Uint8Array.of(0x51, 0x53, 1), name, numbers)
    return concatBytes(head, checkOf(head, part), part)
  })
}

/** Adds a code of any origin. Order and repetitions do not matter; `before` is null at the beginning. */
export function addQrFrame(before: QrCollection | null, frame: Uint8Array): Result<QrProgress, QrError> {
  if (frame[0] !== 0x51 || frame[1] !== 0x53 || frame[2] !== 1 || frame.length < HEADER_BYTES)
    return err({ type: 'NotAQrFrame' })
  const [head, check, part] = [frame.subarray(0, CHECK_AT), frame.subarray(CHECK_AT, HEADER_BYTES), frame.slice(19)]
  const index = (frame[11] as number) | ((frame[12] as number) << 8)
  const total = (frame[13] as number) | ((frame[14] as number) << 8)
  if (bytesToHex(check) !== bytesToHex(checkOf(head, part)) || index >= total) return err({ type: 'QrFrameDamaged' })
  const name = bytesToHex(frame.subarray(3, 3 + NAME_BYTES))
  if (before !== null && (before.name !== name || before.total !== total)) return err({ type: 'OtherQrSeries', name })
  const parts = new Map(before?.parts).set(index, part)
  const bytes = [...parts.values()].reduce((sum, each) => sum + each.length, 0)
  if (bytes > SYNC_LIMITS.frameBytes) return err({ type: 'QrTooLarge', bytes, limit: SYNC_LIMITS.frameBytes })
  const collection = { name, total, parts }
  if (parts.size < total) return ok({ collection, whole: null })
  const whole = concatBytes(...Array.from({ length: total }, (_, at) => parts.get(at) as Uint8Array))
  return bytesToHex(nameOf(whole)) === name ? ok({ collection, whole }) : err({ type: 'QrSeriesDamaged' })
}

function nameOf(whole: Uint8Array): Uint8Array {
  return sha256(whole).subarray(0, NAME_BYTES)
}

function checkOf(head: Uint8Array, part: Uint8Array): Uint8Array {
  return sha256(head, part).subarray(0, HEADER_BYTES - CHECK_AT)
}
