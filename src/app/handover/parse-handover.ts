import { err, eventIdOf, fold, ok, type Result } from '../../domain/index.ts'
import { admitFileEvents, type FileEvent, type FileEventFault, type PotFile } from '../../formats/index.ts'
import { eventsOf, type CheckOptions } from '../../log/index.ts'
import { parseSyncFile, plainPayloads, SYNC_LIMITS } from '../../sync/index.ts'
import { inflate } from './deflate.ts'

/** Why what the codes were put together to is not taken. */
export type HandoverError =
  | { readonly type: 'NotAHandover' }
  /** An event is altered, forged, or rests on one that is not there. */
  | { readonly type: 'HandoverRefused'; readonly cause: FileEventFault }

/** Events deflate to a half or a third; sixteen times as much is somebody's joke. */
const MAX_INFLATED_BYTES = 16 * SYNC_LIMITS.frameBytes

/** Reads what codes brought and believes nothing of it: every event is checked as one of a pot file is. Rejects when the watcher of `options` ends it. */
export async function parseHandover(
  whole: Uint8Array,
  options: CheckOptions = {},
): Promise<Result<PotFile, HandoverError>> {
  const file = await inflate(whole, MAX_INFLATED_BYTES)
  const frames = file && parseSyncFile(file)
  if (!frames?.ok) return err({ type: 'NotAHandover' })
  const events = frames.value.flatMap(toFileEvent)
  if (events.length === 0 || events.length < frames.value.length) return err({ type: 'NotAHandover' })
  const log = await admitFileEvents(events, options)
  if (!log.ok) return err({ type: 'HandoverRefused', cause: log.error })
  return ok({ pot: log.value.pot, log: log.value, fold: fold(eventsOf(log.value), []) })
}

/** The line of an event is its number, from 1. */
function toFileEvent(frame: Uint8Array, index: number): readonly FileEvent[] {
  const stored = plainPayloads.open({ id: eventIdOf(frame.subarray(64)), bytes: frame })
  return stored ? [{ stored, line: index + 1 }] : []
}
