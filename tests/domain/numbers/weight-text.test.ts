import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { textToWeight, weightToText } from '../../../src/domain/money/weight-text.ts'

const read = (text: string, decimal?: '.' | ','): unknown => {
  const weight = textToWeight(text, decimal && { decimal })
  return weight.ok ? weight.value : weight.error
}

test('[SP4] a weight has up to 4 decimals, in any notation of an amount', () => {
  for (const text of ['1.5', '1,5', '01.5000', '١٫٥', ' 1.5 ', '+1.5']) expect(read(text)).toBe(15_000n)
  expect(read('2')).toBe(20_000n)
  expect(read('0')).toBe(0n)
  expect(read('-0')).toBe(0n)
  expect(read('.0001')).toBe(1n)
  expect(read('1,234', '.')).toBe(12_340_000n)
  expect(read('1,234', ',')).toBe(12_340n)
})

test('[SP4] what is no weight is refused where the reader stopped', () => {
  expect(read('')).toEqual({ type: 'NoDigits', position: 0 })
  expect(read('1.23456')).toEqual({ type: 'TooManyDecimals', position: 6, digits: 4 })
  expect(read('1/2')).toEqual({ type: 'UnexpectedCharacter', position: 1, character: '/' })
  expect(read('1,234')).toEqual({ type: 'AmbiguousSeparator', position: 1, separator: ',' })
  expect(read(' -1')).toEqual({ type: 'WeightBelowZero', position: 1 })
  expect(read('\u22120,5')).toEqual({ type: 'WeightBelowZero', position: 0 })
})

test('[SP4] a weight is written without decimals that say nothing, and read back', () => {
  expect([15_000n, 20_000n, 100_000n, 1n, 0n].map(weightToText)).toEqual(['1.5', '2', '10', '0.0001', '0'])
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), (weight) => {
      expect(textToWeight(weightToText(weight), { decimal: '.' })).toEqual({ ok: true, value: weight })
    }),
    { numRuns: 1000 },
  )
})
