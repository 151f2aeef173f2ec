import type { Entry, EntryId, EpochEntry, Facts } from '../../domain/index.ts'

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
export function entriesByDay(open: Facts, late: ReadonlySet<string>): readonly EntryDay[] {
  const listed = [...open.versions.keys()].flatMap((root) => listEntry(open, root, late) ?? [])
  listed.sort((a, b) => compare(b.entry.date, a.entry.date) || b.at - a.at || compare(a.root, b.root))
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
  return [...open.versions].flatMap(([root, versions]) => {
    if (liveOf(open, root)?.kind !== 'entry.voided') return []
    const last = versions.findLast((version) => version.kind !== 'entry.voided')
    return last ? [{ root, entry: last.body.entry }] : []
  })
}

/** The version of an entry that counts. Of an entry untouched since a settlement only the versions are kept: EX3 once more, since a void names what it had seen. */
export function liveOf(open: Facts, root: EntryId): EpochEntry['version']['live'] | undefined {
  const here = open.entries.get(root)
  if (here) return here.version.live
  const heads = open.versions.get(root)?.filter((version, _, all) => !isReplaced(version.id, all)) ?? []
  return heads.findLast(({ kind }) => kind !== 'entry.voided') ?? heads.at(-1)
}

function isReplaced(id: string, versions: readonly EpochEntry['version']['live'][]): boolean {
  return versions.some(
    (version) => version.kind !== 'entry.created' && version.body.replaces.some((replaced) => replaced === id),
  )
}

function listEntry(open: Facts, root: EntryId, late: ReadonlySet<string>): ListedEntry | undefined {
  const live = liveOf(open, root)
  if (!live || live.kind === 'entry.voided') return undefined
  const here = open.entries.get(root)
  return {
    root,
    entry: live.body.entry,
    hasConflict: (here?.version.conflicts.length ?? 0) > 0,
    isLate: late.has(live.id),
    isSettled: !here || here.correction,
    at: open.versions.get(root)?.[0]?.at ?? 0,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
