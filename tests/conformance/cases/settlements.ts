// ST1-ST3: balances settled with the fewest transfers.

import { readFileSync } from 'node:fs'
import type { Json } from '../evaluate.ts'
import type { VectorCase, VectorFile } from '../vector-case.ts'

const id = (index: number): string => index.toString(16).padStart(4, '0').repeat(16)

const net = (amount: bigint | number, index: number): Json => ({ member: id(index + 1), amount: `${amount}` })

interface PublicSettlement {
  readonly source: string
  readonly nets: { readonly [index: string]: number }
  readonly fewest: number
}

const publicNumbers = JSON.parse(
  readFileSync(new URL('../../vectors/splits-and-settlements.json', import.meta.url), 'utf8'),
) as { readonly settle: readonly PublicSettlement[] }

const transfers =
  (count: number): VectorCase['says'] =>
  (answer) =>
    (answer as { readonly transfers: readonly Json[] }).transfers.length === count

const own: readonly (readonly [string, readonly number[], number])[] = [
  ['nobody owes anything', [], 0],
  ['zeros are left out', [0, 5, 0, -5], 1],
  ['one pays all', [10, 20, 30, -60], 3],
  ['two pairs', [10, 20, -10, -20], 2],
  ['a pair beside a triple', [10, 7, -10, -3, -4], 3],
  ['where greed takes one more', [6, 4, -5, -3, -2], 4],
  ['two triples that greed does not find', [7, 5, 3, -6, -4, -5], 4],
  ['three ways to pair, the first is taken', [5, 5, -5, -5], 2],
  ['the largest amounts that nets can have', [2 ** 52, -(2 ** 52)], 1],
  ['fifteen people', [1, 2, 4, 8, 16, 32, 64, -1, -2, -4, -8, -16, -32, -32, -32], 8],
  ['sixteen people who pair', [1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -3, -4, -5, -6, -7, -8], 8],
]

/** Plans. */
export const settlementsFile: VectorFile = {
  kind: 'settle',
  about:
    'Nets of members (positive: is owed) in one currency and the canonical transfers that settle them, the fewest possible for up to 15 people.',
  cases: [
    ...own.map(([name, nets, count]): VectorCase => ({
      name,
      rules: ['ST1', 'ST2', 'ST3'],
      input: { nets: nets.map(net) },
      says: transfers(count),
    })),
    ...publicNumbers.settle.map(({ source, nets, fewest }, index): VectorCase => ({
      name: `public numbers ${index + 1}: ${source}`,
      rules: ['ST2'],
      input: { nets: Object.values(nets).map(net) },
      says: transfers(fewest),
    })),
  ],
}
