// Entries that come again (EX4): every device writes what has become due, and all of them write the same rows.

import {
  checkSeries,
  dueOccurrences,
  err,
  liveSeries,
  membersOfEntry,
  ok,
  seriesHeads,
  seriesRootOf,
  type EventId,
  type PotEvent,
  type Result,
  type Series,
  type SeriesError,
} from '../domain/index.ts'
import type { ActionError } from './action-error.ts'
import { speaks } from './speaks.ts'
import { writeOne } from './write-one.ts'
import type { PotSession } from './pot-session.ts'

/** Why a recurring entry was not written. */
export type RecurringError =
  | ActionError
  | { readonly type: 'BadSeries'; readonly error: SeriesError }
  | { readonly type: 'UnknownSeries'; readonly series: EventId }
  /** It would end before it comes again. */
  | { readonly type: 'NeverAgain' }

/** As many rows as one write signs, so that a long absence is caught up with in several. */
const ROWS_AT_ONCE = 100

/** Starts a recurring entry; its rows are written by `catchUp`. */
export async function startSeries(session: PotSession, series: Series): Promise<Result<PotEvent, RecurringError>> {
  const checked = checkSeries(series)
  if (!checked.ok) return err({ type: 'BadSeries', error: checked.error })
  const { members } = session.fold().open
  const stranger = membersOfEntry(series.entry).find((member) => !members.has(member))
  if (stranger !== undefined) return err({ type: 'UnknownMember', member: stranger })
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  return writeOne(session, { kind: 'series.created', body: { series } })
}

/** Ends a recurring entry after a day; what it wrote before stays. */
export async function stopSeries(
  session: PotSession,
  series: EventId,
  lastDay: string,
): Promise<Result<PotEvent, RecurringError>> {
  const { open } = session.fold()
  const live = liveSeries(open).get(series)
  if (!live) return err({ type: 'UnknownSeries', series })
  if (!speaks(session)) return err({ type: 'DeviceUnknown' })
  const heads = seriesHeads(open).filter((head) => seriesRootOf(head) === series)
  const ended: Series = { ...live.body.series, end: { type: 'until', date: lastDay } }
  return writeOne(session, {
    kind: 'series.revised',
    body: { root: series, replaces: heads.map(({ id }) => id), series: ended },
  })
}

/** Writes the rows of all recurring entries that are due up to a day. How many were written. */
export async function catchUp(session: PotSession, today: string): Promise<Result<number, RecurringError>> {
  if (!speaks(session)) return ok(0)
  let rows = 0
  for (;;) {
    const due = dueOccurrences(session.fold().open, today).slice(0, ROWS_AT_ONCE)
    if (due.length === 0) return ok(rows)
    const written = await session.write(...due.map((body) => ({ kind: 'occurrence.created', body }) as const))
    if (!written.ok) return written
    rows += written.value.length
  }
}
