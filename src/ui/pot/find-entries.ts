import { membersOfEntry } from '../../app/index.ts'
import type { Entry, MemberId } from '../../domain/index.ts'
import type { EntryDay } from './entries-by-day.ts'

/** The entries in which every word that is looked for stands: in the name, category, note or tags, in somebody's name, or in the amount as shown. */
export function findEntries(
  days: readonly EntryDay[],
  wanted: string,
  nameOf: (member: MemberId) => string,
  amount: (entry: Entry) => string,
): readonly EntryDay[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean)
  if (words.length === 0) return days
  const has = (entry: Entry): boolean => {
    const { title, category, note, tags } = entry
    const all = plain([title, category, note, ...tags, amount(entry), ...membersOfEntry(entry).map(nameOf)].join('\n'))
    return words.every((word) => all.includes(word))
  }
  return days
    .map(({ date, entries }) => ({ date, entries: entries.filter(({ entry }) => has(entry)) }))
    .filter(({ entries }) => entries.length > 0)
}

/** Without capitals and accents: people look for "cafe" and mean "Café". */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}
