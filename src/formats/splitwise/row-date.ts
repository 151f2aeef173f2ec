import { isCalendarDay } from '../../domain/index.ts'

/** The order of day and month in dates that a spreadsheet rewrote with slashes; null when no date of the file tells. */
export type DayOrder = 'day-first' | 'month-first' | null

const SLASHED = /^([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})$/

/** The order that the dates of a file prove: a number above 12 is a day. Null when none does, or when they contradict each other. */
export function dayOrderOf(dates: readonly string[]): DayOrder {
  const pairs = dates.flatMap((date) => {
    const match = SLASHED.exec(date.trim())
    return match ? [[Number(match[1]), Number(match[2])] as const] : []
  })
  const dayFirst = pairs.some(([first]) => first > 12)
  const monthFirst = pairs.some(([, second]) => second > 12)
  if (dayFirst === monthFirst) return null
  return dayFirst ? 'day-first' : 'month-first'
}

/** The calendar day of a date cell: `2026-05-01`, with a time behind it or not, `1.5.2026`, or `5/1/2026` where the file tells which is the month. */
export function cellToDate(cell: string, order: DayOrder): string | undefined {
  const text = cell.trim()
  const iso = /^([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ].*)?$/.exec(text)
  if (iso) return toDay(iso[1], iso[2], iso[3])
  const dotted = /^([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})$/.exec(text)
  if (dotted) return toDay(dotted[3], dotted[2], dotted[1])
  const slashed = SLASHED.exec(text)
  if (!slashed || order === null) return undefined
  return order === 'day-first' ? toDay(slashed[3], slashed[2], slashed[1]) : toDay(slashed[3], slashed[1], slashed[2])
}

function toDay(year = '', month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDay(text) ? text : undefined
}
