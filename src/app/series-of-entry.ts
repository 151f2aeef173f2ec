import { liveSeries, seriesRootOf, type Entry, type EntryId, type PotFold, type Series } from '../domain/index.ts'
import { nextDate } from './next-date.ts'
import { isSameEntry } from './same-entry.ts'

/** A recurring entry that goes on. */
export interface GoingOn {
  readonly series: Series
  /** The next day after today. */
  readonly next: string
  /** Whether it is the entry itself that comes again: a row of the series, or what the series was founded with. Otherwise they share a name. */
  readonly isOwn: boolean
}

/** EX4: the recurring entry that an entry belongs to, or one of its name; null where nothing like it comes again. */
export function seriesOfEntry(fold: PotFold, root: EntryId, entry: Entry, today: string): GoingOn | null {
  const { open } = fold
  const [first] = open.versions.get(root) ?? []
  const version = first?.kind === 'occurrence.created' ? open.series.get(first.body.series) : undefined
  const ownId = version && seriesRootOf(version)
  const found = Array.from(liveSeries(open)).flatMap(
    ([
      id,
      {
        body: { series },
      },
    ]): readonly GoingOn[] => {
      const next = nextDate(series, today)
      const isNamedSo = series.entry.type === entry.type && series.entry.title === entry.title
      const isOwn =
        id === ownId || (isNamedSo && isSameEntry(fold, likeRow(series.entry, entry.date), likeRow(entry, entry.date)))
      return next !== null && (isOwn || isNamedSo) ? [{ series, next, isOwn }] : []
    },
  )
  return found.find(({ isOwn }) => isOwn) ?? found[0] ?? null
}

/** What the rows of a series say of an entry. A receipt and an imported row are of one day. */
export function likeRow(entry: Entry, date: string): Entry {
  return { ...entry, date, receipts: [], origin: null }
}
