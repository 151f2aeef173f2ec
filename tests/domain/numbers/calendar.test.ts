import { expect, test } from 'vitest'
import { calendarDayToText, isCalendarDay, parseCalendarDay } from '../../../src/domain/entries/calendar.ts'

test('[EX1] a calendar day is the ten characters of a day that exists, and nothing around them', () => {
  expect(['2026-05-01', '2024-02-29', '2000-02-29', '0000-01-01', '9999-12-31'].filter(isCalendarDay)).toHaveLength(5)
  const not = ['2026-01-00', '2026-01-32', '2026-00-10', '2026-13-10', '2026-02-29', '1900-02-29']
  const spelt = ['12026-05-01', ' 2026-05-01', '2026-05-01T00:00', '2026-05-012', '2026-5-1', '2026/05/01', '']
  expect([...not, ...spelt].filter(isCalendarDay)).toEqual([])
})

test('[EX1] a day is written with all its digits, in years of four', () => {
  for (const text of ['0000-01-01', '0987-11-09', '2026-05-31'])
    expect(calendarDayToText(parseCalendarDay(text) ?? { year: -1, month: 1, day: 1 })).toBe(text)
  expect(calendarDayToText({ year: 10_000, month: 1, day: 1 })).toBeUndefined()
})
