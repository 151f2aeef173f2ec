import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINOR_LIMIT, minor } from '../../../src/domain/money/amount.ts'
import { convert, parseRate, textToRate, type Rate } from '../../../src/domain/money/rate.ts'
import { anyMinor } from './people.ts'

test('[MO4] converting is exact and rounds half away from zero once', () => {
  const cases = [
    // 130.21 EUR x 38.4 -> 5000.06 THB
    { amount: 13021n, from: 2, to: 2, rate: '38.4', expected: 500006n },
    // 10 EUR x 163.456 -> 1635 JPY
    { amount: 1000n, from: 2, to: 0, rate: '163.456', expected: 1635n },
    // 12345 JPY x 0.0073 -> 90.12 USD
    { amount: 12345n, from: 0, to: 2, rate: '0.0073', expected: 9012n },
    // 1505.12 MKD x 0.0042 -> 6.321504 DOT
    { amount: 150512n, from: 2, to: 10, rate: '0.0042', expected: 63215040000n },
    { amount: 1n, from: 0, to: 0, rate: '0.5', expected: 1n },
    { amount: -1n, from: 0, to: 0, rate: '0.5', expected: -1n },
    { amount: 1n, from: 0, to: 0, rate: '0.499999999999999999', expected: 0n },
    { amount: -1n, from: 0, to: 0, rate: '0.499999999999999999', expected: 0n },
    { amount: -3n, from: 0, to: 0, rate: '1.5', expected: -5n },
    { amount: 0n, from: 18, to: 0, rate: '999999999999999999', expected: 0n },
  ]
  for (const { amount, from, to, rate, expected } of cases) {
    expect(convert(minor(amount), from, to, rateOf(rate))).toEqual({ ok: true, value: expected })
  }
})

test('[MO4] an amount that leaves the range by conversion is refused with its value', () => {
  expect(convert(minor(MINOR_LIMIT - 1n), 0, 1, rateOf('1'))).toEqual({
    ok: false,
    error: { type: 'AmountOutOfRange', amount: (MINOR_LIMIT - 1n) * 10n },
  })
})

test('[MO4] a rate has one spelling', () => {
  for (const text of [
    '1',
    '38.4',
    '0.0073',
    '163.456',
    '0.000000000000000001',
    '999999999999999999.999999999999999999',
  ]) {
    expect(parseRate(text)).toEqual({ ok: true, value: text })
  }
  const others = ['', '.', '1.', '.5', '01', '1.0', '38.40', '-1', '+1', '1e3', '1,5', ' 1', '1\n', 'Infinity', '١']
  for (const text of [...others, '1'.repeat(19), `0.${'0'.repeat(18)}1`, 1.5, 2n, null, undefined, ['1']]) {
    expect(parseRate(text)).toEqual({ ok: false, error: { type: 'NotARate' } })
  }
  expect(parseRate('0')).toEqual({ ok: false, error: { type: 'RateIsZero' } })
})

test('[MO4] a rate that a person writes gets its one spelling', () => {
  expect(['38.40', ' 038.4', '38.4\n', '1.000', '007', `0.5${'0'.repeat(40)}`].map((text) => textToRate(text))).toEqual(
    ['38.4', '38.4', '38.4', '1', '7', '0.5'].map((value) => ({ ok: true, value })),
  )
  expect(textToRate('0.000')).toEqual({ ok: false, error: { type: 'RateIsZero' } })
  for (const text of ['', '.', '1.', '-1', '1,5', 'one', '1'.repeat(19), `0.${'0'.repeat(18)}1`]) {
    expect(textToRate(text)).toEqual({ ok: false, error: { type: 'NotARate' } })
  }
})

test('[MO4] a converted amount is within half a unit of the true value, and a refund mirrors it', () => {
  const digits = fc.integer({ min: 0, max: 18 })
  const scaled = fc.tuple(fc.bigInt(1n, 10n ** 24n), digits)
  fc.assert(
    fc.property(anyMinor, digits, digits, scaled, (amount, from, to, [number, places]) => {
      const text = number.toString().padStart(places + 1, '0')
      const rate = textToRate(places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`)
      fc.pre(rate.ok)
      const converted = convert(amount, from, to, rate.value)
      const mirrored = convert(minor(-amount), from, to, rate.value)
      const value = converted.ok ? converted.value : amountOf(converted.error)
      expect(mirrored.ok ? mirrored.value : amountOf(mirrored.error)).toBe(-value)
      // |value - amount x number x 10^(to - from - places)| <= 1/2, without a division
      const unit = 10n ** BigInt(from + places)
      const error = value * unit - amount * number * 10n ** BigInt(to)
      expect(2n * (error < 0n ? -error : error) <= unit).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

const rateOf = (text: string): Rate => {
  const rate = parseRate(text)
  if (!rate.ok) throw new Error(`not a rate: ${text}`)
  return rate.value
}

const amountOf = (error: { readonly type: string; readonly amount?: bigint }): bigint => {
  if (error.amount === undefined) throw new Error(error.type)
  return error.amount
}

test('[MO4] a written rate keeps up to 18 digits after the point', () => {
  expect(textToRate('163.456')).toEqual({ ok: true, value: '163.456' })
  expect(textToRate('01.2345000')).toEqual({ ok: true, value: '1.2345' })
  expect(textToRate(`0.${'0'.repeat(17)}1`)).toEqual({ ok: true, value: `0.${'0'.repeat(17)}1` })
  expect(textToRate(`0.${'0'.repeat(18)}1`)).toEqual({ ok: false, error: { type: 'NotARate' } })
})
