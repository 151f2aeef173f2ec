// Reads a pot file and believes nothing of it: every event is checked like one from a stranger, and the whole text must be, to the byte, what the
// checked events give.

import { err, fold, ok, type PotFold, type PotId, type Result } from '../../domain/index.ts'
import { eventsOf, type CheckOptions, type Replica } from '../../log/index.ts'
import { bytesToUtf8 } from '../bytes-to-utf8.ts'
import { admitFileEvents, type FileEventFault } from './admit-file-events.ts'
import { differs, readFileEvents, type FileEventsError, type LineDiffers } from './pot-file-events.ts'
import { jsonLines, pathOfLine } from './json-lines.ts'
import { potFileContent } from './pot-file-text.ts'

/** A pot read from a file: its checked log, and what the log says without any chain. */
export interface PotFile {
  readonly pot: PotId
  readonly log: Replica
  readonly fold: PotFold
}

/** Why a file is no pot file, or not the one that was written. `part` names the place: `events[3].signature`, `mirror.balances[0]`. */
export type PotFileError =
  | { readonly type: 'FileTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly type: 'NotAPotFile' }
  | { readonly type: 'NotUtf8'; readonly line: number; readonly part: string }
  | FileEventsError
  | FileEventFault

/** The largest file that is read, in bytes. */
export const MAX_POT_FILE_BYTES = 256 * 1024 * 1024

/** Reads a pot file, as bytes or text. The first difference is named by its line and part. Rejects when the watcher of `options` ends it. */
export async function parsePotFile(
  file: Uint8Array | string,
  options: CheckOptions = {},
): Promise<Result<PotFile, PotFileError>> {
  if (file.length > MAX_POT_FILE_BYTES)
    return err({ type: 'FileTooLarge', bytes: file.length, limit: MAX_POT_FILE_BYTES })
  const text = typeof file === 'string' ? ok(file) : bytesToUtf8(file)
  if (!text.ok) return undecodable(file as Uint8Array, text.error.offset)
  if (!looksLikePotFile(text.value)) return err({ type: 'NotAPotFile' })
  const lines = text.value.split('\n')
  const events = readFileEvents(lines)
  if (!events.ok) return events
  const log = await admitFileEvents(events.value, options)
  if (!log.ok) return log
  const difference = compareText(lines, log.value)
  if (!difference.ok) return difference
  return ok({ pot: log.value.pot, log: log.value, fold: fold(eventsOf(log.value), []) })
}

/** One damaged byte never hides all three marks, so a damaged pot file is told from a file of another kind. */
function looksLikePotFile(text: string): boolean {
  return text.startsWith('{\n  "format": ') || text.includes('"quits-pot"') || text.includes('"signature": "')
}

function compareText(found: readonly string[], log: Replica): Result<null, LineDiffers> {
  const content = potFileContent(log.pot, log.events.values())
  const expected = jsonLines(content)
  const at = expected.findIndex((line, index) => line !== found[index])
  if (at >= 0) return differs(found, at, pathOfLine(content, at), expected[at] as string)
  // The last line ends, and nothing follows.
  const isWhole = found.length === expected.length + 1 && found[expected.length] === ''
  return isWhole ? ok(null) : differs(found, expected.length, 'end', '')
}

function undecodable(bytes: Uint8Array, offset: number): Result<never, PotFileError> {
  const before = bytesToUtf8(bytes.subarray(0, offset))
  const text = before.ok ? before.value : ''
  if (!looksLikePotFile(text)) return err({ type: 'NotAPotFile' })
  return err({ type: 'NotUtf8', line: text.split('\n').length, part: 'text' })
}
