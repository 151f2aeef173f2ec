// How the terms of a settlement stand in a checkpoint and in the state.

import { currency, memberId, rate } from '../entries/entry-schema.ts'
import { compareCurrencies } from '../money/effect.ts'
import type { AgreedRate, Conversion } from '../events/event.ts'
import { compareIds, type MemberId } from '../ids.ts'
import { list, nullable, record, sortedList, tagged, text, type Schema } from '../encoding/schema.ts'
import type { SettleMode } from './settle-mode.ts'

const agreedRate: Schema<AgreedRate> = record({ from: currency, rate, source: text({ max: 80 }) })

/** Agreed rates, by (code, digits). */
export const agreedRates = sortedList(agreedRate, (a, b) => compareCurrencies(a.from, b.from), { max: 64 })

/** ST6: the currency that everything is turned into, if any. */
export const conversionSchema: Schema<Conversion | null> = nullable(record({ into: currency, rates: agreedRates }))

/** ST5: how the plan is made. */
export const settleModeSchema: Schema<SettleMode> = tagged('type', {
  fewest: record({}),
  pairwise: record({}),
  centred: record({ on: memberId }),
  subgroups: record({
    groups: sortedList(
      sortedList(memberId, compareIds, { min: 2, max: 256 }),
      (a, b) => compareIds(a[0] as MemberId, b[0] as MemberId),
      { min: 1, max: 128 },
    ),
  }),
  preferred: record({ pairs: list(record({ from: memberId, to: memberId }), { min: 1, max: 256 }) }),
})
