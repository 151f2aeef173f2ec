// EX4: which days a series falls on. Always counted from the anchor, so that a short month moves no later day: 31 Jan -> 28 Feb -> 31 Mar.

import {
  calendarDayToText,
  daysOfMonth,
  dayToNumber,
  numberToDay,
  parseCalendarDay,
  type CalendarDay,
} from './calendar.ts'
import type { Interval, Series } from './series.ts'

/** How many days are named at once. Who wants more asks again after the last of them. */
const MOST_DATES = 500

/** The day of occurrence `index`, the first being 0; nothing after the end of the series or of the calendar. */
export function occurrenceDate({ entry, interval, end }: Series, index: number): string | undefined {
  const anchor = parseCalendarDay(entry.date)
  if (!anchor || (end?.type === 'count' && index >= end.count)) return undefined
  const distance = index * stepOf(interval)
  const day = isByMonth(interval) ? monthsAfter(anchor, distance) : numberToDay(dayToNumber(anchor) + distance)
  const date = calendarDayToText(day)
  return date === undefined || (end?.type === 'until' && date > end.date) ? undefined : date
}

/** Whether a series falls on a day. */
export function isOccurrence(series: Series, date: string): boolean {
  const index = indexNear(series, date)
  return index >= 0 && occurrenceDate(series, index) === date
}

/** The days of a series after `after` (from its beginning when null) up to `through`, the first 500 of them. */
export function occurrenceDates(series: Series, after: string | null, through: string): readonly string[] {
  const dates: string[] = []
  for (let index = after === null ? 0 : Math.max(indexNear(series, after), 0); dates.length < MOST_DATES; index++) {
    const date = occurrenceDate(series, index)
    if (date === undefined || date > through) break
    if (after === null || date > after) dates.push(date)
  }
  return dates
}

/** The last occurrence on or before a day, or the one in the same month. Below 0 before the anchor, and for what is no day. */
function indexNear({ entry, interval }: Series, date: string): number {
  const [anchor, day] = [parseCalendarDay(entry.date), parseCalendarDay(date)]
  if (!anchor || !day) return -1
  const distance = isByMonth(interval) ? monthOf(day) - monthOf(anchor) : dayToNumber(day) - dayToNumber(anchor)
  return distance < 0 ? -1 : quotient(distance, stepOf(interval))
}

function isByMonth({ unit }: Interval): boolean {
  return unit === 'month' || unit === 'year'
}

/** Days or months between two occurrences. */
function stepOf({ unit, every }: Interval): number {
  return every * { day: 1, week: 7, month: 1, year: 12 }[unit]
}

/** The anchor's day in a later month, or that month's last day if it is shorter. */
function monthsAfter(anchor: CalendarDay, months: number): CalendarDay {
  const count = monthOf(anchor) + months
  const [year, month] = [quotient(count, 12), (count % 12) + 1]
  return { year, month, day: Math.min(anchor.day, daysOfMonth(year, month)) }
}

function monthOf({ year, month }: CalendarDay): number {
  return year * 12 + month - 1
}

/** Whole times that `divisor` goes into a number that is not negative: numbers are not divided here, their fractions are none of ours. */
function quotient(dividend: number, divisor: number): number {
  return Number(BigInt(dividend) / BigInt(divisor))
}
