// RFC 4180, read the way spreadsheets write it: lines end with LF, CRLF or CR, the last one may lack its end, and a quote inside an
// unquoted field is a character like any other. Limits hold before anything is kept.

import { err, ok, type Result } from '../domain/index.ts'

/** One record. `number` counts records from 1, as a spreadsheet numbers its rows. */
export interface CsvRow {
  readonly number: number
  readonly fields: readonly string[]
}

/** What separates the fields of a record. */
export type CsvDelimiter = ',' | ';' | '\t'

/** What a reader accepts. */
export interface CsvLimits {
  readonly rows: number
  readonly columns: number
  /** Longest field in UTF-16 units. */
  readonly fieldLength: number
}

/** Why a text is no table: a quoted field never ends, or a limit is exceeded. `row` is where the reader stopped. */
export type CsvError =
  | { readonly type: 'UnclosedQuote'; readonly row: number }
  | { readonly type: 'TooManyRows'; readonly limit: number }
  | { readonly type: 'TooManyColumns'; readonly row: number; readonly limit: number }
  | { readonly type: 'FieldTooLong'; readonly row: number; readonly limit: number }

/** The records of a text, blank ones included, so that numbers agree with what a spreadsheet shows. */
export function parseCsv(
  text: string,
  limits: CsvLimits,
  delimiter: CsvDelimiter = ',',
): Result<readonly CsvRow[], CsvError> {
  const rows: CsvRow[] = []
  let fields: string[] = []
  let at = 0
  while (at < text.length) {
    const row = rows.length + 1
    const field = readField(text, at, delimiter)
    if (field === undefined) return err({ type: 'UnclosedQuote', row })
    if (field.text.length > limits.fieldLength) return err({ type: 'FieldTooLong', row, limit: limits.fieldLength })
    if (fields.length >= limits.columns) return err({ type: 'TooManyColumns', row, limit: limits.columns })
    fields.push(field.text)
    at = field.end
    if (text.charAt(at) === delimiter) {
      at++
      // A delimiter at the very end of the text stands before one more empty field.
      if (at < text.length) continue
      fields.push('')
    }
    if (rows.length >= limits.rows) return err({ type: 'TooManyRows', limit: limits.rows })
    rows.push({ number: row, fields })
    fields = []
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  return ok(rows)
}

/** Whether every field of a record is blank, as spreadsheets write an empty line: `,,,,`. */
export function isBlankRow({ fields }: CsvRow): boolean {
  return fields.every((field) => field.trim() === '')
}

interface Field {
  readonly text: string
  /** Where the field ends: at a delimiter, a line end or the end of the text. */
  readonly end: number
}

function readField(text: string, start: number, delimiter: CsvDelimiter): Field | undefined {
  if (text.charAt(start) !== '"') {
    const end = endOfPlain(text, start, delimiter)
    return { text: text.slice(start, end), end }
  }
  let content = ''
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return undefined
    content += text.slice(at, quote)
    if (text.charAt(quote + 1) !== '"') {
      // What follows the closing quote belongs to the field, as spreadsheets read it.
      const end = endOfPlain(text, quote + 1, delimiter)
      return { text: content + text.slice(quote + 1, end), end }
    }
    content += '"'
    at = quote + 2
  }
}

function endOfPlain(text: string, start: number, delimiter: CsvDelimiter): number {
  let end = start
  while (end < text.length && !isEnd(text.charAt(end), delimiter)) end++
  return end
}

function isEnd(character: string, delimiter: CsvDelimiter): boolean {
  return character === delimiter || character === '\n' || character === '\r'
}
