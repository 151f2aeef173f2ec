import { ascii, concatBytes, hexToBytes, type DeviceId, type EventId, type PotId } from '../domain/index.ts'

/** What a wrapped pot key belongs to: in a rotation `from` is the author's device, in whatever passes a key on (ME9) the key's own id. */
export interface WrapBound {
  readonly pot: PotId
  readonly from: DeviceId | EventId
  readonly to: DeviceId
}

/** The bytes that a pot key's wrap is bound to: "quits/key/v1" ++ pot ++ from ++ to, 32 bytes each. */
export function wrapBoundBytes({ pot, from, to }: WrapBound): Uint8Array {
  return concatBytes(ascii('quits/key/v1'), hexToBytes(pot), hexToBytes(from), hexToBytes(to))
}
