// A real export, anonymised: ../../vectors/README.md says where it is from and what it adds up to.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importOfBytes, netsOf } from './export-text.ts'

const bytes = new Uint8Array(readFileSync(new URL('../../vectors/splitwise-seven-people.csv', import.meta.url)))
const { members, entries, report } = importOfBytes(bytes)

test('the export of seven people reads whole, and its line of zeros is a zero row', () => {
  expect(members).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `Person ${number}`))
  expect(report).toEqual({
    rowsRead: 22,
    rowsSkipped: [],
    zeroRows: [23],
    approximateRows: [],
    footer: [],
    encoding: 'utf-8',
  })
  expect(entries.filter(({ type }) => type === 'transfer')).toHaveLength(6)
  expect(entries.filter(({ type }) => type === 'expense')).toHaveLength(15)
})

test('[BA1] the expenses alone leave the nets that the source states', () => {
  expect(netsOf(entries.filter(({ type }) => type === 'expense'))).toEqual({
    MKD: {
      'Person 1': '1504.60',
      'Person 2': '-3775.44',
      'Person 3': '154.56',
      'Person 4': '23404.58',
      'Person 5': '-9045.43',
      'Person 6': '-9671.43',
      'Person 7': '-2571.44',
    },
  })
})

test('[BA1] with the payments everybody is at zero', () => {
  expect(netsOf(entries)).toEqual({ MKD: {} })
})

test('every row has a key of its own', () => {
  expect(new Set(entries.map(({ key }) => key)).size).toBe(21)
})
