// SP1-SP5: amounts divided in every mode.

import type { Json } from '../evaluate.ts'
import { refusedWith, type VectorCase, type VectorFile } from '../vector-case.ts'

const id = (index: number): string => index.toString(16).padStart(2, '0').repeat(32)
const [a, b, c, d] = [id(1), id(2), id(3), id(4)] as const

const weights = (...list: readonly number[]): Json =>
  list.map((weight, index) => ({ member: id(index + 1), weight: `${weight}` }))
const amounts = (...list: readonly number[]): Json =>
  list.map((amount, index) => ({ member: id(index + 1), amount: `${amount}` }))
const shares = (...list: readonly number[]): VectorCase['says'] => {
  const expected = JSON.stringify({ shares: amounts(...list) })
  return (answer) => JSON.stringify(answer) === expected
}
const none = { amount: '0', spread: 'even' }
const bill = (items: readonly Json[], tax: Json = none, tip: Json = none): Json => ({
  mode: 'itemized',
  items,
  tax,
  tip,
})
const item = (amount: number, ...members: readonly string[]): Json => ({ title: '', amount: `${amount}`, members })

const even = (...members: readonly string[]): Json => ({ mode: 'even', members })

type Case = readonly [name: string, rules: string, amount: string, seed: string, mode: Json, says: VectorCase['says']]

const cases: readonly Case[] = [
  ['9500 among three', 'SP2', '9500', '0', even(a, b, c), shares(3167, 3167, 3166)],
  ['its refund mirrors it member by member', 'SP2', '-9500', '0', even(a, b, c), shares(-3167, -3167, -3166)],
  ['the round begins at seed mod n', 'SP3', '9500', '1', even(a, b, c), shares(3166, 3167, 3167)],
  ['and goes round', 'SP3', '9500', '2', even(a, b, c), shares(3167, 3166, 3167)],
  ['a seed of 64 bits', 'SP3', '9500', '18446744073709551615', even(a, b, c), shares(3167, 3167, 3166)],
  ['one cent among four', 'SP3', '1', '2', even(a, b, c, d), shares(0, 0, 1, 0)],
  ['one person', 'SP1', '-7', '5', even(a), shares(-7)],
  ['one to two', 'SP2', '100', '0', { mode: 'shares', shares: weights(1, 2) }, shares(33, 67)],
  [
    'the largest remainder first',
    'SP2',
    '1000',
    '0',
    { mode: 'shares', shares: weights(333, 333, 334) },
    shares(333, 333, 334),
  ],
  [
    'nobody without a weight gets a cent',
    'SP3',
    '100',
    '1',
    { mode: 'shares', shares: weights(0, 1, 1, 1) },
    shares(0, 33, 34, 33),
  ],
  [
    'a third in basis points',
    'SP4',
    '10000',
    '0',
    { mode: 'percent', shares: weights(3333, 3333, 3334) },
    shares(3333, 3333, 3334),
  ],
  ['percent of a few cents', 'SP4', '10', '0', { mode: 'percent', shares: weights(2500, 2500, 5000) }, shares(3, 2, 5)],
  ['exact amounts', 'SP4', '100', '9', { mode: 'exact', shares: amounts(60, 50, -10) }, shares(60, 50, -10)],
  [
    'even after adjustments',
    'SP4',
    '15000',
    '0',
    { mode: 'adjustment', shares: amounts(1000, -500, 0) },
    shares(5834, 4333, 4833),
  ],
  [
    'adjustments of a refund',
    'SP4',
    '-15000',
    '0',
    { mode: 'adjustment', shares: amounts(-1000, 500, 0) },
    shares(-5834, -4333, -4833),
  ],
  [
    'adjustments that use up everything',
    'SP4',
    '30',
    '1',
    { mode: 'adjustment', shares: amounts(10, 20) },
    shares(10, 20),
  ],
  ['a bill without tax or tip', 'SP4', '1000', '0', bill([item(600, a, b), item(400, b)]), shares(300, 700)],
  [
    'tax in proportion, tip evenly',
    'SP4',
    '1300',
    '0',
    bill([item(600, a), item(400, b)], { amount: '100', spread: 'proportional' }, { amount: '200', spread: 'even' }),
    shares(760, 540),
  ],
  [
    'a bill is rounded once, not on every line',
    'SP4',
    '300',
    '0',
    bill([item(100, a, b, c), item(100, a, b, c), item(100, a, b, c)]),
    shares(100, 100, 100),
  ],
  ['a discount on a bill', 'SP4', '900', '0', bill([item(1000, a, b), item(-100, b)]), shares(500, 400)],
  ['a bill that is paid back', 'SP4', '-900', '0', bill([item(-1000, a, b), item(100, b)]), shares(-500, -400)],
  ['nobody shares', 'SP5', '100', '0', even(), refusedWith({ type: 'NoParticipants' })],
  [
    'all weights zero',
    'SP5',
    '100',
    '0',
    { mode: 'shares', shares: weights(0, 0) },
    refusedWith({ type: 'ZeroWeights', difference: '100' }),
  ],
  [
    'a weight below zero',
    'SP5',
    '100',
    '0',
    { mode: 'shares', shares: weights(2, -1) },
    refusedWith({ type: 'NegativeWeight', member: b }),
  ],
  [
    'one basis point left',
    'SP5',
    '100',
    '0',
    { mode: 'percent', shares: weights(5000, 4999) },
    refusedWith({ type: 'PercentDiffers', difference: '1' }),
  ],
  [
    'a cent left to give',
    'SP5',
    '100',
    '0',
    { mode: 'exact', shares: amounts(50, 49) },
    refusedWith({ type: 'SharesDiffer', difference: '1' }),
  ],
  [
    'a cent too much',
    'SP5',
    '100',
    '0',
    { mode: 'exact', shares: amounts(50, 51) },
    refusedWith({ type: 'SharesDiffer', difference: '-1' }),
  ],
  [
    'adjustments beyond the amount',
    'SP5',
    '100',
    '0',
    { mode: 'adjustment', shares: amounts(90, 20) },
    refusedWith({ type: 'AdjustmentsExceed', difference: '-10' }),
  ],
  ['somebody twice', 'SP5', '100', '0', even(a, a), refusedWith({ type: 'RepeatedMember', member: a })],
  [
    'somebody twice on one item',
    'SP5',
    '100',
    '0',
    bill([item(100, a, a)]),
    refusedWith({ type: 'RepeatedMember', member: a }),
  ],
  [
    'items that do not add up',
    'SP5',
    '100',
    '0',
    bill([item(99, a)]),
    refusedWith({ type: 'SharesDiffer', difference: '1' }),
  ],
  [
    'a tip in proportion to nothing',
    'SP5',
    '10',
    '0',
    bill([item(100, a), item(-100, b)], none, { amount: '10', spread: 'proportional' }),
    refusedWith({ type: 'ZeroWeights', difference: '10' }),
  ],
]

/** Splits. */
export const splitsFile: VectorFile = {
  kind: 'split',
  about:
    'An amount divided among members (ids of 32 bytes in hex). `seed` is the first 8 bytes of the id of the entry’s root, big-endian. Shares come in order of member id.',
  cases: cases.map(([name, rule, amount, seed, mode, says]) => ({
    name,
    rules: [rule],
    input: { amount, seed, mode },
    says,
  })),
}
