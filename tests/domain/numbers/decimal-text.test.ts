import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MINOR_LIMIT } from '../../../src/domain/money/amount.ts'
import { decimalDigit } from '../../../src/domain/money/decimal-digit.ts'
import {
  decimalTextToMinor,
  minorToDecimalText,
  type DecimalTextOptions,
} from '../../../src/domain/money/decimal-text.ts'
import { anyMinor } from './people.ts'

const read = (text: string, digits = 2, options?: DecimalTextOptions): unknown => {
  const amount = decimalTextToMinor(text, digits, options)
  return amount.ok ? amount.value : amount.error
}

describe('[MO3] notations', () => {
  test.each([
    ['12.50', 1250n],
    ['12,50', 1250n],
    ['1,234.50', 123450n],
    ['1.234,50', 123450n],
    ['1 234,50', 123450n],
    ['1\u00a0234,50', 123450n],
    ['1\u202f234,50', 123450n],
    ['1\u2009234\u2007567.8', 123456780n],
    ['1 234', 123400n],
    ["1'234'567.50", 123456750n],
    ['1’234.5', 123450n],
    ['1,23,456.78', 12345678n],
    ['12,34,567', 123456700n],
    ['1,234,567', 123456700n],
    ['1.234.567', 123456700n],
    ['1.234.567,8', 123456780n],
    ['1234.5', 123450n],
    ['1234', 123400n],
    ['007', 700n],
    ['0.07', 7n],
    ['.5', 50n],
    [',5', 50n],
    ['-12.50', -1250n],
    ['\u221212,50', -1250n],
    ['+12.50', 1250n],
    ['-0.00', 0n],
    ['  12.50\t', 1250n],
    ['١٬٢٣٤٫٥٠', 123450n],
    ['\u061c-١٢٫٥', -1250n],
    ['\u200e\u2212۱۲٫۵', -1250n],
    ['१,२३,४५६.७८', 12345678n],
    ['１，２３４．５０', 123450n],
    ['𝟏𝟐.𝟓', 1250n],
    ['٫٥', 50n],
    ["1'234", 123400n],
    ['1٬234', 123400n],
  ])('reads %j as %d cents', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test('the hint decides nothing that the text already says', () => {
    for (const decimal of ['.', ','] as const) {
      expect(read('12,50', 2, { hint: { decimal } })).toBe(1250n)
      expect(read('1.234.567', 2, { hint: { decimal } })).toBe(123456700n)
      expect(read('1.234,5', 2, { hint: { decimal } })).toBe(123450n)
    }
  })
})

describe('[MO3] ambiguous text', () => {
  test.each(['1,234', '12.345', '999,999', '٤,٥٦٧'])('%j is refused without a hint, in every currency', (text) => {
    const separator = text.includes('.') ? '.' : ','
    const error = { type: 'AmbiguousSeparator', position: text.indexOf(separator), separator }
    for (const digits of [0, 2, 3]) expect(read(text, digits, { excess: 'round' })).toEqual(error)
  })

  test('the hint of the caller decides', () => {
    expect(read('1,234', 2, { hint: { decimal: '.' } })).toBe(123400n)
    expect(read('1.234', 2, { hint: { decimal: ',' } })).toBe(123400n)
    expect(read('1,234', 3, { hint: { decimal: ',' } })).toBe(1234n)
    expect(read('1.234', 2, { hint: { decimal: '.' }, excess: 'round' })).toBe(123n)
  })

  test('a separator that cannot group is the decimal one', () => {
    expect(read('0,123', 3)).toBe(123n)
    expect(read('1234,567', 3)).toBe(1234567n)
    expect(read('1,2345', 4)).toBe(12345n)
    expect(read('.123', 3)).toBe(123n)
    expect(read('1 234,567', 3)).toBe(1234567n)
  })
})

describe('[MO3] more digits than the currency has', () => {
  test('are refused where they begin', () => {
    expect(read('1.0050')).toEqual({ type: 'TooManyDecimals', position: 4, digits: 2 })
    expect(read(' 1000.50', 0)).toEqual({ type: 'TooManyDecimals', position: 6, digits: 0 })
    expect(read('𝟎.𝟎𝟎𝟓')).toEqual({ type: 'TooManyDecimals', position: 7, digits: 2 })
  })

  test.each([
    ['1.005', 2, 101n],
    ['1.004', 2, 100n],
    ['-1.005', 2, -101n],
    ['1000.50', 0, 1001n],
    ['-1000.50', 0, -1001n],
    ['1000.49', 0, 1000n],
    ['0.9999', 2, 100n],
    ['0.0049', 2, 0n],
    ['2.6749999999999999999999999999', 2, 267n],
    ['2.675', 2, 268n],
  ])('are rounded half away from zero where asked: %s to %d digits', (text, digits, expected) => {
    expect(read(text, digits, { excess: 'round', hint: { decimal: '.' } })).toBe(expected)
  })
})

describe('[MO3] what is no amount is refused at its position', () => {
  test.each([
    ['', { type: 'NoDigits', position: 0 }],
    ['   ', { type: 'NoDigits', position: 0 }],
    ['-', { type: 'NoDigits', position: 1 }],
    ['.', { type: 'NoDigits', position: 1 }],
    ['12.', { type: 'NoDigits', position: 3 }],
    ['12.50 EUR', { type: 'UnexpectedCharacter', position: 6, character: 'E' }],
    ['€5', { type: 'UnexpectedCharacter', position: 0, character: '€' }],
    ['1e5', { type: 'UnexpectedCharacter', position: 1, character: 'e' }],
    ['--5', { type: 'UnexpectedCharacter', position: 1, character: '-' }],
    ['5-', { type: 'UnexpectedCharacter', position: 1, character: '-' }],
    ['1..5', { type: 'UnexpectedCharacter', position: 2, character: '.' }],
    ['1, 5', { type: 'UnexpectedCharacter', position: 2, character: ' ' }],
    ['- 5', { type: 'UnexpectedCharacter', position: 1, character: ' ' }],
    ["'5", { type: 'UnexpectedCharacter', position: 0, character: "'" }],
    ['..5', { type: 'UnexpectedCharacter', position: 1, character: '.' }],
    ['1٢', { type: 'UnexpectedCharacter', position: 1, character: '٢' }],
    ['𝟏💸', { type: 'UnexpectedCharacter', position: 2, character: '💸' }],
    ['1/2', { type: 'UnexpectedCharacter', position: 1, character: '/' }],
    ['1\ud835', { type: 'UnexpectedCharacter', position: 1, character: '\ud835' }],
    ['1'.repeat(129), { type: 'TextTooLong', position: 128 }],
    ['12 50', { type: 'BadGrouping', position: 2 }],
    ['1 2345', { type: 'BadGrouping', position: 1 }],
    ['0 123', { type: 'BadGrouping', position: 1 }],
    ['1,23,45', { type: 'BadGrouping', position: 1 }],
    ['123,45,678', { type: 'BadGrouping', position: 3 }],
    ['1.234,567.89', { type: 'BadGrouping', position: 1 }],
    ['1,234.567,891', { type: 'BadGrouping', position: 1 }],
    ["1'234 567", { type: 'BadGrouping', position: 5 }],
    ["1,234'567.8", { type: 'BadGrouping', position: 5 }],
    ['1.234٬567', { type: 'BadGrouping', position: 5 }],
    ['.500.000', { type: 'BadGrouping', position: 0 }],
    ['.500,00', { type: 'BadGrouping', position: 0 }],
    ['1٫234٫567', { type: 'BadGrouping', position: 1 }],
    ['1٫234,5', { type: 'BadGrouping', position: 1 }],
    ['1,2345.00', { type: 'BadGrouping', position: 1 }],
    [`-${MINOR_LIMIT}`, { type: 'TooLarge', position: 1 }],
  ])('%j', (text, error) => {
    expect(read(text, text.startsWith('-') ? 0 : 2)).toEqual(error)
  })

  test('any text gives an amount or a position inside it, never a throw', () => {
    const pieces = fc.constantFrom('0', '1', '23', '456', '.', ',', ' ', "'", '-', '٫', '٬', '٣', '\u202f', 'x', '💸')
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 18 }), (text, digits) => {
        const amount = decimalTextToMinor(text, digits)
        const position = amount.ok ? 0 : amount.error.position
        expect(position >= 0 && position <= text.length).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})

test('[MO3] an amount is written plainly, with every digit of its currency', () => {
  expect(minorToDecimalText(-1250n, 2)).toBe('-12.50')
  expect(minorToDecimalText(5n, 2)).toBe('0.05')
  expect(minorToDecimalText(-5n, 3)).toBe('-0.005')
  expect(minorToDecimalText(0n, 2)).toBe('0.00')
  expect(minorToDecimalText(-1001n, 0)).toBe('-1001')
  expect(minorToDecimalText(0n, 0)).toBe('0')
  expect(minorToDecimalText(1n, 18)).toBe('0.000000000000000001')
})

const digitCount = fc.integer({ min: 0, max: 18 })

test('[MO3] text goes to an amount and back, in every notation', () => {
  const styles = fc.constantFrom('plain', 'point', 'comma', 'space', 'indian', 'arabic')
  fc.assert(
    fc.property(anyMinor, digitCount, styles, (amount, digits, style) => {
      const plain = minorToDecimalText(amount, digits)
      const hint = { decimal: style === 'comma' || style === 'space' ? ',' : '.' } as const
      expect(decimalTextToMinor(restyled(plain, style), digits, { hint })).toEqual({ ok: true, value: amount })
    }),
    { numRuns: 3000 },
  )
})

// Writes a plain text in another notation with regular expressions, which the reader does not use for it.
const restyled = (plain: string, style: string): string => {
  const [whole = '', fraction] = plain.split('.')
  const join = (group: string, decimal: string, every: RegExp): string =>
    whole.replace(every, `$&${group}`) + (fraction === undefined ? '' : decimal + fraction)
  const threes = /\d(?=(?:\d{3})+$)/g
  if (style === 'point') return join(',', '.', threes)
  if (style === 'comma') return join('.', ',', threes)
  if (style === 'space') return join('\u202f', ',', threes)
  if (style === 'indian') return join(',', '.', /\d(?=(?:\d{2})*\d{3}$)/g)
  if (style === 'arabic') {
    return join('٬', '٫', threes).replace(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
  }
  return plain
}

// The notations that MO3 names, with their amount in cents.
const notations = [
  ['12.50', 1250n],
  ['12,50', 1250n],
  ['1,234.50', 123450n],
  ['1.234,50', 123450n],
  ['1 234,50', 123450n],
  ['1,23,456.78', 12345678n],
] as const
const zeros = Array.from({ length: 0x1fc00 }, (_, codePoint) => codePoint).filter(
  (codePoint) => decimalDigit(codePoint)?.script === codePoint,
)
const inScript = (text: string, zero: number): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)))

test('[MO3] every notation is read in every script of Unicode, and what is wrong in it is found where it stands', () => {
  expect(zeros).toHaveLength(77)
  for (const zero of zeros) {
    for (const [plain, amount] of notations) {
      const text = inScript(plain, zero)
      expect(read(text)).toBe(amount)
      expect(read(`-${text}`)).toBe(-amount)
      for (let at = 0; at <= plain.length; at++) {
        const position = inScript(plain.slice(0, at), zero).length
        const planted = `${text.slice(0, position)}x${text.slice(position)}`
        expect(read(planted)).toEqual({ type: 'UnexpectedCharacter', position, character: 'x' })
      }
      // A digit of another script in the middle is no digit of this number.
      const foreign = zero === 0x660 ? '1' : '١'
      const position = text.length
      expect(read(text + foreign)).toEqual({ type: 'UnexpectedCharacter', position, character: foreign })
      const excess = inScript(`${plain}50`, zero)
      expect(read(excess)).toEqual({ type: 'TooManyDecimals', position, digits: 2 })
      expect(read(excess, 2, { excess: 'round' })).toBe(amount + 1n)
    }
  }
})

test('[MO3] the table of digits is the one of Unicode', () => {
  // The engine may know a newer Unicode than the table, never digits that the table contradicts.
  let known = 0
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const digit = decimalDigit(codePoint)
    if (digit === undefined) continue
    known++
    if (!/\p{Nd}/u.test(String.fromCodePoint(codePoint))) throw new Error(`not a digit: ${codePoint.toString(16)}`)
    if (digit.ascii !== String(codePoint - digit.script)) throw new Error(`wrong digit: ${codePoint.toString(16)}`)
  }
  expect(known).toBe(770)
  expect(decimalDigit(0x2f)).toBeUndefined()
  expect(decimalDigit(0x3a)).toBeUndefined()
  expect(decimalDigit(0x669)).toEqual({ ascii: '9', script: 0x660 })
})

test('[MO3] an Arabic decimal sign is one even before three digits, and never groups', () => {
  expect(read('1٫234', 3)).toBe(1234n)
  expect(read('1٫234.5')).toEqual({ type: 'BadGrouping', position: 1 })
})

test.each([
  ["1'23", 1],
  ['1,23,4567', 1],
  ['1,23,456,7', 1],
])('[MO3] %s is not grouped as anybody groups', (text, position) => {
  expect(read(text)).toEqual({ type: 'BadGrouping', position })
})

test('[MO3] 128 characters are read, one more is too long', () => {
  expect(read(`${'0'.repeat(127)}1`)).toBe(100n)
  expect(read(`${'0'.repeat(128)}1`)).toEqual({ type: 'TextTooLong', position: 128 })
})
