// Days of the Gregorian calendar as text, without clock, time zone or platform.

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A day of the calendar. Months and days count from 1. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** EX1: whether the text is a calendar day `YYYY-MM-DD` that exists in the Gregorian calendar. No time zone is involved. */
export function isCalendarDay(text: string): boolean {
  return parseCalendarDay(text) !== undefined
}

/** The day that a text `YYYY-MM-DD` names, if there is one. */
export function parseCalendarDay(text: string): CalendarDay | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (!match) return undefined
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  return day >= 1 && day <= daysOfMonth(year, month) ? { year, month, day } : undefined
}

/** A day as text `YYYY-MM-DD`, or nothing when its year has not four digits. */
export function calendarDayToText({ year, month, day }: CalendarDay): string | undefined {
  if (year < 0 || year > 9999) return undefined
  return `${year}-`.padStart(5, '0') + `${month}-`.padStart(3, '0') + `${day}`.padStart(2, '0')
}

/** How many days a month has; 0 when there is no such month. */
export function daysOfMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0)
}

/** How many days lie before a day since the beginning of the year 0. */
export function dayToNumber({ year, month, day }: CalendarDay): number {
  let number = daysBeforeYear(year) + day - 1
  for (let each = 1; each < month; each++) number += daysOfMonth(year, each)
  return number
}

/** The day of a number from `dayToNumber`. */
export function numberToDay(number: number): CalendarDay {
  // 400 years have 146,097 days. The guess is right, or one year too far at the turn of a year.
  const guess = Number((BigInt(number) * 400n) / 146_097n)
  const year = [guess + 1, guess, guess - 1].find((each) => daysBeforeYear(each) <= number) as number
  let day = number - daysBeforeYear(year) + 1
  let month = 1
  for (; day > daysOfMonth(year, month); month++) day -= daysOfMonth(year, month)
  return { year, month, day }
}

function daysBeforeYear(year: number): number {
  const before = BigInt(year) - 1n
  // The year 0, which is a leap year, has none before it.
  return year === 0 ? 0 : Number(before * 365n + before / 4n - before / 100n + before / 400n) + 366
}
