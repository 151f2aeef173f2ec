import { potFileToText, type PotSession, type StoredEvent } from '../../app/index.ts'
import type { PotFold } from '../../domain/index.ts'

/** The whole pot as the text of a file, for another device. It holds no key. */
export function potFileText(session: PotSession, { known }: PotFold): string {
  const storedById = new Map(session.stored().map((stored) => [stored.id, stored]))
  return potFileToText(
    session.id,
    known.events.map((event) => ({ event, stored: storedById.get(event.id) as StoredEvent })),
  )
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
