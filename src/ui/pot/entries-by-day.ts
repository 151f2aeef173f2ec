import { contentsOf } from '../../app/index.ts'
import type { Entry, EntryId, Facts } from '../../domain/index.ts'

/** An entry in the list: its content, and what people should know about it at a glance. */
export interface ListedEntry {
  readonly root: EntryId
  readonly entry: Entry
  readonly hasConflict: boolean
  readonly isLate: boolean
  /** Whether it stands in a settlement that is final: a change corrects it in the next one. */
  readonly isSettled: boolean
  /** Unix seconds at which its first version was written, by its device's clock. */
  readonly at: number
}

/** One day of the list. */
export interface EntryDay {
  readonly date: string
  readonly entries: readonly ListedEntry[]
}

/** All entries that count, the newest day first and within a day what was written last. */
export function entriesByDay(
  open: Facts,
  late: ReadonlySet<string>,
  seqOf: (root: EntryId) => number,
): readonly EntryDay[] {
  const listed = [...open.live.keys()].flatMap((root) => listEntry(open, root, late) ?? [])
  // What a device wrote in one second is told apart by its place among all that the device wrote.
  const written = (a: ListedEntry, b: ListedEntry): number => b.at - a.at || seqOf(b.root) - seqOf(a.root)
  listed.sort((a, b) => compare(b.entry.date, a.entry.date) || written(a, b) || compare(a.root, b.root))
  const days: { date: string; entries: ListedEntry[] }[] = []
  for (const each of listed) {
    const day = days.at(-1)
    if (day?.date === each.entry.date) day.entries.push(each)
    else days.push({ date: each.entry.date, entries: [each] })
  }
  return days
}

/** The last content of every entry that was deleted, the latest first. */
export function deletedEntries(open: Facts): readonly { readonly root: EntryId; readonly entry: Entry }[] {
  return [...open.live].flatMap(([root, { live, content }]) => {
    if (content !== null) return []
    const before = contentsOf(open.versions.get(root) ?? [], open.series).get(live.id)
    return before ? [{ root, entry: before }] : []
  })
}

function listEntry(open: Facts, root: EntryId, late: ReadonlySet<string>): ListedEntry | undefined {
  const version = open.live.get(root)
  if (!version?.content) return undefined
  const here = open.entries.get(root)
  return {
    root,
    entry: version.content,
    hasConflict: (here?.version.conflicts.length ?? 0) > 0,
    isLate: late.has(version.live.id),
    isSettled: !here || here.correction,
    at: open.versions.get(root)?.[0]?.at ?? 0,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What an entry that counts is called. */
export function titleOf(open: Facts, root: EntryId): string {
  return open.live.get(root)?.content?.title ?? ''
}
