// MO5: entries in another currency. EX1: income.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkEntry,
  convert,
  entryDivisions,
  entryEffect,
  fold,
  membersOfEntry,
  minor,
  negateEffect,
  sumEffects,
  type Entry,
  type EntryId,
  type Equivalent,
  type EventId,
  type Expense,
  type Facts,
  type Income,
  type MemberId,
  type Minor,
  type Rate,
  type SplitMode,
} from '../../../src/domain/index.ts'
import { refusalOfVersion } from '../../../src/domain/entries/entry-refusal.ts'
import { EUR, enter, evenExpense, hashOf, netsOf, revise, startPot, transfer, type Person } from '../story.ts'

const people = startPot('Alice', 'Bob', 'Carol') as unknown as readonly [Person, Person, Person]
const [alice, bob, carol] = people
const THB = { code: 'THB', digits: 2 }
const JPY = { code: 'JPY', digits: 0 }
const inEur = (cents: bigint, rate: string | null): Equivalent => ({
  currency: EUR,
  amount: minor(cents),
  rate: rate as Rate | null,
  source: 'ECB, 1 May',
})
const abroad = (cents: number, equivalent: Equivalent, currency = THB): Expense => ({
  ...(evenExpense('Boat', cents, alice, people) as Expense),
  currency,
  equivalent,
})
const refusal = (entry: Entry): unknown => {
  const checked = checkEntry(entry)
  return checked.ok ? null : checked.error
}
const byId = <T extends { readonly member: MemberId }>(list: readonly T[]): readonly T[] =>
  list.toSorted((a, b) => (a.member < b.member ? -1 : 1))
const factsOf = ({ writer }: Person): Facts => fold(writer.known.values(), []).open

test('[MO5] balances use the equivalent that was stored, in the currency of the pot', () => {
  const pot = startPot('Alice', 'Bob', 'Carol') as unknown as readonly [Person, Person, Person]
  const boat = { ...abroad(30_000, inEur(781n, '0.02604')), ...sides(pot[0], pot) }
  enter(pot[0], boat)
  enter(pot[0], { ...transfer(1000, pot[1], pot[0], THB), equivalent: inEur(26n, null) })
  const found = fold(pot[0].writer.known.values(), [])
  expect(netsOf(found, 'THB')).toEqual({})
  expect(Object.values(netsOf(found)).reduce((sum, amount) => sum + amount, 0n)).toBe(0n)
  expect(netsOf(found)['Alice']).toBeGreaterThan(490n)
})
const sides = (payer: Person, among: readonly Person[]): Pick<Expense, 'payers' | 'split'> => {
  const { payers, split } = evenExpense('Boat', 30_000, payer, among) as Expense
  return { payers, split }
}

test('[MO5] with a rate the equivalent is what the rate makes of the amount, to the cent', () => {
  expect(refusal(abroad(30_000, inEur(781n, '0.02604')))).toBeNull()
  expect(refusal(abroad(30_000, inEur(782n, '0.02604')))).toEqual({ type: 'EquivalentDiffers', difference: -1n })
  expect(refusal(abroad(-30_000, inEur(-781n, '0.02604')))).toBeNull()
  expect(refusal(abroad(30_000, inEur(-781n, '0.02604')))).toMatchObject({ type: 'EquivalentDiffers' })
  expect(refusal(abroad(1, inEur(1n, '0.009'), JPY))).toBeNull()
  // Less than half a cent is none; it still has been entered.
  expect(refusal(abroad(1, inEur(0n, '0.004'), JPY))).toBeNull()
  expect(refusal(abroad(30_000, inEur(1n, '999999999999999999')))).toMatchObject({ type: 'EquivalentDiffers' })
  const huge = { ...abroad(1, inEur(1n, '999999999999999999')), amount: minor(2n ** 95n) }
  const payers = { mode: 'even', members: [alice.member] } as const
  expect(refusal({ ...huge, payers })).toEqual({ type: 'EquivalentDiffers', difference: null })
})

test('[MO5] two stated amounts have one sign and are not zero, and are of two currencies', () => {
  expect(refusal(abroad(30_000, inEur(800n, null)))).toBeNull()
  expect(refusal(abroad(-30_000, inEur(-800n, null)))).toBeNull()
  for (const [cents, equivalent] of [
    [30_000, 0n],
    [30_000, -1n],
    [-30_000, 0n],
    [-30_000, 1n],
  ] as const)
    expect(refusal(abroad(cents, inEur(equivalent, null)))).toEqual({ type: 'EquivalentDiffers', difference: null })
  expect(refusal(abroad(100, inEur(100n, '1'), EUR))).toEqual({ type: 'SameCurrency' })
  expect(refusal(abroad(100, inEur(100n, null), { code: 'EUR', digits: 3 }))).toBeNull()
})

test('[MO5] an equivalent in another currency than the pot’s does not count, in an entry, a revision or a series', () => {
  const pot = startPot('Alice', 'Bob', 'Carol') as unknown as readonly [Person, Person, Person]
  const entry = { ...abroad(30_000, { ...inEur(781n, null), currency: JPY }), ...sides(pot[0], pot) }
  const dinner = enter(pot[0], evenExpense('Dinner', 300, pot[0], pot))
  const wrong = [
    enter(pot[0], entry),
    revise(pot[0], dinner, entry, dinner),
    pot[0].writer.write({
      kind: 'series.created',
      body: { series: { entry, interval: { unit: 'day', every: 1 }, end: null } },
    }),
  ]
  const { notCounting } = factsOf(pot[0])
  expect(wrong.map(({ id }) => notCounting.get(id))).toEqual(wrong.map(() => ({ type: 'NotPotCurrency' })))
})

const ROOT = hashOf('root') as string as EntryId
const dividedBy = (split: SplitMode, entry = abroad(1000, inEur(101n, null))): readonly bigint[] =>
  entryDivisions({ ...entry, split }, ROOT).shares.map(({ amount }) => amount)

test('[MO5] what weighs divides the equivalent itself; what was stated divides it in proportion', () => {
  const members = people.map(({ member }) => member).sort((a, b) => (a < b ? -1 : 1))
  const shares = members.map((member, i) => ({ member, weight: BigInt(i + 1) }))
  expect(dividedBy({ mode: 'even', members })).toHaveLength(3)
  expect(dividedBy({ mode: 'shares', shares })).toEqual([17n, 34n, 50n])
  const points = members.map((member, i) => ({ member, weight: [2500n, 2500n, 5000n][i] as bigint }))
  expect(dividedBy({ mode: 'percent', shares: points }).at(-1)).toBeOneOf([50n, 51n])
  const exact = members.map((member, i) => ({ member, amount: minor([100n, 200n, 700n][i] as bigint) }))
  expect(dividedBy({ mode: 'exact', shares: exact })).toEqual([10n, 20n, 71n])
  const adjusted = members.map((member, i) => ({ member, amount: minor([100n, 0n, 0n][i] as bigint) }))
  expect(dividedBy({ mode: 'adjustment', shares: adjusted })).toEqual([41n, 30n, 30n])
  // One unit of the other currency is one member's; its equivalent is everyone's.
  const coin = abroad(1, inEur(100n, null))
  const even = dividedBy({ mode: 'even', members }, coin)
  expect([...even].sort((a, b) => Number(b - a))).toEqual([34n, 33n, 33n])
  expect(dividedBy({ mode: 'shares', shares }, coin)).toEqual([17n, 33n, 50n])
  expect(dividedBy({ mode: 'percent', shares: points }, coin)).toEqual([25n, 25n, 50n])
  const one = members.map((member, i) => ({ member, amount: minor([1n, 0n, 0n][i] as bigint) }))
  expect(dividedBy({ mode: 'exact', shares: one }, coin)).toEqual([100n, 0n, 0n])
  // An equivalent of nothing is nothing for everybody.
  expect(dividedBy({ mode: 'exact', shares: exact }, abroad(1000, inEur(0n, '0.0001')))).toEqual([0n, 0n, 0n])
})

test('[MO5] the largest equivalent of credits and debts is divided without leaving the fold', () => {
  const limit = 2n ** 96n - 1n
  const shares = byId([
    { member: alice.member, amount: minor(limit) },
    { member: bob.member, amount: minor(1n - limit) },
  ])
  const entry = { ...abroad(1, inEur(10n ** 9n, null)), split: { mode: 'exact', shares } } as Expense
  expect(refusal(entry)).toBeNull()
  const effect = entryEffect(entry, ROOT)
  expect(effect.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
})

const anyAmount = fc.bigInt(-(10n ** 12n), 10n ** 12n).filter((amount) => amount !== 0n)
const anyRate = fc.constantFrom('0.00731', '1.5', '38.4', '0.333333333333333333', '163.456') as fc.Arbitrary<Rate>

test('[BA1] the effect of any entry, with or without equivalent, sums to zero, mirrors a refund, and income mirrors an expense', () => {
  fc.assert(
    fc.property(anyAmount, anyRate, fc.nat(3), fc.bigInt(-500n, 500n), (amount, rate, choice, extra) => {
      const converted = convert(minor(amount), 2, 2, rate)
      const equivalent = choice > 1 && converted.ok ? { ...inEur(converted.value, rate) } : null
      const entryOf = (sign: bigint): Expense => {
        const signed = (value: bigint): Minor => minor(sign * value)
        return {
          ...abroad(Number(sign * amount), inEur(1n, null)),
          equivalent: equivalent && { ...equivalent, amount: signed(equivalent.amount) },
          payers: { mode: 'even', members: [alice.member, bob.member].sort((a, b) => (a < b ? -1 : 1)) },
          split: {
            mode: choice % 2 === 0 ? 'exact' : 'adjustment',
            shares: byId([
              { member: carol.member, amount: signed(choice % 2 === 0 ? amount - extra : 0n) },
              { member: bob.member, amount: signed(choice % 2 === 0 ? extra : 0n) },
            ]),
          },
        }
      }
      const [expense, refund] = [entryOf(1n), entryOf(-1n)]
      expect(refusal(expense)).toBeNull()
      const effect = entryEffect(expense, ROOT)
      expect(effect.reduce((sum, change) => sum + change.amount, 0n)).toBe(0n)
      expect(effect.every(({ currency }) => currency.code === (equivalent ? 'EUR' : 'THB'))).toBe(true)
      expect(entryEffect(refund, ROOT)).toEqual(negateEffect(effect))
      const income: Income = { ...expense, type: 'income' }
      expect(entryEffect(income, ROOT)).toEqual(negateEffect(effect))
      expect(sumEffects([...effect, ...entryEffect(income, ROOT)])).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('[EX1] income is shared by those whom it is for, and owed by those who hold it', () => {
  const pot = startPot('Alice', 'Bob', 'Carol') as unknown as readonly [Person, Person, Person]
  enter(pot[0], { ...(evenExpense('Deposit', 3000, pot[0], pot) as Expense), type: 'income' })
  expect(netsOf(fold(pot[0].writer.known.values(), []))).toEqual({ Alice: -2000n, Bob: 1000n, Carol: 1000n })
})

test('[EX1] tags and receipts have names that can be shown, receipts also a kind', () => {
  const entry = evenExpense('Dinner', 300, alice, people)
  const receipt = { cid: '00' as never, key: hashOf('key') as never, name: 'Bon.webp', media: 'image/webp' }
  expect(refusal({ ...entry, tags: ['trip', 'été 2026'], receipts: [receipt] })).toBeNull()
  for (const tag of ['', ' trip', 'a\nb', '\u202e'])
    expect(refusal({ ...entry, tags: ['a', tag] })).toEqual({ type: 'BadTag', tag })
  for (const name of ['', 'a\nb', '../secret', 'C:\\x', '\u202egnp.exe'])
    expect(refusal({ ...entry, receipts: [receipt, { ...receipt, name }] })).toEqual({ type: 'BadReceipt', name })
  for (const media of ['', 'image', 'image/', '/webp', 'image/webp; x=1', 'IMAGE/webp', 'Image/webp', 'text/html\n'])
    expect(refusal({ ...entry, receipts: [{ ...receipt, media }] })).toEqual({ type: 'BadReceipt', name: 'Bon.webp' })
})

test('[SP6] payers take every mode that needs no bill, and reach the balances', () => {
  const pot = startPot('Alice', 'Bob', 'Carol') as unknown as readonly [Person, Person, Person]
  const expense = evenExpense('Boat', 3000, pot[0], pot) as Expense
  const weights = byId([
    { member: pot[0].member, weight: 7500n },
    { member: pot[1].member, weight: 2500n },
  ])
  for (const mode of ['shares', 'percent'] as const) enter(pot[0], { ...expense, payers: { mode, shares: weights } })
  expect(netsOf(fold(pot[0].writer.known.values(), []))).toEqual({ Alice: 2500n, Bob: -500n, Carol: -2000n })
  expect(refusal({ ...expense, payers: { mode: 'percent', shares: weights.slice(1) } })).toMatchObject({
    type: 'BadPayments',
    error: { type: 'PercentDiffers' },
  })
})

test('[ME2] a new expense or income that names somebody whose retirement its author had seen does not count', () => {
  const pot = startPot('Alice', 'Bob') as unknown as readonly [Person, Person]
  const entries: readonly Entry[] = [
    evenExpense('Dinner', 300, pot[0], pot),
    { ...(evenExpense('Deposit', 300, pot[0], [pot[1]]) as Expense), type: 'income' },
    transfer(100, pot[0], pot[1]),
  ]
  const written = entries.map((entry) => enter(pot[0], entry))
  const first = written[0] as (typeof written)[0]
  const edited = revise(pot[0], first, entries[0] as Entry, first)
  const facts = factsOf(pot[0])
  const member = facts.members.get(pot[1].member)
  const retirement = hashOf('retirement') as string as EventId
  const members = new Map(facts.members).set(pot[1].member, { ...member, retired: retirement } as never)
  const { causality } = fold(pot[0].writer.known.values(), []).known
  const seen = { sees: (event: EventId, past: EventId) => past === retirement || causality.sees(event, past) }
  const reasons = [...written, edited].map((event) => refusalOfVersion({ ...facts, members }, event, seen))
  const retired = { type: 'MemberRetired', member: pot[1].member }
  expect(reasons).toEqual([retired, retired, undefined, undefined])
  expect(written.map((event) => refusalOfVersion({ ...facts, members }, event, causality))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(membersOfEntry(entries[2] as Entry)).toEqual([pot[0].member, pot[1].member])
})
