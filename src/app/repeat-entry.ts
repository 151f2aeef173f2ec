// An entry that is there already comes again (EX4). It stays what it is: what is founded beside it is a series whose rows begin after it, so that nothing is
// there twice.

import {
  checkSeries,
  calendarDayToText,
  dayToNumber,
  err,
  numberToDay,
  occurrenceDate,
  occurrenceId,
  ok,
  parseCalendarDay,
  type CalendarDay,
  type Entry,
  type EntryId,
  type EventId,
  type PotEvent,
  type PotFold,
  type Result,
  type Series,
} from '../domain/index.ts'
import type { ActionError } from './action-error.ts'
import { checkNew, revisionOf } from './entry-actions.ts'
import { speaks } from './speaks.ts'
import type { PotSession } from './pot-session.ts'
import { nextDate } from './next-date.ts'
import { isSameEntry } from './same-entry.ts'
import { likeRow } from './series-of-entry.ts'
import { catchUp, type RecurringError } from './series-actions.ts'
import type { AheadContent } from './sign-ahead.ts'

/**
 * EX4: the first day on which the entry of a series comes again: of those after its own the first that is not over yet. Days in between are left out, since
 * people have entered those by hand. Null where it never does.
 */
export function firstAgain(series: Series, today: string): string | null {
  const yesterday = dayBefore(today)
  const after = yesterday > series.entry.date ? yesterday : series.entry.date
  return nextDate(series, after)
}

/** EX4: lets an entry come again, changed to what the series says if it says something else. From which day on. */
export async function repeatEntry(
  session: PotSession,
  root: EntryId,
  series: Series,
  today: string,
): Promise<Result<string, RecurringError>> {
  const checked = checkSeries(series)
  if (!checked.ok) return err({ type: 'BadSeries', error: checked.error })
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  const first = firstAgain(series, today)
  if (first === null) return err({ type: 'NeverAgain' })
  const revised = revisionIfOther(session.fold(), root, series.entry)
  if (!revised.ok) return revised
  const entry = likeRow(series.entry, series.entry.date)
  const isNew = checkNew(session.fold(), entry)
  if (!isNew.ok) return isNew
  const written = await session.write(...revised.value, ...foundingOf({ ...series, entry }, first))
  if (!written.ok) return written
  const rows = await catchUp(session, today)
  return rows.ok ? ok(first) : rows
}

function revisionIfOther(fold: PotFold, root: EntryId, entry: Entry): Result<readonly AheadContent[], ActionError> {
  const live = fold.open.live.get(root)
  if (live?.content && live.conflicts.length === 0 && isSameEntry(fold, live.content, entry)) return ok([])
  const revision = revisionOf(fold, root, entry)
  return revision.ok ? ok([revision.value]) : revision
}

/** What founds a series that begins on this day. */
function foundingOf(series: Series, first: string): readonly AheadContent[] {
  const { entry, interval } = series
  const isByDay = interval.unit === 'day' || interval.unit === 'week'
  if (isByDay || first.slice(8) === entry.date.slice(8))
    return [{ kind: 'series.created', body: { series: { ...series, entry: { ...entry, date: first } } } }]
  // The 31st comes again on the 28th. A series that began there would stay there, so it keeps its day and has a row, deleted at once, up to which all is
  // written: nothing after a void, and no row of another device, brings that one back (EX3).
  const before = dateBefore(series, first)
  return [
    { kind: 'series.created', body: { series } },
    (events) => ({ kind: 'occurrence.created', body: { series: foundedIn(events), date: before } }),
    (events) => ({
      kind: 'entry.voided',
      body: { root: occurrenceId(foundedIn(events), before), replaces: events.slice(-1).map(({ id }) => id) },
    }),
  ]
}

function foundedIn(events: readonly PotEvent[]): EventId {
  return events.find(({ kind }) => kind === 'series.created')?.id as EventId
}

/** The day of a series before one of its days. */
function dateBefore(series: Series, day: string): string {
  let before = series.entry.date
  for (let index = 1; ; index++) {
    const date = occurrenceDate(series, index)
    if (date === undefined || date >= day) return before
    before = date
  }
}

function dayBefore(day: string): string {
  return calendarDayToText(numberToDay(dayToNumber(parseCalendarDay(day) as CalendarDay) - 1)) ?? day
}
