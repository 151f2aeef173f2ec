// MO3: amounts as people write them.

import { exactly, refusedWith, type VectorCase, type VectorFile } from '../vector-case.ts'
import type { Json } from '../evaluate.ts'

const reads: readonly (readonly [string, string])[] = [
  ['12.50', '1250'],
  ['12,50', '1250'],
  ['1,234.50', '123450'],
  ['1.234,50', '123450'],
  ['1 234,50', '123450'],
  ['1\u00a0234,50', '123450'],
  ['1\u202f234,50', '123450'],
  ['1\u2009234\u2007567.8', '123456780'],
  ['1 234', '123400'],
  ["1'234'567.50", '123456750'],
  ['1’234.5', '123450'],
  ['1,23,456.78', '12345678'],
  ['12,34,567', '123456700'],
  ['1,234,567', '123456700'],
  ['1.234.567', '123456700'],
  ['1.234.567,8', '123456780'],
  ['1234.5', '123450'],
  ['1234', '123400'],
  ['007', '700'],
  ['0.07', '7'],
  ['.5', '50'],
  [',5', '50'],
  ['-12.50', '-1250'],
  ['\u221212,50', '-1250'],
  ['+12.50', '1250'],
  ['-0.00', '0'],
  ['  12.50\t', '1250'],
  ['١٬٢٣٤٫٥٠', '123450'],
  ['\u061c-١٢٫٥', '-1250'],
  ['\u200e\u2212۱۲٫۵', '-1250'],
  ['१,२३,४५६.७८', '12345678'],
  ['１，２３４．５０', '123450'],
  ['𝟏𝟐.𝟓', '1250'],
  ['٫٥', '50'],
]

const rounded: readonly (readonly [string, number, string])[] = [
  ['1.005', 2, '101'],
  ['1.004', 2, '100'],
  ['-1.005', 2, '-101'],
  ['1000.50', 0, '1001'],
  ['-1000.50', 0, '-1001'],
  ['1000.49', 0, '1000'],
  ['0.9999', 2, '100'],
  ['0.0049', 2, '0'],
  ['2.6749999999999999999999999999', 2, '267'],
  ['2.675', 2, '268'],
]

const refused: readonly (readonly [string, { readonly [key: string]: Json }])[] = [
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
]

const hinted: readonly (readonly [string, number, '.' | ',', string])[] = [
  ['1,234', 2, '.', '123400'],
  ['1.234', 2, ',', '123400'],
  ['1,234', 3, ',', '1234'],
  ['0,123', 3, '.', '123'],
]

const named = (text: string): string => JSON.stringify(text)

/** Text to amount. */
export const amountsFile: VectorFile = {
  kind: 'amount',
  about:
    'What a person types, for a currency with `digits` minor digits, as an amount in minor units. `decimal` is the hint that decides ambiguous text; `excess: round` rounds half away from zero. Positions count UTF-16 units.',
  cases: [
    ...reads.map(([text, amount]): VectorCase => ({
      name: named(text),
      rules: ['MO3'],
      input: { text, digits: 2 },
      says: exactly({ amount }),
    })),
    ...hinted.map(([text, digits, decimal, amount]): VectorCase => ({
      name: `${named(text)} where "${decimal}" is the point`,
      rules: ['MO3'],
      input: { text, digits, decimal },
      says: exactly({ amount }),
    })),
    ...rounded.map(([text, digits, amount]): VectorCase => ({
      name: `${named(text)} rounded to ${digits} digits`,
      rules: ['MO3'],
      input: { text, digits, decimal: '.', excess: 'round' },
      says: exactly({ amount }),
    })),
    ...['1,234', '12.345', '٤,٥٦٧'].map((text): VectorCase => ({
      name: `${named(text)} without a hint`,
      rules: ['MO3'],
      input: { text, digits: 2 },
      says: refusedWith({ type: 'AmbiguousSeparator' }),
    })),
    ...refused.map(([text, error]): VectorCase => ({
      name: named(text),
      rules: ['MO3'],
      input: { text, digits: text.startsWith('-') ? 0 : 2 },
      says: exactly({ refused: error }),
    })),
  ],
}
