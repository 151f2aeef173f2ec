// ST6: all balances in one currency.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { convertDebts, convertNets } from '../../../src/domain/settling/convert-balances.ts'
import type { Currency } from '../../../src/domain/money/currency.ts'
import { sumEffects, type Change, type Effect } from '../../../src/domain/money/effect.ts'
import type { Conversion } from '../../../src/domain/events/event.ts'
import { debtsOfEffect, effectOfDebts, netPairs, type PairAmount } from '../../../src/domain/settling/pair-amount.ts'
import type { Rate } from '../../../src/domain/money/rate.ts'
import { alice, bob, carol, member, sum } from './people.ts'

const EUR: Currency = { code: 'EUR', digits: 2 }
const JPY: Currency = { code: 'JPY', digits: 0 }
const KWD: Currency = { code: 'KWD', digits: 3 }
const USD: Currency = { code: 'USD', digits: 2 }

const conversion = (into: Currency, ...rates: readonly (readonly [Currency, string])[]): Conversion => ({
  into,
  rates: rates.map(([from, rate]) => ({ from, rate: rate as Rate, source: '' })),
})
const owes = (from: number, to: number, currency: Currency, amount: bigint): PairAmount => ({
  from: member(from),
  to: member(to),
  currency,
  amount,
})
const converted = (debts: readonly PairAmount[], terms: Conversion, seed = 0n): Effect => {
  const result = convertNets(effectOfDebts(debts), terms, seed)
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
const listed = (effect: Effect): readonly (readonly [string, bigint])[] =>
  effect.map(({ member: who, amount }) => [who.replace(/^0+/, ''), amount])

const debt = fc
  .tuple(fc.nat(7), fc.nat(7), fc.constantFrom(EUR, JPY, KWD, USD), fc.bigInt(1n, 10n ** 9n))
  .filter(([from, to]) => from !== to)
  .map(([from, to, currency, amount]) => owes(from, to, currency, amount))
const rate = fc
  .tuple(fc.bigInt(1n, 99_999n), fc.nat(6))
  .map(([digits, point]): Rate => {
    const text = digits.toString().padStart(point + 1, '0')
    const cut = text.length - point
    const fraction = text.slice(cut).replace(/0+$/, '')
    return `${BigInt(text.slice(0, cut))}${fraction === '' ? '' : `.${fraction}`}` as Rate
  })
  .filter((text) => text !== '0')
const anyTerms = fc
  .tuple(rate, rate, rate)
  .map(([jpy, kwd, usd]) => conversion(EUR, [JPY, jpy], [KWD, kwd], [USD, usd]))

test('[ST6] whatever the rates, converted balances sum to zero and lie within one unit of their exact worth', () => {
  fc.assert(
    fc.property(fc.array(debt, { maxLength: 20 }), anyTerms, fc.bigInt(0n, 2n ** 64n - 1n), (debts, terms, seed) => {
      const nets = effectOfDebts(debts)
      const found = converted(debts, terms, seed)
      expect(sum(found.map(({ amount }) => amount))).toBe(0n)
      expect(found.every(({ currency, amount }) => currency === EUR && amount !== 0n)).toBe(true)
      const unit = 10n ** 20n
      for (let who = 0; who < 8; who++) {
        const own = nets.filter((net) => net.member === member(who))
        const exact = sum(
          own.map(({ currency, amount }) => {
            const text = currency === EUR ? '1' : (terms.rates.find(({ from }) => from === currency)?.rate as string)
            const [whole = '', fraction = ''] = text.split('.')
            return (amount * BigInt(whole + fraction) * 100n * unit) / 10n ** BigInt(fraction.length + currency.digits)
          }),
        )
        const amount = found.find((net) => net.member === member(who))?.amount ?? 0n
        const apart = amount * unit - exact
        expect(apart > -unit - 4n && apart < unit + 4n).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})

test('[ST6] converted debts are the converted balances, each within its rounding', () => {
  fc.assert(
    fc.property(fc.array(debt, { maxLength: 20 }), anyTerms, fc.bigInt(0n, 99n), (debts, terms, seed) => {
      const nets = converted(debts, terms, seed)
      const found = convertDebts(netPairs(debts), terms, nets)
      expect(effectOfDebts(found)).toEqual(nets)
      expect(netPairs(found)).toEqual(found)
    }),
    { numRuns: 1000 },
  )
})

test('[ST6] the unit that is left goes to the largest remainder', () => {
  // 100 JPY at 0.00615 are 61.5 cents each way: -61.5, +20.5, +41 floor to -62, 20, 41.
  const debts = [owes(0xa, 0xb, JPY, 100n), owes(0xa, 0xc, JPY, 200n)]
  expect(listed(converted(debts, conversion(EUR, [JPY, '0.00615'])))).toEqual([
    ['a', -184n],
    ['b', 61n],
    ['c', 123n],
  ])
})

test('[ST6] ties between equal remainders rotate from the seed, by id among those with something to convert', () => {
  // Half a cent each: one of three gets the cent.
  const debts = [owes(0xa, 0xb, KWD, 5n), owes(0xa, 0xc, KWD, 5n)]
  const half = conversion(USD, [KWD, '1'])
  expect(converted(debts, half).map(({ member: who, amount }) => [who, amount])).toEqual([
    [alice, -1n],
    [bob, 1n],
  ])
  expect(converted(debts, half, 2n).map(({ member: who, amount }) => [who, amount])).toEqual([
    [alice, -1n],
    [carol, 1n],
  ])
})

test('[ST6] who has nothing to convert, since what they owe and are owed is worth the same, is no stop of the round', () => {
  const even = [owes(1, 0xa, KWD, 10n), owes(0xa, 1, USD, 1n)]
  const debts = [...even, owes(0xa, 0xb, KWD, 5n), owes(0xa, 0xc, KWD, 5n)]
  expect(listed(converted(debts, conversion(USD, [KWD, '1']), 2n))).toEqual([
    ['a', -1n],
    ['c', 1n],
  ])
  expect(converted(even, conversion(USD, [KWD, '1']))).toEqual([])
})

test('[ST6] balances of all currencies are rounded together, not one by one', () => {
  const debts = [owes(0xa, 0xb, KWD, 5n), owes(0xa, 0xb, JPY, 5n), owes(0xa, 0xb, USD, 3n)]
  // 0.5 cents, 0.5 cents and 3 cents are 4 cents.
  expect(listed(converted(debts, conversion(USD, [KWD, '1'], [JPY, '0.001'])))).toEqual([
    ['a', -4n],
    ['b', 4n],
  ])
})

test('[ST6] nothing to convert is nothing; what is in the currency stays', () => {
  expect(converted([], conversion(EUR))).toEqual([])
  const debts = [owes(1, 2, EUR, 500n)]
  expect(converted(debts, conversion(EUR))).toEqual(effectOfDebts(debts))
})

test('[ST6] a currency without a rate is named; one code with other digits is another currency', () => {
  const nets = effectOfDebts([owes(1, 2, EUR, 5n), owes(1, 2, { code: 'EUR', digits: 3 }, 5n), owes(1, 2, JPY, 5n)])
  expect(convertNets(nets, conversion(EUR, [JPY, '2']), 0n)).toEqual({
    ok: false,
    error: { type: 'CurrencyUnrated', currency: { code: 'EUR', digits: 3 } },
  })
})

test('[MO1] a worth beyond all amounts is refused', () => {
  const nets = effectOfDebts([owes(1, 2, JPY, 2n ** 95n)])
  expect(convertNets(nets, conversion(EUR, [JPY, '1']), 0n)).toMatchObject({
    ok: false,
    error: { type: 'AmountOutOfRange' },
  })
})

test('[ST6] debts that run in a circle need no rate, and end', () => {
  const circle = [owes(1, 2, JPY, 100n), owes(2, 3, JPY, 100n), owes(3, 1, JPY, 100n)]
  const debts = netPairs([...circle, owes(1, 2, USD, 100n)])
  const terms = conversion(EUR, [USD, '2'])
  const nets = converted(debts, terms)
  expect(convertDebts(debts, terms, nets)).toEqual([owes(1, 2, EUR, 200n)])
})

test('[ST6] what each owes another is rounded half away from zero', () => {
  const circle = [owes(1, 2, JPY, 100n), owes(2, 3, JPY, 100n), owes(3, 1, JPY, 100n)]
  const rounded = (text: string): readonly bigint[] =>
    convertDebts(circle, conversion(EUR, [JPY, text]), []).map(({ amount }) => amount)
  expect(rounded('0.00564')).toEqual([56n, 56n, 56n])
  expect(rounded('0.00565')).toEqual([57n, 57n, 57n])
})

test('[ST6] what rounding of debts and of balances leaves apart is settled between those it concerns', () => {
  // Each owes half a cent to one: as balances three times -0.5 and 1.5, floor -1 and 1, and two units are left.
  const debts = [owes(1, 4, KWD, 5n), owes(2, 4, KWD, 5n), owes(3, 4, KWD, 5n)]
  const terms = conversion(USD, [KWD, '1'])
  const nets = converted(debts, terms)
  const sums = new Map(nets.map(({ member: who, amount }) => [who, amount]))
  expect([1, 2, 3, 4].map((who) => sums.get(member(who)) ?? 0n)).toEqual([0n, 0n, -1n, 1n])
  expect(convertDebts(debts, terms, nets)).toEqual([owes(3, 4, USD, 1n)])
})

test('[ST5] debts between two are set off against each other, and as balances they are the sum', () => {
  fc.assert(
    fc.property(fc.array(debt, { maxLength: 30 }), (debts) => {
      const net = netPairs(debts)
      expect(effectOfDebts(net)).toEqual(effectOfDebts(debts))
      expect(net.every(({ from, to, amount }) => amount > 0n && from !== to)).toBe(true)
      const pairs = net.map(({ from, to, currency }) => [[from, to].sort().join(), currency.code].join())
      expect(new Set(pairs).size).toBe(net.length)
      expect(netPairs(debts.toReversed())).toEqual(net)
    }),
    { numRuns: 500 },
  )
})

test('[ST5] who owes whom after an effect is told in each currency by itself', () => {
  const debts = [owes(1, 2, EUR, 500n), owes(3, 1, JPY, 70n), owes(3, 2, JPY, 30n)]
  expect(debtsOfEffect(effectOfDebts(debts))).toEqual(debts)
})

test('[ST5] debts of oneself are none', () => {
  expect(netPairs([owes(1, 1, EUR, 5n)])).toEqual([])
  const changes: readonly Change[] = [{ member: alice, currency: EUR, amount: 0n }]
  expect(sumEffects(changes)).toEqual([])
})
