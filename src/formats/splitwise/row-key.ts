import { bytesToHex, encodeCbor, eventIdOf, type CborValue, type Hash32 } from '../../domain/index.ts'
import type { RowAmounts } from './row-amounts.ts'

/** Gives each row of one file its key. Identical rows get different ones, in their order. */
export type KeyRow = (title: string, date: string, amounts: RowAmounts) => Hash32

/**
 * A row's key: SHA-256 of what it says and of how many rows before it say the same. So two equal rows are two entries, and the same rows in
 * another export are the same entries. Left out is what may change between two exports of one group: category and language, how dates and
 * amounts are written, members without a part in the row, and the order of columns.
 */
export function createKeyRow(): KeyRow {
  const seen = new Map<string, bigint>()
  return (title, date, { currency, cost, nets }) => {
    const content = new Map([
      ['title', title],
      ['date', date],
      ['currency', currency.code],
      ['cost', cost.toString()],
    ])
    const amounts = new Map(nets.map(({ name, amount }) => [name, amount.toString()]))
    const row = encodeCbor(
      new Map([
        ['row', content],
        ['nets', amounts],
      ]),
    )
    const same = bytesToHex(row)
    const occurrence = seen.get(same) ?? 0n
    seen.set(same, occurrence + 1n)
    return eventIdOf(
      encodeCbor(
        new Map<string, CborValue>([
          ['row', row],
          ['occurrence', occurrence],
        ]),
      ),
    ) as string as Hash32
  }
}
