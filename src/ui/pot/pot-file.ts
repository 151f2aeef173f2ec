import { potFileToText, type PotSession, type StoredEvent } from '../../app/index.ts'
import type { PotEvent, PotFold } from '../../domain/index.ts'

/** The whole pot as the text of a file, for another device. It holds no key. */
export function potFileText(session: PotSession, fold: PotFold): string {
  return potFileToText(session.id, filedEvents(session, fold))
}

/** Every event of the pot in its order, as it stands in the log. */
export function filedEvents(
  session: PotSession,
  { known }: PotFold,
): readonly { readonly event: PotEvent; readonly stored: StoredEvent }[] {
  const storedById = new Map(session.stored().map((stored) => [stored.id, stored]))
  return known.events.map((event) => ({ event, stored: storedById.get(event.id) as StoredEvent }))
}

/** A file name that every system takes. */
export function potFileName(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|.]+/gu, ' ')
    .trim()
    .replace(/\s+/g, '-')
  return `${plain === '' ? 'pot' : plain.slice(0, 60)}.quits.json`
}
