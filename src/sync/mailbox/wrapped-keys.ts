// Keys of a pot on their way to one device: a count, then for each the key's id (32 bytes, ascending) and the key wrapped to the device (80 bytes), bound
// to `wrapBoundBytes` from that id.

import { WRAPPED_KEY_BYTES } from '../../crypto/index.ts'
import { bytesToHex, compareIds, type EventId, type Hex, hexToBytes } from '../../domain/index.ts'
import type { ByteReader } from '../wire/byte-reader.ts'
import type { ByteWriter } from '../wire/byte-writer.ts'

/** A key of a pot, wrapped to whoever a message is for. */
export interface WrappedPotKey {
  /** The event that brought the key. */
  readonly id: EventId
  readonly wrapped: Hex<'WrappedKey'>
}

/** The most keys of one pot in a message; of more, the newest go. */
export const MAX_WRAPPED_KEYS = 512

/** Writes keys sorted by id. Whoever calls leaves out what is beyond `MAX_WRAPPED_KEYS`. */
export function writeWrappedKeys(writer: ByteWriter, keys: readonly WrappedPotKey[]): void {
  writer.varint(keys.length)
  for (const { id, wrapped } of keys.toSorted((a, b) => compareIds(a.id, b.id))) {
    writer.bytes(hexToBytes(id))
    writer.bytes(hexToBytes(wrapped))
  }
}

/** Reads keys, which must be sorted. What does not fit is told by `reader.fault()`. */
export function readWrappedKeys(reader: ByteReader): readonly WrappedPotKey[] {
  const keys: WrappedPotKey[] = []
  for (let left = reader.count(32 + WRAPPED_KEY_BYTES, MAX_WRAPPED_KEYS); left > 0; left--) {
    const start = reader.offset()
    const id = bytesToHex(reader.bytes(32)) as EventId
    if (keys.length > 0 && compareIds(keys.at(-1)?.id as EventId, id) >= 0) reader.refuse('NotSorted', start)
    keys.push({ id, wrapped: bytesToHex(reader.bytes(WRAPPED_KEY_BYTES)) as Hex<'WrappedKey'> })
  }
  return keys
}
