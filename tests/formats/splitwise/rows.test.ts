import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minorToDecimalText } from '../../../src/domain/index.ts'
import type { ExpenseDraft } from '../../../src/formats/index.ts'
import { exportOf, importOf, netsOf } from './export-text.ts'

const only = (text: string): ExpenseDraft => importOf(text).entries[0] as ExpenseDraft

test('one member above zero paid the whole cost, and their own share is what is left of it', () => {
  const entry = only(exportOf('2026-06-22,Dinner,Dining out,100.00,EUR,66.67,-33.33,-33.34'))
  expect(entry).toMatchObject({
    type: 'expense',
    title: 'Dinner',
    date: '2026-06-22',
    category: 'Dining out',
    amount: 10000n,
    approximate: false,
  })
  expect(entry.payers).toEqual([{ name: 'Alice', amount: 10000n }])
  expect(entry.shares).toEqual([
    { name: 'Alice', amount: 3333n },
    { name: 'Bob', amount: 3333n },
    { name: 'Carol', amount: 3334n },
  ])
})

test('a payer without a share of their own has none', () => {
  const entry = only(exportOf('2026-06-22,Gift,General,20.00,EUR,20.00,-10.00,-10.00'))
  expect(entry.shares.map(({ name }) => name)).toEqual(['Bob', 'Carol'])
})

test('several members above zero: nets and total are exact, payments are marked as a guess', () => {
  const imported = importOf(exportOf('2026-07-01,Both paid,General,200.00,EUR,33.33,33.33,-66.66'))
  const entry = imported.entries[0] as ExpenseDraft
  expect(entry.approximate).toBe(true)
  expect(imported.report.approximateRows).toEqual([3])
  expect(entry.payers).toEqual([
    { name: 'Alice', amount: 10000n },
    { name: 'Bob', amount: 10000n },
  ])
  expect(netsOf([entry])).toEqual({ EUR: { Alice: '33.33', Bob: '33.33', Carol: '-66.66' } })
})

test('a payment by category or by `X paid Y` is a transfer from the member above zero', () => {
  const rows = [
    '2026-06-22,Settling,Payment,5.00,EUR,5.00,-5.00,0.00',
    '2026-06-22,Carol paid Bob,General,7.00,EUR,0.00,-7.00,7.00',
    '2026-06-22,Somebody paid Bob,General,7.00,EUR,0.00,-7.00,7.00',
    '2026-06-22,Zahlung,Zahlung,1.00,EUR,-1.00,0.00,1.00',
  ]
  expect(importOf(exportOf(...rows)).entries).toMatchObject([
    { type: 'transfer', from: 'Alice', to: 'Bob', amount: 500n },
    { type: 'transfer', from: 'Carol', to: 'Bob', amount: 700n },
    { type: 'expense', payers: [{ name: 'Carol' }], shares: [{ name: 'Bob' }] },
    { type: 'transfer', from: 'Carol', to: 'Alice', amount: 100n },
  ])
})

test('a refund mirrors its expense', () => {
  const entry = only(exportOf('2026-06-22,Refund,General,-30.00,EUR,-20.00,10.00,10.00'))
  expect(entry).toMatchObject({ amount: -3000n, payers: [{ name: 'Alice', amount: -3000n }] })
  expect(netsOf([entry])).toEqual({ EUR: { Alice: '-20.00', Bob: '10.00', Carol: '10.00' } })
})

test('rows that move nothing are reported and not imported', () => {
  const { entries, report } = importOf(
    exportOf('2026-06-22,Nothing," "," ",EUR,0.00,0.00,0.00', '2026-06-22,Own,General,5.00,EUR,0.00,0,'),
  )
  expect(entries).toEqual([])
  expect(report).toMatchObject({ rowsRead: 2, zeroRows: [3, 4], rowsSkipped: [] })
})

test('a bad row is skipped with its number and reason, the others stay', () => {
  const { entries, report } = importOf(
    exportOf(
      '2026-02-30,No day,General,10.00,EUR,5.00,-5.00,0.00',
      '2026-02-03,Good,General,10.00,EUR,5.00,-5.00,0.00',
      '2026-02-03,No currency,General,10.00,,5.00,-5.00,0.00',
      '2026-02-03,Bad cell,General,10.00,EUR,five,-5.00,0.00',
      '2026-02-03,Not balanced,General,10.00,EUR,5.00,-4.00,0.00',
      '2026-02-03,Too cheap,General,4.00,EUR,5.00,-5.00,0.00',
      '2026-02-03,No cost,General,,EUR,5.00,-5.00,0.00',
      '2026-02-03,Long,General,10.00,EUR,5.00,-5.00,0.00,1.00',
      '2026-02-03,Short',
      '2026-02-03,Three decimals,General,10.005,EUR,5.00,-5.00,0.00',
    ),
  )
  expect(entries.map(({ title }) => title)).toEqual(['Good'])
  expect(report.rowsRead).toBe(10)
  expect(report.rowsSkipped.map(({ row, problem }) => [row, problem.type])).toEqual([
    [3, 'BadDate'],
    [5, 'BadCurrency'],
    [6, 'BadCell'],
    [7, 'NotBalanced'],
    [8, 'CostTooSmall'],
    [9, 'NoCost'],
    [10, 'TooManyCells'],
    [11, 'NoAmounts'],
    [12, 'BadCost'],
  ])
})

test('a currency without decimals is rounded, and what is left goes to the largest net', () => {
  const entry = only(exportOf('2026-06-22,Ramen,General,1000.00,JPY,666.66,-333.33,-333.33'))
  expect(entry.amount).toBe(1000n)
  expect(netsOf([entry])).toEqual({ JPY: { Alice: '666', Bob: '-333', Carol: '-333' } })
  expect(netsOf(importOf(exportOf('2026-06-22,Off,General,1000,JPY,667,-333,-333')).entries)).toEqual({
    JPY: { Alice: '666', Bob: '-333', Carol: '-333' },
  })
  expect(importOf(exportOf('2026-06-22,Off,General,1000,JPY,700,-300,-200')).report.rowsSkipped).toMatchObject([
    { problem: { type: 'NotBalanced', difference: '200' } },
  ])
})

test('two identical rows are two entries; the same rows again have the same keys, in any export of the group', () => {
  const row = '2026-06-22,Coffee,General,3.00,EUR,1.50,-1.50,0.00'
  const [first, second] = importOf(exportOf(row, row)).entries
  expect(first?.key).not.toBe(second?.key)
  const later = [
    'Datum;Beschreibung;Kategorie;Kosten;Währung;Bob;Dora;Alice',
    '22.06.2026;Coffee;Allgemein;3,00;EUR;-1,50;0;1,50',
    '22.06.2026;Coffee;Allgemein;3,00;EUR;-1,50;0;1,50',
    '23.06.2026;Coffee;Allgemein;3,00;EUR;-1,50;0;1,50',
  ].join('\r\n')
  const again = importOf(later).entries
  expect(again.map(({ key }) => key).slice(0, 2)).toEqual([first?.key, second?.key])
  expect(again[2]?.key).not.toBe(first?.key)
})

test('[BA1] whatever a balanced row says, the entry has exactly its nets and total', () => {
  const cents = fc.bigInt({ min: -1_000_000n, max: 1_000_000n })
  fc.assert(
    fc.property(cents, cents, fc.bigInt({ min: 0n, max: 1_000_000n }), (alice, bob, rest) => {
      const cells = [alice, bob, -alice - bob]
      fc.pre(cells.some((cell) => cell !== 0n))
      const owed = cells.filter((cell) => cell > 0n).reduce((sum, cell) => sum + cell, 0n)
      const text = (amount: bigint): string => minorToDecimalText(amount, 2)
      const entry = only(exportOf(`2026-06-22,Any,General,${text(owed + rest)},EUR,${cells.map(text).join()}`))
      const named: unknown = Object.fromEntries(
        ['Alice', 'Bob', 'Carol']
          .map((name, i) => [name, text(cells[i] as bigint)])
          .filter(([, net]) => net !== '0.00'),
      )
      expect(netsOf([entry]).EUR).toEqual(named)
      expect(entry.payers.reduce((sum, { amount }) => sum + amount, 0n)).toBe(owed + rest)
    }),
  )
})
