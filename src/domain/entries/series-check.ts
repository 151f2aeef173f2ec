import { isCalendarDay } from './calendar.ts'
import { checkEntry, type EntryError } from './entry-check.ts'
import { err, ok, type Result } from '../result.ts'
import type { Series } from './series.ts'

/** Why terms are no series (EX4): the entry is none, or the end is not a day. */
export type SeriesError = EntryError | { readonly type: 'BadSeriesEnd' }

/** EX4: what makes a series on its own: an entry, and an end that is a day. One that ends before it begins has no occurrence: so a series is stopped. */
export function checkSeries(series: Series): Result<Series, SeriesError> {
  const { entry, end } = series
  if (end?.type === 'until' && !isCalendarDay(end.date)) return err({ type: 'BadSeriesEnd' })
  const checked = checkEntry(entry)
  return checked.ok ? ok(series) : checked
}
