// A pot as a file: header, every event as bytes with its signature in canonical order, and a readable mirror. One pot has one text, to the byte;
// a key is never in it.

import { canonicalOrder, fold, type PotEvent, type PotId } from '../../domain/index.ts'
import type { SignedEvent, StoredEvent } from '../../log/index.ts'
import { bytesToBase64 } from '../base64.ts'
import { jsonLines, type JsonLine } from './json-lines.ts'
import { mirrorOf } from './mirror.ts'

/** The format's name and version, in every file's first lines. */
export const POT_FILE_FORMAT = 'quits-pot'
/** The only version there is. */
export const POT_FILE_VERSION = 1

/** The text of a pot file. The events are a log's: checked, each with its past, the genesis event among them. */
export function potFileToText(pot: PotId, events: Iterable<SignedEvent>): string {
  return `${potFileLines(pot, events)
    .map(({ text }) => text)
    .join('\n')}\n`
}

/** The lines of a pot file, and which part of it each one is. */
export function potFileLines(pot: PotId, events: Iterable<SignedEvent>): readonly JsonLine[] {
  const storedById = new Map<string, StoredEvent>()
  const decoded: PotEvent[] = []
  for (const { event, stored } of events) {
    storedById.set(event.id, stored)
    decoded.push(event)
  }
  const ordered = canonicalOrder(decoded)
  const file = {
    format: POT_FILE_FORMAT,
    version: POT_FILE_VERSION,
    pot,
    events: ordered.map(({ id }) => {
      const stored = storedById.get(id) as StoredEvent
      return { id, bytes: bytesToBase64(stored.bytes), signature: bytesToBase64(stored.signature) }
    }),
    mirror: mirrorOf(fold(ordered, [])),
  }
  return jsonLines(file, '')
}
