// MO4: amounts at a rate.

import { exactly, refusedWith, type VectorCase, type VectorFile } from '../vector-case.ts'

const converted: readonly (readonly [string, string, number, number, string, string])[] = [
  ['EUR to THB', '13021', 2, 2, '38.4', '500006'],
  ['EUR to JPY', '1000', 2, 0, '163.456', '1635'],
  ['JPY to USD', '12345', 0, 2, '0.0073', '9012'],
  ['MKD to DOT', '150512', 2, 10, '0.0042', '63215040000'],
  ['a half goes away from zero', '1', 0, 0, '0.5', '1'],
  ['a half of a refund too', '-1', 0, 0, '0.5', '-1'],
  ['just below a half', '1', 0, 0, '0.499999999999999999', '0'],
  ['three halves of a refund', '-3', 0, 0, '1.5', '-5'],
  ['nothing', '0', 18, 0, '999999999999999999', '0'],
]

/** Conversion of amounts. */
export const conversionsFile: VectorFile = {
  kind: 'convert',
  about: 'An amount in minor units of a currency with `fromDigits` at a rate, in minor units of one with `toDigits`.',
  cases: [
    ...converted.map(([name, amount, fromDigits, toDigits, rate, expected]): VectorCase => ({
      name,
      rules: ['MO4'],
      input: { amount, fromDigits, toDigits, rate },
      says: exactly({ amount: expected }),
    })),
    {
      name: 'beyond 96 bits',
      rules: ['MO1', 'MO4'],
      input: { amount: (2n ** 96n - 1n).toString(), fromDigits: 0, toDigits: 1, rate: '1' },
      says: refusedWith({ type: 'AmountOutOfRange' }),
    },
    ...['1.0', '01', '-1', '1e3', '1,5', '.5', '', `0.${'0'.repeat(18)}1`].map((rate): VectorCase => ({
      name: `${JSON.stringify(rate)} is no rate`,
      rules: ['MO4'],
      input: { amount: '1', fromDigits: 2, toDigits: 2, rate },
      says: refusedWith({ type: 'NotARate' }),
    })),
    {
      name: 'a rate of nothing',
      rules: ['MO4'],
      input: { amount: '1', fromDigits: 2, toDigits: 2, rate: '0' },
      says: refusedWith({ type: 'RateIsZero' }),
    },
  ],
}
