// ST4-ST6: plans in every mode that looks at balances alone, after payments, and balances turned into one currency.

import type { Json } from '../evaluate.ts'
import { refusedWith, type VectorCase, type VectorFile } from '../vector-case.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const
type Name = (typeof names)[number]

const id = (name: string): string => name.repeat(64)
const nets = (amounts: Readonly<Partial<Record<Name, number>>>): Json =>
  Object.entries(amounts).map(([name, amount]) => ({ member: id(name), amount: `${amount}` }))
const transfers = (...list: readonly (readonly [Name, Name, number])[]): Json =>
  list.map(([from, to, amount]) => ({ from: id(from), to: id(to), amount: `${amount}` }))

type Case = readonly [
  name: string,
  rule: string,
  mode: Json,
  nets: Json,
  paid: Json,
  expected: readonly (readonly [Name, Name, number])[],
]

const fewest = { type: 'fewest' }
const balances = { a: 30, b: 10, c: -25, d: -15 }

const cases: readonly Case[] = [
  [
    'the fewest',
    'ST5',
    fewest,
    nets(balances),
    [],
    [
      ['c', 'a', 25],
      ['d', 'a', 5],
      ['d', 'b', 10],
    ],
  ],
  [
    'with one person',
    'ST5',
    { type: 'centred', on: id('a') },
    nets(balances),
    [],
    [
      ['a', 'b', 10],
      ['c', 'a', 25],
      ['d', 'a', 15],
    ],
  ],
  [
    'with one person who is even',
    'ST5',
    { type: 'centred', on: id('e') },
    nets(balances),
    [],
    [
      ['c', 'e', 25],
      ['d', 'e', 15],
      ['e', 'a', 30],
      ['e', 'b', 10],
    ],
  ],
  [
    'a couple as one',
    'ST5',
    { type: 'subgroups', groups: [[id('a'), id('c')]] },
    nets({ a: 30, b: -10, c: -20 }),
    [],
    [
      ['b', 'a', 10],
      ['c', 'a', 20],
    ],
  ],
  [
    'a couple that is even outside',
    'ST5',
    { type: 'subgroups', groups: [[id('a'), id('c')]] },
    nets({ a: 20, c: -20, b: 5, d: -5 }),
    [],
    [
      ['c', 'a', 20],
      ['d', 'b', 5],
    ],
  ],
  [
    'a preference',
    'ST5',
    { type: 'preferred', pairs: [{ from: id('d'), to: id('a') }] },
    nets(balances),
    [],
    [
      ['c', 'a', 15],
      ['c', 'b', 10],
      ['d', 'a', 15],
    ],
  ],
  [
    'a preference between two who owe',
    'ST5',
    { type: 'preferred', pairs: [{ from: id('c'), to: id('d') }] },
    nets(balances),
    [],
    [
      ['c', 'a', 25],
      ['d', 'a', 5],
      ['d', 'b', 10],
    ],
  ],
  [
    'a leg paid in full',
    'ST4',
    fewest,
    nets({ a: 5, b: 10, d: -15 }),
    transfers(['c', 'a', 25]),
    [
      ['d', 'a', 5],
      ['d', 'b', 10],
    ],
  ],
  [
    'a leg paid in part',
    'ST4',
    fewest,
    nets({ a: 20, b: 10, c: -15, d: -15 }),
    transfers(['c', 'a', 10]),
    [
      ['c', 'a', 15],
      ['d', 'a', 5],
      ['d', 'b', 10],
    ],
  ],
  ['everything paid', 'ST4', fewest, nets({}), transfers(['c', 'a', 25], ['d', 'a', 5], ['d', 'b', 10]), []],
  [
    'more than the leg: planned anew',
    'ST4',
    fewest,
    nets({ a: -5, b: 10, c: 10, d: -15 }),
    transfers(['c', 'a', 35]),
    [
      ['a', 'b', 5],
      ['d', 'b', 5],
      ['d', 'c', 10],
    ],
  ],
  [
    'other people are not concerned',
    'ST4',
    fewest,
    nets({ a: 10, b: -4, c: -6, e: 7, f: -7 }),
    transfers(['b', 'c', 1]),
    [
      ['b', 'a', 4],
      ['c', 'a', 6],
      ['f', 'e', 7],
    ],
  ],
]

/** Plans. */
export const plansFile: VectorFile = {
  kind: 'plan',
  about:
    'The plan for nets in one currency, in a mode, when `paid` was handed over between pairs since the last entry that is no transfer (the nets have it in them already). By payer, then payee.',
  cases: cases.map(([name, rule, mode, before, paid, expected]): VectorCase => {
    const answer = JSON.stringify({ transfers: transfers(...expected) })
    return {
      name,
      rules: [rule],
      input: { mode, nets: before, paid },
      says: (found) => JSON.stringify(found) === answer,
    }
  }),
}

const EUR = { code: 'EUR', digits: 2 }
const USD = { code: 'USD', digits: 2 }
const JPY = { code: 'JPY', digits: 0 }
const inCurrency = (currency: Json, amounts: Readonly<Partial<Record<Name, number>>>): readonly Json[] =>
  Object.entries(amounts).map(([name, amount]) => ({ member: id(name), currency, amount: `${amount}` }))
const rate = (from: Json, text: string): Json => ({ from, rate: text, source: '' })
const become =
  (amounts: Readonly<Partial<Record<Name, number>>>): VectorCase['says'] =>
  (found) =>
    JSON.stringify(
      ((found as { readonly nets?: readonly { readonly member: string; readonly amount: string }[] }).nets ?? []).map(
        ({ member, amount }) => [member, amount],
      ),
    ) === JSON.stringify(Object.entries(amounts).map(([name, amount]) => [id(name), `${amount}`]))

/** Conversions of balances. */
export const convertedFile: VectorFile = {
  kind: 'convert nets',
  about:
    'Nets of several currencies turned into one at agreed rates. Exact fractions are rounded down, the units left go to the largest remainders, ties in order of member id from `seed` mod n on; the result sums to zero.',
  cases: [
    {
      name: 'dollars and euros',
      rules: ['ST6'],
      input: {
        nets: [...inCurrency(EUR, { a: 1000, b: -1000 }), ...inCurrency(USD, { a: -500, b: 500 })],
        into: EUR,
        rates: [rate(USD, '0.9')],
        seed: '0',
      },
      says: become({ a: 550, b: -550 }),
    },
    {
      name: 'balances that cancel across currencies',
      rules: ['ST6'],
      input: {
        nets: [...inCurrency(EUR, { a: 900, b: -900 }), ...inCurrency(USD, { a: -1000, b: 1000 })],
        into: EUR,
        rates: [rate(USD, '0.9')],
        seed: '0',
      },
      says: become({}),
    },
    {
      name: 'a unit that rounding leaves',
      rules: ['ST6', 'SP3'],
      input: { nets: inCurrency(JPY, { a: 2, b: -1, c: -1 }), into: EUR, rates: [rate(JPY, '0.005')], seed: '0' },
      says: (found) => {
        const amounts = (found as { readonly nets: readonly { readonly amount: string }[] }).nets
        return amounts.reduce((sum, { amount }) => sum + Number(amount), 0) === 0
      },
    },
    {
      name: 'a currency without a rate',
      rules: ['ST6'],
      input: { nets: inCurrency(USD, { a: 5, b: -5 }), into: EUR, rates: [], seed: '0' },
      says: refusedWith({ type: 'CurrencyUnrated' }),
    },
  ],
}
