import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINOR_LIMIT, minor, minorToText, textToMinor, toMinor } from '../../../src/domain/money/amount.ts'
import { anyMinor } from './people.ts'

test('[MO1] an amount lies strictly between -2^96 and 2^96', () => {
  expect(MINOR_LIMIT).toBe(79228162514264337593543950336n)
  for (const amount of [0n, 1n, -1n, MINOR_LIMIT - 1n, 1n - MINOR_LIMIT]) {
    expect(toMinor(amount)).toEqual({ ok: true, value: amount })
    expect(minor(amount)).toBe(amount)
  }
  for (const amount of [MINOR_LIMIT, -MINOR_LIMIT, 10n ** 40n]) {
    expect(toMinor(amount)).toEqual({ ok: false, error: { type: 'AmountOutOfRange', amount } })
    expect(() => minor(amount)).toThrow(`amount out of range: ${amount}`)
  }
})

test('[MO1] the text of an amount is canonical decimal', () => {
  expect([0n, 7n, -7n, 1200n, MINOR_LIMIT - 1n].map((amount) => minorToText(minor(amount)))).toEqual([
    '0',
    '7',
    '-7',
    '1200',
    '79228162514264337593543950335',
  ])
})

test('[MO1] every other spelling of an amount is refused', () => {
  const others = ['', '-', '-0', '+1', '00', '01', '-01', '1.0', '1e3', ' 1', '1 ', '1\n', '0x10', '١', '1_000', 'NaN']
  for (const text of [...others, '1'.repeat(30), '1'.repeat(100_000), 5, 5n, null, undefined, ['5'], { text: '5' }]) {
    expect(textToMinor(text)).toEqual({ ok: false, error: { type: 'NotMinorText' } })
  }
})

test('[MO1] a text beyond the range is refused with its amount', () => {
  expect(textToMinor(`-${MINOR_LIMIT}`)).toEqual({
    ok: false,
    error: { type: 'AmountOutOfRange', amount: -MINOR_LIMIT },
  })
  expect(textToMinor('9'.repeat(29))).toMatchObject({ ok: false, error: { type: 'AmountOutOfRange' } })
})

test('[MO1] amounts go to text and back', () => {
  fc.assert(
    fc.property(anyMinor, (amount) => {
      expect(textToMinor(minorToText(amount))).toEqual({ ok: true, value: amount })
    }),
    { numRuns: 2000 },
  )
})
