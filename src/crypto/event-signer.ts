import { ascii, concatBytes, type DeviceId } from '../domain/index.ts'

/** Signs as one device. The key may be one that nobody can read. */
export interface EventSigner {
  readonly device: DeviceId
  /** The 64-byte Ed25519 signature of `message`. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
}

const PREFIX = ascii('quits/event/v1')

/** What a device signs of an event: "quits/event/v1" ++ its canonical bytes. */
export function eventMessage(bytes: Uint8Array): Uint8Array {
  return concatBytes(PREFIX, bytes)
}
