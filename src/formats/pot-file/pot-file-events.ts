import { err, isHex, ok, type EventId, type Result } from '../../domain/index.ts'
import type { StoredEvent } from '../../log/index.ts'
import { base64ToBytes } from '../base64.ts'
import { POT_FILE_FORMAT, POT_FILE_VERSION } from './pot-file-text.ts'

/** An event of a file and the line on which it begins. */
export interface FileEvent {
  readonly stored: StoredEvent
  readonly line: number
}

/** A line that cannot stand in any pot file, and what it should be. Lines count from 1; `found` is null at the end of the file. */
export interface LineDiffers {
  readonly type: 'LineDiffers'
  readonly line: number
  /** The part of the file: `version`, `events[3].signature`, `mirror.entries[0].amount`. */
  readonly part: string
  readonly expected: string
  readonly found: string | null
}

/** Why the events of a file cannot be read. */
export type FileEventsError =
  | LineDiffers
  | { readonly type: 'OtherFileVersion'; readonly version: string }
  | { readonly type: 'BadBase64'; readonly line: number; readonly part: string }

const ID = /^ {6}"id": "([^"]*)",$/
const BYTES = /^ {6}"bytes": "([^"]*)",$/
const SIGNATURE = /^ {6}"signature": "([^"]*)"$/

/** The events of a pot file, line by line: a file that is damaged anywhere is named by the line and not by what a JSON parser makes of it. */
export function readFileEvents(lines: readonly string[]): Result<readonly FileEvent[], FileEventsError> {
  const version = /^ {2}"version": ([0-9]{1,9}),$/.exec(lines[2] ?? '')?.[1]
  const header: readonly (readonly [part: string, text: string])[] = [
    ['file', '{'],
    ['format', `  "format": "${POT_FILE_FORMAT}",`],
    ['version', `  "version": ${POT_FILE_VERSION},`],
  ]
  for (const [index, [part, expected]] of header.entries()) {
    if (lines[index] === expected) continue
    if (part === 'version' && version !== undefined) return err({ type: 'OtherFileVersion', version })
    return differs(lines, index, part, expected)
  }
  // The pot's id is compared once the events are read: the genesis event knows it.
  if (lines[4] !== '  "events": [') return differs(lines, 4, 'events', '  "events": [')
  const events: FileEvent[] = []
  for (let at = 5; ; at += 5) {
    const part = `events[${events.length}]`
    if (lines[at] !== '    {') return differs(lines, at, part, '    {')
    const event = readEvent(lines, at, part)
    if (!event.ok) return event
    events.push(event.value)
    if (lines[at + 4] === '    }') return ok(events)
    if (lines[at + 4] !== '    },') return differs(lines, at + 4, part, '    },')
  }
}

function readEvent(lines: readonly string[], at: number, part: string): Result<FileEvent, FileEventsError> {
  const id = ID.exec(lines[at + 1] ?? '')?.[1]
  const bytesText = BYTES.exec(lines[at + 2] ?? '')?.[1]
  const signatureText = SIGNATURE.exec(lines[at + 3] ?? '')?.[1]
  if (id === undefined || !isHex(id, 32))
    return differs(lines, at + 1, `${part}.id`, '      "id": "<64 of 0-9 and a-f>",')
  if (bytesText === undefined) return differs(lines, at + 2, `${part}.bytes`, '      "bytes": "<base64>",')
  if (signatureText === undefined) return differs(lines, at + 3, `${part}.signature`, '      "signature": "<base64>"')
  const bytes = base64ToBytes(bytesText)
  const signature = base64ToBytes(signatureText)
  if (!bytes.ok) return err({ type: 'BadBase64', line: at + 3, part: `${part}.bytes` })
  if (!signature.ok) return err({ type: 'BadBase64', line: at + 4, part: `${part}.signature` })
  return ok({ stored: { id: id as EventId, bytes: bytes.value, signature: signature.value }, line: at + 1 })
}

/** The difference on the line of this index. */
export function differs(
  lines: readonly string[],
  index: number,
  part: string,
  expected: string,
): Result<never, LineDiffers> {
  // A text that ends with a line end has an empty last line here.
  const isEnd = index >= lines.length || (index === lines.length - 1 && lines[index] === '')
  return err({ type: 'LineDiffers', line: index + 1, part, expected, found: isEnd ? null : (lines[index] as string) })
}
