// EX4: entries that come again. What falls on which day is in series-dates.ts, which occurrence lives in entry-version.ts.

import type { Entry } from './entry.ts'

/** How far apart two occurrences are. */
export interface Interval {
  readonly unit: 'day' | 'week' | 'month' | 'year'
  /** Every so many of them, from 1 on. */
  readonly every: number
}

/** Where a series ends: after a day, which still counts, or after a number of occurrences. */
export type SeriesEnd =
  | { readonly type: 'until'; readonly date: string }
  | { readonly type: 'count'; readonly count: number }

/** A recurring entry. The entry's own date is the anchor day and its first occurrence. */
export interface Series {
  readonly entry: Entry
  readonly interval: Interval
  readonly end: SeriesEnd | null
}
