import type { Causality } from '../epochs/causality.ts'
import type { Entry } from './entry.ts'
import { contentsOf } from './entry-content.ts'
import { isSameEntry } from './entry-schema.ts'
import { headVersions, laterVersion, type EntryVersion, type SeriesVersions } from './entry-version.ts'

/** EX3: the version that lives, and the other heads, which people see as a conflict until a revision names them all. */
export interface LiveVersion {
  readonly live: EntryVersion
  /** What the entry says; null when a void lives. */
  readonly content: Entry | null
  readonly conflicts: readonly EntryVersion[]
}

/**
 * EX3: the live one of the versions of a root (at least one, each after those it names). What people wrote comes first; then voids: a void wins
 * only over contents that its author had seen, and over every row of a series; then such rows. Among equals the greater Lamport number, then the
 * greater event id. A row beside something that people wrote, or beside one that says the same, is no conflict.
 */
export function liveVersion(
  versions: readonly EntryVersion[],
  series: SeriesVersions,
  causality: Causality,
): LiveVersion {
  const [first] = versions
  // Most entries are written once and never touched again.
  if (versions.length === 1 && first?.kind === 'entry.created')
    return { live: first, content: first.body.entry, conflicts: [] }
  const heads = headVersions(versions)
  const voids = heads.filter(({ kind }) => kind === 'entry.voided')
  const rows = heads.filter(({ kind }) => kind === 'occurrence.created')
  const written = heads.filter(({ kind }) => kind !== 'entry.voided' && kind !== 'occurrence.created')
  const standing = written.filter(({ id }) => !voids.some((head) => causality.sees(head.id, id)))
  const live = [standing, voids, rows].find((list) => list.length > 0)?.reduce(laterVersion)
  if (!live) throw new Error('an entry without a head: its versions name each other in a circle')
  const contents = contentsOf(versions, series)
  const content = live.kind === 'entry.voided' ? null : (contents.get(live.id) as Entry)
  const isConflict = (head: EntryVersion): boolean =>
    head.kind !== 'occurrence.created' ||
    (live.kind === 'occurrence.created' && !isSameEntry(contents.get(head.id) as Entry, content as Entry))
  return { live, content, conflicts: heads.filter((head) => head.id !== live.id && isConflict(head)) }
}
