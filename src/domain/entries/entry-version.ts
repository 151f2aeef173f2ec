// EX2: the versions of an entry. What each says is in entry-content.ts, which of them lives in live-version.ts.

import type { EventOf, PotEvent } from '../events/event.ts'
import { compareIds, type EntryId, type EventId } from '../ids.ts'
import { occurrenceId, seriesRootOf, type SeriesVersion } from './occurrence.ts'

/** One version of an entry: its creation, a revision, a void, a restore, or the row that a series made. */
export type EntryVersion =
  | EventOf<'entry.created'>
  | EventOf<'entry.revised'>
  | EventOf<'entry.voided'>
  | EventOf<'entry.restored'>
  | EventOf<'occurrence.created'>

/** Every counting version of every series, by its id. */
export type SeriesVersions = ReadonlyMap<EventId, SeriesVersion>

/** Whether an event is a version of an entry. */
export function isEntryVersion(event: PotEvent): event is EntryVersion {
  return (
    event.kind === 'entry.created' ||
    event.kind === 'entry.revised' ||
    event.kind === 'entry.voided' ||
    event.kind === 'entry.restored' ||
    event.kind === 'occurrence.created'
  )
}

/** The versions that a version names: those it replaces or takes back. */
export function replacedBy(version: EntryVersion): readonly EventId[] {
  return version.kind === 'entry.created' || version.kind === 'occurrence.created' ? [] : version.body.replaces
}

/** The entry that a version belongs to; none for the row of a series that is not known. */
export function entryIdOf(version: EntryVersion, series: SeriesVersions): EntryId | undefined {
  if (version.kind === 'entry.created') return version.id as string as EntryId
  if (version.kind !== 'occurrence.created') return version.body.root
  const terms = series.get(version.body.series)
  return terms && occurrenceId(seriesRootOf(terms), version.body.date)
}

/** EX3: the heads among an entry's versions: those that no other names. */
export function headVersions(versions: readonly EntryVersion[]): readonly EntryVersion[] {
  const named = new Set(versions.flatMap(replacedBy))
  return versions.filter(({ id }) => !named.has(id))
}

/** EX3: the later of two versions: of the greater Lamport number, then of the greater event id. */
export function laterVersion<V extends EntryVersion>(a: V, b: V): V {
  return (a.lamport - b.lamport || compareIds(a.id, b.id)) > 0 ? a : b
}
