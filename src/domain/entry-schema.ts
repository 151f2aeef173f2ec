// How an entry stands in an event.

import type { Entry } from './entry.ts'
import { isCurrencyCode, MAX_CURRENCY_DIGITS, type Currency } from './currency.ts'
import { compareIds, type Hash32, type MemberId } from './ids.ts'
import {
  amount,
  boolean,
  hexBytes,
  nullable,
  record,
  refine,
  sortedList,
  tagged,
  text,
  uint,
  type Schema,
} from './schema.ts'

/** The most people one entry names on a side. */
const MAX_PEOPLE = 256

/** A member id. */
export const memberId: Schema<MemberId> = hexBytes<MemberId>(32)

/** MO2: a currency as it stands in an event. */
export const currency: Schema<Currency> = record({
  code: refine(text({ min: 1, max: 12 }), isCurrencyCode, 'expected 1 to 12 of A-Z and 0-9'),
  digits: uint(MAX_CURRENCY_DIGITS),
})

const shares = sortedList(record({ member: memberId, amount }), (a, b) => compareIds(a.member, b.member), {
  min: 1,
  max: MAX_PEOPLE,
})

const fields = {
  title: text({ min: 1, max: 80 }),
  date: text({ min: 10, max: 10 }),
  currency,
  amount,
  category: text({ max: 40 }),
  note: text({ max: 1000 }),
  origin: nullable(record({ format: text({ min: 1, max: 40 }), key: hexBytes<Hash32>(32), approximate: boolean })),
}

/** The shape of an entry. What its numbers must add up to is checked by `checkEntry`. */
export const entrySchema: Schema<Entry> = tagged('type', {
  expense: record({
    ...fields,
    payers: shares,
    split: tagged('mode', {
      even: record({ members: sortedList(memberId, compareIds, { min: 1, max: MAX_PEOPLE }) }),
      shares: record({
        shares: sortedList(record({ member: memberId, weight: amount }), (a, b) => compareIds(a.member, b.member), {
          min: 1,
          max: MAX_PEOPLE,
        }),
      }),
      exact: record({ shares }),
    }),
  }),
  transfer: record({ ...fields, from: memberId, to: memberId }),
})
