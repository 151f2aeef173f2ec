// EX2: what each version of an entry says. A restore says what the voids that it takes back had taken away.

import type { Entry } from './entry.ts'
import { laterVersion, type EntryVersion, type SeriesVersions } from './entry-version.ts'
import type { EventOf } from '../events/event.ts'
import type { EventId } from '../ids.ts'
import { occurrenceEntry, type SeriesVersion } from './occurrence.ts'

/** A version that brings content of its own. */
type ContentVersion = Exclude<EntryVersion, EventOf<'entry.voided'> | EventOf<'entry.restored'>>

/** What each of an entry's versions says, by its id; of a void what it took away. Each version stands after those it names. */
export function contentsOf(versions: readonly EntryVersion[], series: SeriesVersions): ReadonlyMap<EventId, Entry> {
  const sources = new Map<EventId, ContentVersion>()
  for (const version of versions) {
    const isContent = version.kind !== 'entry.voided' && version.kind !== 'entry.restored'
    sources.set(version.id, isContent ? version : sourceOf(version.body.replaces, sources))
  }
  return new Map(Array.from(sources, ([id, source]) => [id, entryOf(source, series)]))
}

/** Through voids and restores, the first by EX3 of all contents that were replaced. */
function sourceOf(replaces: readonly EventId[], sources: ReadonlyMap<EventId, ContentVersion>): ContentVersion {
  return replaces.map((id) => sources.get(id) as ContentVersion).reduce(better)
}

/** EX3 among contents: what people wrote before rows of a series. */
function better(a: ContentVersion, b: ContentVersion): ContentVersion {
  if ((a.kind === 'occurrence.created') === (b.kind === 'occurrence.created')) return laterVersion(a, b)
  return a.kind === 'occurrence.created' ? b : a
}

function entryOf(version: ContentVersion, series: SeriesVersions): Entry {
  if (version.kind !== 'occurrence.created') return version.body.entry
  const terms = series.get(version.body.series) as SeriesVersion
  return occurrenceEntry(terms.body.series, version.body.date)
}
