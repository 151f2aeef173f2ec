// Frames in a file, to be carried by hand: one file with a question or a bundle of events, one back with the answer. A whole pot that somebody reads
// is another file (the pot file). Layout: "quits-sync/1\n", 8 first bytes of SHA-256 over what follows, then each frame as varint length and bytes.

import { sha256 } from '../../crypto/index.ts'
import { ascii, concatBytes, equalBytes, err, ok, type Result } from '../../domain/index.ts'
import { SYNC_LIMITS } from '../limits.ts'
import { createByteReader, type WireFault } from '../wire/byte-reader.ts'
import { createByteWriter } from '../wire/byte-writer.ts'

/** Why bytes are no file of frames. */
export type SyncFileError =
  | { readonly type: 'NotASyncFile' }
  | { readonly type: 'SyncFileTooLarge'; readonly bytes: number; readonly limit: number }
  /** Cut off or changed on the way. */
  | { readonly type: 'SyncFileDamaged' }
  | WireFault

const MAGIC = ascii('quits-sync/1\n')
const CHECK_BYTES = 8
/** The largest file that is read: as large as a pot file may be. */
export const MAX_SYNC_FILE_BYTES = 256 * 1024 * 1024

/** A file of frames. */
export function framesToSyncFile(frames: readonly Uint8Array[]): Uint8Array {
  const writer = createByteWriter()
  for (const frame of frames) {
    writer.varint(frame.length)
    writer.bytes(frame)
  }
  const body = writer.take()
  return concatBytes(MAGIC, sha256(body).subarray(0, CHECK_BYTES), body)
}

/** The frames of a file of any origin. What they say is not looked at. */
export function parseSyncFile(file: Uint8Array): Result<readonly Uint8Array[], SyncFileError> {
  if (file.length > MAX_SYNC_FILE_BYTES)
    return err({ type: 'SyncFileTooLarge', bytes: file.length, limit: MAX_SYNC_FILE_BYTES })
  const start = MAGIC.length + CHECK_BYTES
  if (!equalBytes(file.subarray(0, MAGIC.length), MAGIC)) return err({ type: 'NotASyncFile' })
  const body = file.subarray(start)
  if (!equalBytes(file.subarray(MAGIC.length, start), sha256(body).subarray(0, CHECK_BYTES)))
    return err({ type: 'SyncFileDamaged' })
  const reader = createByteReader(body)
  const frames: Uint8Array[] = []
  while (reader.left() > 0) {
    const length = reader.varint()
    if (length > SYNC_LIMITS.frameBytes) reader.refuse('TooLarge')
    frames.push(reader.bytes(length))
  }
  const fault = reader.fault()
  return fault === null ? ok(frames) : err(fault)
}
