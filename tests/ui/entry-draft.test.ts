import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_DETAILS, checkEntry, minor, type Entry, type MemberId, type Rate } from '../../src/domain/index.ts'
import { draftToEntry } from '../../src/ui/entry/draft-to-entry.ts'
import { emptyDraft, type DraftContext } from '../../src/ui/entry/entry-draft.ts'
import { entryToDraft } from '../../src/ui/entry/entry-to-draft.ts'
import { leftOf } from '../../src/ui/entry/read-parts.ts'

const EUR = { code: 'EUR', digits: 2 }
const [alice, bob, carol] = ['a', 'b', 'c'].map((digit) => digit.repeat(64) as MemberId) as [
  MemberId,
  MemberId,
  MemberId,
]
const context: DraftContext = { currency: EUR, potCurrency: EUR, members: [alice, bob, carol], locale: 'en-GB' }
const empty = () => ({ ...emptyDraft('expense', alice, context.members, EUR, '2026-06-01'), title: 'Dinner' })

test('a decimal comma and a decimal point are the same amount', () => {
  const amounts = ['12,50', '12.50', ' 12.5 '].map((amount) => draftToEntry({ ...empty(), amount }, context, ''))
  expect(amounts.map((entry) => entry.ok && entry.value.amount)).toEqual([1250n, 1250n, 1250n])
})

test('what cannot be read is named by its field', () => {
  const read = (change: object) => draftToEntry({ ...empty(), amount: '10', ...change }, context, '')
  expect(read({ amount: '' })).toEqual({ ok: false, error: { type: 'AmountMissing', field: 'amount' } })
  expect(read({ amount: 'ten' })).toEqual({ ok: false, error: { type: 'AmountUnreadable', field: 'amount' } })
  expect(read({ amount: '1.234,567' })).toMatchObject({ error: { type: 'TooManyDecimals', digits: 2 } })
  expect(read({ mode: 'shares', weights: { [bob]: '1.5.5' } })).toMatchObject({
    error: { type: 'WeightUnreadable', field: `weights.${bob}` },
  })
  expect(read({ mode: 'exact', exact: { [bob]: 'x' } })).toMatchObject({
    error: { type: 'AmountUnreadable', field: `exact.${bob}` },
  })
})

test('what is left of an amount is known while it can be read', () => {
  expect(leftOf('10', { [alice]: '3,33', [bob]: '3.33', [carol]: '3.33' }, context)).toBe(1n)
  expect(leftOf('10', { [alice]: '12' }, context)).toBe(-200n)
  expect(leftOf('10', { [alice]: 'x' }, context)).toBeNull()
  expect(leftOf('', {}, context)).toBeNull()
})

const cents = fc.bigInt({ min: 1n, max: 10_000_000n }).map((amount) => minor(amount))
const fields = {
  title: 'Dinner',
  date: '2026-06-01',
  currency: EUR,
  category: 'Food',
  note: 'two\nlines',
  ...NO_DETAILS,
  origin: null,
}
const entries: fc.Arbitrary<Entry> = fc.oneof(
  cents.map((amount): Entry => ({ ...fields, type: 'transfer', amount, from: alice, to: bob })),
  cents.map((amount): Entry => ({
    ...fields,
    type: 'expense',
    amount,
    payers: { mode: 'even', members: [alice, bob] },
    split: { mode: 'even', members: [carol] },
  })),
  cents.map((amount): Entry => ({
    ...fields,
    type: 'expense',
    amount,
    payers: { mode: 'exact', shares: [{ member: bob, amount }] },
    split: { mode: 'even', members: [alice, carol] },
  })),
  fc.tuple(cents, cents).map(([one, two]): Entry => {
    const shares = [
      { member: alice, amount: one },
      { member: carol, amount: two },
    ]
    return {
      ...fields,
      type: 'expense',
      amount: minor(one + two),
      payers: { mode: 'exact', shares },
      split: { mode: 'exact', shares },
    }
  }),
  fc.tuple(cents, fc.bigInt({ min: 1n, max: 999n })).map(([amount, weight]): Entry => ({
    ...fields,
    type: 'expense',
    amount,
    payers: { mode: 'exact', shares: [{ member: alice, amount }] },
    split: { mode: 'shares', shares: [{ member: bob, weight }] },
  })),
  fc.tuple(cents, fc.bigInt({ min: 1n, max: 9999n })).map(([amount, weight]): Entry => ({
    ...fields,
    tags: ['beach', 'été'],
    type: 'income',
    amount,
    payers: { mode: 'exact', shares: [{ member: alice, amount }] },
    split: {
      mode: 'percent',
      shares: [
        { member: alice, weight: 10_000n - weight },
        { member: bob, weight },
      ],
    },
  })),
  cents.map((amount): Entry => ({
    ...fields,
    type: 'expense',
    amount,
    payers: { mode: 'exact', shares: [{ member: alice, amount }] },
    split: {
      mode: 'adjustment',
      shares: [
        { member: alice, amount: minor(-amount) },
        { member: bob, amount: minor(0n) },
      ],
    },
  })),
  fc.tuple(cents, cents, cents).map(([one, two, tip]): Entry => ({
    ...fields,
    type: 'expense',
    amount: minor(one + two + tip),
    payers: { mode: 'exact', shares: [{ member: alice, amount: minor(one + two + tip) }] },
    split: {
      mode: 'itemized',
      items: [
        { title: 'Fish', amount: one, members: [alice, bob] },
        { title: '', amount: two, members: [carol] },
      ],
      tax: { amount: minor(0n), spread: 'proportional' },
      tip: { amount: tip, spread: 'even' },
    },
  })),
  cents.map((amount): Entry => ({
    ...fields,
    type: 'transfer',
    currency: { code: 'USD', digits: 2 },
    amount,
    equivalent: { currency: EUR, amount: minor(2n * amount), rate: '2' as Rate, source: '' },
    from: alice,
    to: bob,
  })),
  fc.tuple(cents, cents).map(([amount, stated]): Entry => ({
    ...fields,
    type: 'transfer',
    currency: { code: 'USD', digits: 2 },
    amount,
    equivalent: { currency: EUR, amount: stated, rate: null, source: '' },
    from: alice,
    to: bob,
  })),
)

test('an entry comes back from its form as it was, in any locale', () => {
  fc.assert(
    fc.property(entries, fc.constantFrom('en-GB', 'de-DE', 'fr-FR', 'ar-EG', 'sv-SE'), (entry, locale) => {
      const draft = entryToDraft(entry, context.members, locale)
      const read = draftToEntry(draft, { ...context, currency: entry.currency, locale }, '')
      expect(read).toEqual({ ok: true, value: entry })
      expect(read.ok && checkEntry(read.value).ok).toBe(true)
    }),
  )
})
