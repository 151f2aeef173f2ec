import { err, ok, type Result } from '../../domain/index.ts'
import { SYNC_LIMITS } from '../limits.ts'
import type { FrameDuplex } from './frame-duplex.ts'
import { framesToSyncFile, parseSyncFile, type SyncFileError } from './sync-file.ts'

/** One end of an exchange by files: it hears what a file says, and what it says becomes the next file. */
export interface FileDuplex extends FrameDuplex {
  /** The file with everything said here; null when nothing was. */
  readonly toFile: () => Uint8Array | null
}

/** An end that reads this file, or begins the exchange. It is closed as soon as the file has been heard. */
export function createFileDuplex(file: Uint8Array | null): Result<FileDuplex, SyncFileError> {
  const parsed = file === null ? ok([]) : parseSyncFile(file)
  if (!parsed.ok) return parsed
  const heard = [...parsed.value]
  const said: Uint8Array[] = []
  let isOpen = true
  return ok({
    send: (frame) => {
      if (!isOpen) return Promise.resolve(err({ type: 'DuplexClosed' }))
      if (frame.length > SYNC_LIMITS.frameBytes)
        return Promise.resolve(err({ type: 'FrameTooLarge', bytes: frame.length, limit: SYNC_LIMITS.frameBytes }))
      said.push(frame.slice())
      return Promise.resolve(ok(undefined))
    },
    receive: () => Promise.resolve(isOpen ? (heard.shift() ?? null) : null),
    close: () => {
      isOpen = false
    },
    toFile: () => (said.length === 0 ? null : framesToSyncFile(said)),
  })
}
