// How an entry stands in an event.

import { compareBytes } from '../encoding/bytes.ts'
import { encodeCbor } from '../encoding/cbor.ts'
import type { DivisionMode, Entry, SplitMode } from './entry.ts'
import { isCurrencyCode, MAX_CURRENCY_DIGITS, type Currency } from '../money/currency.ts'
import { compareIds, type Hash32, type Hex, type MemberId } from '../ids.ts'
import { parseRate, type Rate } from '../money/rate.ts'
import {
  amount,
  boolean,
  cid,
  hexBytes,
  list,
  nullable,
  oneOf,
  record,
  refine,
  sortedList,
  tagged,
  text,
  uint,
  type Schema,
} from '../encoding/schema.ts'
import type { Series } from './series.ts'
import { compareTexts } from '../encoding/utf8.ts'

/** The most people one entry names on a side. */
const MAX_PEOPLE = 256

/** A member id. */
export const memberId: Schema<MemberId> = hexBytes<MemberId>(32)

/** MO2: a currency as it stands in an event. */
export const currency: Schema<Currency> = record({
  code: refine(text({ min: 1, max: 12 }), isCurrencyCode, 'expected 1 to 12 of A-Z and 0-9'),
  digits: uint(MAX_CURRENCY_DIGITS),
})

const people = { min: 1, max: MAX_PEOPLE }
const byMember = (a: { readonly member: MemberId }, b: { readonly member: MemberId }): number =>
  compareIds(a.member, b.member)
const members = sortedList(memberId, compareIds, people)
const amounts = sortedList(record({ member: memberId, amount }), byMember, people)
const weights = sortedList(record({ member: memberId, weight: amount }), byMember, people)
const surcharge = record({ amount, spread: oneOf('proportional', 'even') })

const divisions = {
  even: record({ members }),
  shares: record({ shares: weights }),
  percent: record({ shares: weights }),
  exact: record({ shares: amounts }),
  adjustment: record({ shares: amounts }),
}

const division: Schema<DivisionMode> = tagged('mode', divisions)
const split: Schema<SplitMode> = tagged('mode', {
  ...divisions,
  itemized: record({
    items: list(record({ title: text({ max: 80 }), amount, members }), { min: 1, max: 100 }),
    tax: surcharge,
    tip: surcharge,
  }),
})

/** MO4: a rate as it stands in an event. */
export const rate: Schema<Rate> = refine(
  text({ min: 1, max: 60 }) as Schema<Rate>,
  (value) => parseRate(value).ok,
  'expected a rate as canonical decimal text',
)

const fields = {
  title: text({ min: 1, max: 80 }),
  date: text({ min: 10, max: 10 }),
  currency,
  amount,
  equivalent: nullable(record({ currency, amount, rate: nullable(rate), source: text({ max: 80 }) })),
  category: text({ max: 40 }),
  note: text({ max: 1000 }),
  tags: sortedList(text({ min: 1, max: 40 }), compareTexts, { max: 16 }),
  receipts: list(
    record({ cid, key: hexBytes<Hex<'ReceiptKey'>>(32), name: text({ max: 80 }), media: text({ min: 1, max: 80 }) }),
    { max: 16 },
  ),
  origin: nullable(record({ format: text({ min: 1, max: 40 }), key: hexBytes<Hash32>(32), approximate: boolean })),
}

/** The shape of an entry. What its numbers must add up to is checked by `checkEntry`. */
export const entrySchema: Schema<Entry> = tagged('type', {
  expense: record({ ...fields, payers: division, split }),
  income: record({ ...fields, payers: division, split }),
  transfer: record({ ...fields, from: memberId, to: memberId }),
})

/** Whether two entries say the same, to the last field. */
export function isSameEntry(a: Entry, b: Entry): boolean {
  return compareBytes(encodeCbor(entrySchema.encode(a)), encodeCbor(entrySchema.encode(b))) === 0
}

/** EX4: the shape of a series. */
export const seriesSchema: Schema<Series> = record({
  entry: entrySchema,
  interval: record({
    unit: oneOf('day', 'week', 'month', 'year'),
    every: refine(uint(366), (every) => every > 0, 'expected 1 to 366'),
  }),
  end: nullable(
    tagged('type', { until: record({ date: text({ min: 10, max: 10 }) }), count: record({ count: uint(10_000) }) }),
  ),
})
