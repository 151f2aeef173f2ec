import { replacedBy } from '../../app/index.ts'
import type { Entry, EntryVersion } from '../../domain/index.ts'

/** A field that a version changed. */
export interface FieldChange {
  readonly field: 'title' | 'amount' | 'date' | 'category' | 'note' | 'people'
  readonly before: string
  readonly after: string
}

/** How entries are written out for comparing. */
export interface EntryWords {
  readonly amount: (entry: Entry) => string
  readonly day: (entry: Entry) => string
  readonly people: (entry: Entry) => string
}

/** What a version changed in the one before it; empty for the first one and for a void. */
export function entryChanges(before: Entry | null, after: Entry | null, words: EntryWords): readonly FieldChange[] {
  if (before === null || after === null) return []
  const pairs: readonly FieldChange[] = [
    { field: 'title', before: before.title, after: after.title },
    { field: 'amount', before: words.amount(before), after: words.amount(after) },
    { field: 'date', before: words.day(before), after: words.day(after) },
    { field: 'people', before: words.people(before), after: words.people(after) },
    { field: 'category', before: before.category, after: after.category },
    { field: 'note', before: before.note, after: after.note },
  ]
  return pairs.filter((pair) => pair.before !== pair.after)
}

/** The content that a version replaced or brought back: of the latest of those it names. */
export function contentBefore(
  version: EntryVersion,
  versions: readonly EntryVersion[],
  contents: ReadonlyMap<string, Entry>,
): Entry | null {
  const replaced = replacedBy(version)
  const latest = versions.findLast(({ id }) => replaced.includes(id))
  return (latest && contents.get(latest.id)) ?? null
}
