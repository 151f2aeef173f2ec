import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  calendarDayToText,
  daysOfMonth,
  dayToNumber,
  isCalendarDay,
  numberToDay,
  parseCalendarDay,
  type CalendarDay,
} from '../../../src/domain/entries/calendar.ts'
import { minor } from '../../../src/domain/money/amount.ts'
import { NO_DETAILS } from '../../../src/domain/entries/entry.ts'
import type { EventId } from '../../../src/domain/ids.ts'
import {
  isSeriesVersion,
  occurrenceEntry,
  occurrenceId,
  seriesRootOf,
  type SeriesVersion,
} from '../../../src/domain/entries/occurrence.ts'
import type { PotEvent } from '../../../src/domain/events/event.ts'
import { checkSeries } from '../../../src/domain/entries/series-check.ts'
import { isOccurrence, occurrenceDate, occurrenceDates } from '../../../src/domain/entries/series-dates.ts'
import type { Interval, Series, SeriesEnd } from '../../../src/domain/entries/series.ts'
import { alice, bob } from './people.ts'

const series = (date: string, unit: Interval['unit'], every = 1, end: SeriesEnd | null = null): Series => ({
  entry: {
    type: 'transfer',
    title: 'Rent',
    date,
    currency: { code: 'EUR', digits: 2 },
    amount: minor(50_000n),
    category: '',
    note: '',
    ...NO_DETAILS,
    origin: null,
    from: alice,
    to: bob,
  },
  interval: { unit, every },
  end,
})
const first = (count: number, terms: Series): readonly (string | undefined)[] =>
  Array.from({ length: count }, (_, index) => occurrenceDate(terms, index))

test('[EX4] a month-based series falls on the anchor day or the last of a shorter month, and comes back to the anchor day', () => {
  expect(first(5, series('2026-01-31', 'month'))).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
  ])
  expect(first(3, series('2023-12-31', 'month', 2))).toEqual(['2023-12-31', '2024-02-29', '2024-04-30'])
  expect(first(5, series('2024-02-29', 'year'))).toEqual([
    '2024-02-29',
    '2025-02-28',
    '2026-02-28',
    '2027-02-28',
    '2028-02-29',
  ])
  expect(first(3, series('2026-11-30', 'month', 3))).toEqual(['2026-11-30', '2027-02-28', '2027-05-30'])
})

test('[EX4] days and weeks are counted through months, leap days and years', () => {
  expect(first(3, series('2024-02-28', 'day'))).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
  expect(first(3, series('2026-12-22', 'week', 1))).toEqual(['2026-12-22', '2026-12-29', '2027-01-05'])
  expect(first(2, series('2026-01-01', 'week', 52))).toEqual(['2026-01-01', '2026-12-31'])
})

test('[EX4] a series ends after a day, which still counts, after a number of times, or with the calendar', () => {
  expect(first(3, series('2026-01-31', 'month', 1, { type: 'until', date: '2026-02-28' }))).toEqual([
    '2026-01-31',
    '2026-02-28',
    undefined,
  ])
  expect(first(3, series('2026-01-31', 'month', 1, { type: 'count', count: 2 }))).toEqual([
    '2026-01-31',
    '2026-02-28',
    undefined,
  ])
  expect(first(2, series('9999-12-31', 'day'))).toEqual(['9999-12-31', undefined])
  expect(first(2, series('9999-12-01', 'month'))).toEqual(['9999-12-01', undefined])
  expect(first(1, series('no day', 'month'))).toEqual([undefined])
  expect(first(1, series('2026-01-31', 'day', 1, { type: 'count', count: 0 }))).toEqual([undefined])
  expect(first(1, series('2026-01-31', 'day', 1, { type: 'until', date: '2026-01-30' }))).toEqual([undefined])
})

test('[EX4] a day is an occurrence or it is not', () => {
  const monthly = series('2026-01-31', 'month')
  expect(['2026-01-31', '2026-02-28', '2028-02-29'].map((date) => isOccurrence(monthly, date))).toEqual([
    true,
    true,
    true,
  ])
  const not = ['2025-12-31', '2026-01-30', '2026-02-27', '2028-02-28', '2026-02-31', '2026-2-28', '', 'tomorrow']
  expect(not.filter((date) => isOccurrence(monthly, date))).toEqual([])
  expect(isOccurrence(series('2026-01-01', 'day', 2), '2026-01-02')).toBe(false)
  expect(isOccurrence(series('2026-01-31', 'month', 2), '2026-02-28')).toBe(false)
  expect(isOccurrence(series('2026-01-31', 'month', 1, { type: 'count', count: 1 }), '2026-02-28')).toBe(false)
  expect(isOccurrence(series('no day', 'month'), '2026-02-28')).toBe(false)
})

test('[EX4] what is due lies after one day and up to another, at most 500 days at once', () => {
  const monthly = series('2026-01-31', 'month')
  expect(occurrenceDates(monthly, null, '2026-03-30')).toEqual(['2026-01-31', '2026-02-28'])
  expect(occurrenceDates(monthly, null, '2026-01-30')).toEqual([])
  expect(occurrenceDates(monthly, '2026-02-28', '2026-03-31')).toEqual(['2026-03-31'])
  expect(occurrenceDates(monthly, '2026-02-27', '2026-03-30')).toEqual(['2026-02-28'])
  expect(occurrenceDates(monthly, '2025-02-27', '2026-01-31')).toEqual(['2026-01-31'])
  const twice = series('2026-01-31', 'month', 1, { type: 'count', count: 2 })
  expect(occurrenceDates(twice, null, '2027-01-31')).toEqual(['2026-01-31', '2026-02-28'])
  expect(occurrenceDates(twice, '2026-02-28', '2027-01-31')).toEqual([])
  const daily = series('2020-01-01', 'day')
  const due = occurrenceDates(daily, null, '2026-01-01')
  expect(due).toHaveLength(500)
  expect(occurrenceDates(daily, due.at(-1) as string, '2026-01-01')[0]).toBe('2021-05-15')
})

const anySeries = fc
  .tuple(
    fc.integer({ min: 0, max: 3_000_000 }),
    fc.constantFrom<Interval['unit']>('day', 'week', 'month', 'year'),
    fc.integer({ min: 1, max: 366 }),
  )
  .map(([day, unit, every]) => series(calendarDayToText(numberToDay(day)) as string, unit, every))

test('[EX4] every occurrence is one, they ascend, and the next one is what is due after it', () => {
  fc.assert(
    fc.property(anySeries, fc.nat(60), (terms, index) => {
      const [date, next] = [occurrenceDate(terms, index), occurrenceDate(terms, index + 1)]
      if (date === undefined) {
        expect(next).toBeUndefined()
        return
      }
      expect(isCalendarDay(date)).toBe(true)
      expect(isOccurrence(terms, date)).toBe(true)
      if (next === undefined) return
      expect(date < next).toBe(true)
      expect(occurrenceDates(terms, date, next)).toEqual([next])
      expect(occurrenceDates(terms, null, next).at(-1)).toBe(next)
    }),
    { numRuns: 1000 },
  )
})

test('[EX4] days have numbers without gaps from the year 0 to the year 9999', () => {
  const last = dayToNumber({ year: 9999, month: 12, day: 31 })
  expect([dayToNumber({ year: 0, month: 1, day: 1 }), last]).toEqual([0, 3_652_424])
  expect(calendarDayToText(numberToDay(last))).toBe('9999-12-31')
  expect(calendarDayToText(numberToDay(last + 1))).toBeUndefined()
  expect(calendarDayToText({ year: -1, month: 12, day: 31 })).toBeUndefined()
  const next = ({ year, month, day }: CalendarDay): CalendarDay =>
    day < daysOfMonth(year, month)
      ? { year, month, day: day + 1 }
      : month < 12
        ? { year, month: month + 1, day: 1 }
        : { year: year + 1, month: 1, day: 1 }
  let day: CalendarDay = { year: 0, month: 1, day: 1 }
  // The calendar repeats itself every 400 years.
  for (let number = 0; number <= 146_097 + 366; number++) {
    const found = numberToDay(number)
    if (found.year !== day.year || found.month !== day.month || found.day !== day.day || dayToNumber(day) !== number)
      throw new Error(`day ${number} is not ${calendarDayToText(day)}`)
    day = next(day)
  }
  expect(parseCalendarDay('2026-05-01')).toEqual({ year: 2026, month: 5, day: 1 })
})

test('[EX4] an occurrence has an id that whoever derives it finds, of the series and the day alone', () => {
  const [one, other] = ['1', '2'].map((digit) => digit.repeat(64) as EventId) as [EventId, EventId]
  expect(occurrenceId(one, '2026-01-31')).toBe('c583b5ed0745605d879ffcb79dadfbd41347b10270f0f4a99361f482f27c1c73')
  const ids = [occurrenceId(one, '2026-01-31'), occurrenceId(other, '2026-01-31'), occurrenceId(one, '2026-02-28')]
  expect(new Set(ids).size).toBe(3)
  const terms = series('2026-01-31', 'month')
  expect(occurrenceEntry(terms, '2026-02-28')).toEqual({ ...terms.entry, date: '2026-02-28' })
})

test('[EX4] a series keeps the id of its first event through its revisions', () => {
  const [one, other] = ['1', '2'].map((digit) => digit.repeat(64) as EventId) as [EventId, EventId]
  const created = { kind: 'series.created', id: one, body: {} } as SeriesVersion
  const revised = { kind: 'series.revised', id: other, body: { root: one } } as SeriesVersion
  expect([created, revised].map(seriesRootOf)).toEqual([one, one])
  const row = { kind: 'occurrence.created', id: other, body: { series: one } } as PotEvent
  expect([created, revised, row].map(isSeriesVersion)).toEqual([true, true, false])
})

test('[EX4] a series is an entry with an end that is a day', () => {
  const terms = series('2026-01-31', 'month', 1, { type: 'until', date: '2026-12-31' })
  expect(checkSeries(terms)).toEqual({ ok: true, value: terms })
  expect(checkSeries({ ...terms, end: { type: 'until', date: '2026-02-30' } })).toEqual({
    ok: false,
    error: { type: 'BadSeriesEnd' },
  })
  expect(checkSeries({ ...terms, end: { type: 'until', date: '2020-01-01' } }).ok).toBe(true)
  expect(checkSeries({ ...terms, end: null }).ok).toBe(true)
  expect(checkSeries({ ...terms, entry: { ...terms.entry, title: '' } })).toEqual({
    ok: false,
    error: { type: 'BadTitle' },
  })
})
