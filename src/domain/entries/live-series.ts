import { membersOfEntry } from './entry-effect.ts'
import type { OccurrenceCreated } from '../events/event.ts'
import type { Facts } from '../facts.ts'
import { compareIds, type EventId } from '../ids.ts'
import { seriesRootOf, type SeriesVersion } from './occurrence.ts'
import { occurrenceDates } from './series-dates.ts'

/** EX4: the versions of series that no other names. */
export function seriesHeads({ series }: Pick<Facts, 'series'>): readonly SeriesVersion[] {
  const versions = [...series.values()]
  const named = new Set(versions.flatMap((each) => (each.kind === 'series.revised' ? each.body.replaces : [])))
  return versions.filter(({ id }) => !named.has(id))
}

/** EX4: the version of each series that lives, by the series' id: of those that no other names the greater Lamport number, then the greater event id. */
export function liveSeries(facts: Pick<Facts, 'series'>): ReadonlyMap<EventId, SeriesVersion> {
  const heads = seriesHeads(facts).toSorted((a, b) => a.lamport - b.lamport || compareIds(a.id, b.id))
  return new Map(heads.map((head) => [seriesRootOf(head), head]))
}

/**
 * EX4: the rows to write up to a day, at most 500 of each series: its days after the last row that it has, whatever became of that row. None of a
 * series that names somebody who retired (ME2): its rows would not count.
 */
export function dueOccurrences(
  facts: Pick<Facts, 'series' | 'versions' | 'members'>,
  through: string,
): readonly OccurrenceCreated[] {
  const last = lastRows(facts)
  return Array.from(liveSeries(facts)).flatMap(([root, { id, body }]) => {
    const { entry } = body.series
    const isPaused = entry.type !== 'transfer' && membersOfEntry(entry).some((each) => facts.members.get(each)?.retired)
    if (isPaused) return []
    return occurrenceDates(body.series, last.get(root) ?? null, through).map((date) => ({ series: id, date }))
  })
}

/** The day of the last row of each series. */
function lastRows({ series, versions }: Pick<Facts, 'series' | 'versions'>): ReadonlyMap<EventId, string> {
  const last = new Map<EventId, string>()
  for (const list of versions.values()) {
    // The first version of such a root is a row, and all its rows are of one series and one day.
    const [row] = list
    if (row?.kind !== 'occurrence.created') continue
    const root = seriesRootOf(series.get(row.body.series) as SeriesVersion)
    if (row.body.date > (last.get(root) ?? '')) last.set(root, row.body.date)
  }
  return last
}
