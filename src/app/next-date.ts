import { occurrenceDates, type Series } from '../domain/index.ts'

/** After every day that the calendar has. */
const FOR_EVER = '9999-12-31'

/** EX4: the first day of a series after this one; null where it has ended by then. */
export function nextDate(series: Series, after: string): string | null {
  return occurrenceDates(series, after, FOR_EVER)[0] ?? null
}
