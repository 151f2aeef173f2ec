// A pot as a file: header, every event as bytes with its signature in canonical order, and a readable mirror. One pot has one text, to the byte;
// a key is never in it.

import { canonicalOrder, fold, type PotEvent, type PotId } from '../../domain/index.ts'
import type { SignedEvent, StoredEvent } from '../../log/index.ts'
import { bytesToBase64 } from '../base64.ts'
import { jsonLines, type Json } from './json-lines.ts'
import { mirrorOf } from './mirror.ts'

/** The format's name and version, in every file's first lines. */
export const POT_FILE_FORMAT = 'quits-pot'
/** The only version there is. */
export const POT_FILE_VERSION = 1

/** The text of a pot file. The events are a log's: checked, each with its past, the genesis event among them. */
export function potFileToText(pot: PotId, events: Iterable<SignedEvent>): string {
  return `${jsonLines(potFileContent(pot, events)).join('\n')}\n`
}

/** What a pot file says, in the order in which it says it. */
export function potFileContent(pot: PotId, events: Iterable<SignedEvent>): Json {
  const storedById = new Map<string, StoredEvent>()
  const decoded: PotEvent[] = []
  for (const { event, stored } of events) {
    storedById.set(event.id, stored)
    decoded.push(event)
  }
  const ordered = canonicalOrder(decoded)
  return {
    format: POT_FILE_FORMAT,
    version: POT_FILE_VERSION,
    pot,
    events: ordered.map(({ id }) => {
      const stored = storedById.get(id) as StoredEvent
      return { id, bytes: bytesToBase64(stored.bytes), signature: bytesToBase64(stored.signature) }
    }),
    mirror: mirrorOf(fold(ordered, [])),
  }
}
