import { expect, test } from 'vitest'
import { utf8Encode } from '../../../src/domain/index.ts'
import { MAX_SPLITWISE_BYTES, parseSplitwise } from '../../../src/formats/index.ts'
import { exportOf, importOf, importOfBytes, netsOf } from './export-text.ts'

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

test.each([
  ['en', 'Date,Description,Category,Cost,Currency', 'Total balance'],
  ['de', 'Datum,Beschreibung,Kategorie,Kosten,Währung', 'Gesamtbilanz'],
  ['es', 'Fecha,Descripción,Categoría,Coste,Moneda', 'Saldo total'],
  ['fr', 'Date,Description,Catégorie,Coût,Devise', 'Solde total'],
  ['it', 'Data,Descrizione,Categorie,Costo,Valuta', 'Bilancio totale'],
  ['nl', 'Datum,Omschrijving,Categorie,Kosten,Valuta', 'Totaal saldo'],
  ['pl', 'Data,Opis,Kategoria,Koszt,Waluta', 'Całkowite saldo'],
  ['pt', 'Data,Descrição,Categoria,Custo,Moeda', 'Saldo total'],
  ['sv', 'Datum,Beskrivning,Kategori,Kostnad,Valuta', 'Totalsumma'],
  ['id', 'Tanggal,Keterangan,Kategori,Biaya,Mata uang', 'Total saldo'],
  ['ja', '日付,概要,カテゴリ,費用,通貨', '合計残高'],
  ['th', 'วันที่,คำอธิบาย,หมวดหมู่,ราคา,สกุลเงิน', 'ยอดคงเหลือรวม'],
  ['mixed', 'Date,Description,Catégorie,Cost,Devise', 'Somme de tout'],
])('headers and footers in %s', (_language, header, footer) => {
  const text = [
    `${header},Alice,Bob`,
    '',
    '2026-06-22,Wine,X,7.20,EUR,3.60,-3.60',
    '',
    `2026-06-30,${footer}, , ,EUR,3.60,-3.60`,
    '',
    '',
  ].join('\n')
  for (const form of ['NFC', 'NFD'] as const) {
    const { entries, report } = importOf(text.normalize(form))
    expect(netsOf(entries)).toEqual({ EUR: { Alice: '3.60', Bob: '-3.60' } })
    expect(report.footer).toEqual([{ row: 5, currency: 'EUR', matches: true, differences: [] }])
  }
})

test('footers are compared for each currency, and a difference is named', () => {
  const { report } = importOf(
    exportOf(
      '2026-06-22,A,General,100.00,EUR,50.00,-50.00,0.00',
      '2026-06-22,Bad,General,100.00,USD,50.00,-40.00,0.00',
      '',
      '2026-07-01,Total balance, , ,EUR,50.00,-50.00,0.00',
      '2026-07-01,Total balance, , ,USD,50.00,-50.00,0.00',
      '2026-07-01,Total balance, , ,CHF,0.00,0.00,0.00',
    ),
  )
  expect(report.footer.map(({ currency, matches }) => [currency, matches])).toEqual([
    ['EUR', true],
    ['USD', false],
    ['CHF', true],
  ])
  expect(report.footer[1]?.differences).toEqual([
    { member: 'Alice', footer: '50.00', rows: '0.00' },
    { member: 'Bob', footer: '-50.00', rows: '0.00' },
  ])
})

test('a file saved again by a spreadsheet reads the same', () => {
  const rows = ['2026-06-22,"Café, Zoë\'s ""place""",General,3.00,EUR,1.50,-1.50,0.00']
  const plain = importOf(exportOf(...rows))
  expect(plain.entries[0]?.title).toBe('Café, Zoë\'s "place"')
  const crlf = exportOf(...rows)
    .replaceAll('\n\n', '\n,,,,,,,\n')
    .replaceAll('\n', '\r\n')
  const saved = [
    utf8Encode(`\ufeff${crlf}`),
    latin1(crlf),
    Uint8Array.from([0xff, 0xfe, ...Array.from(crlf).flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])]),
  ]
  expect(saved.map(importOfBytes).map(({ entries }) => entries)).toEqual([plain.entries, plain.entries, plain.entries])
  expect(importOfBytes(saved[1] as Uint8Array).report.encoding).toBe('windows-1252')
})

test('bytes of Windows-1252 that Latin-1 lacks are read', () => {
  const bytes = latin1(exportOf('2026-06-22,Bill of 5 \u0080 \u0096 Zo\u00eb,General,3.00,EUR,1.50,-1.50,0.00'))
  expect(importOfBytes(bytes).entries[0]?.title).toBe('Bill of 5 € – Zoë')
})

test('decimal commas, with commas or semicolons between cells', () => {
  const quoted = importOf(exportOf('2026-06-22,Wine,General,"1.007,20",EUR,"503,6","-503,60",0'))
  const semicolons = importOf(
    'Date;Description;Category;Cost;Currency;Alice;Bob;Carol\r\n2026-06-22;Wine;General;1.007,20;EUR;503,6;-503,60;0\r\n',
  )
  expect(netsOf(quoted.entries)).toEqual({ EUR: { Alice: '503.60', Bob: '-503.60' } })
  expect(quoted.entries[0]?.amount).toBe(100720n)
  expect(semicolons.entries.map((entry) => ({ ...entry, row: 3 }))).toEqual(quoted.entries)
})

test('dates with slashes are read where the file tells the month from the day', () => {
  const row = (date: string): string => `${date},X,General,3.00,EUR,1.50,-1.50,0.00`
  expect(importOf(exportOf(row('6/5/2026'), row('6/22/2026'))).entries.map(({ date }) => date)).toEqual([
    '2026-06-05',
    '2026-06-22',
  ])
  expect(importOf(exportOf(row('6/5/2026'))).report.rowsSkipped).toEqual([
    { row: 3, problem: { type: 'BadDate', text: '6/5/2026' } },
  ])
})

test('a note before the header is passed over', () => {
  expect(
    importOf(`Note: amounts are net,,\n\n${exportOf('2026-06-22,X,General,3.00,EUR,1.50,-1.50,0.00')}`).entries,
  ).toHaveLength(1)
})

test('names: `(removed)` goes, unless it tells two people apart; equal names get a number', () => {
  const header = (names: string): readonly string[] =>
    importOf(`Date,Description,Category,Cost,Currency,${names}\n`).members
  expect(header('Alice,Bob (removed)')).toEqual(['Alice', 'Bob'])
  expect(header('Bob,Bob (removed)')).toEqual(['Bob', 'Bob (removed)'])
  expect(header('Bob,Bob, Bob ')).toEqual(['Bob', 'Bob (2)', 'Bob (3)'])
  expect(header('Alice,,Carol,,')).toEqual(['Alice', 'Person 2', 'Carol'])
  expect(header('__proto__,constructor')).toEqual(['__proto__', 'constructor'])
})

test('long and hostile descriptions become titles that an event may hold', () => {
  const { entries } = importOf(
    exportOf(
      `2026-06-22,"${'x'.repeat(200)}",General,3.00,EUR,1.50,-1.50,0.00`,
      '2026-06-22,"a\u202e\tb\nc",General,3.00,EUR,1.50,-1.50,0.00',
      '2026-06-22,,General,3.00,EUR,1.50,-1.50,0.00',
    ),
  )
  expect(entries.map(({ title }) => title)).toEqual([`${'x'.repeat(79)}…`, 'a b c', 'Expense'])
  expect(entries[0]?.note).toBe('x'.repeat(200))
})

test.each([
  ['nothing', '', 'NoHeader'],
  ['prose', 'Dear diary,\ntoday was good', 'NoHeader'],
  ['another table', 'date,what,amount\n2026-01-01,x,3', 'NoHeader'],
  ['no members', 'Date,Description,Category,Cost,Currency\n', 'NoMembers'],
  ['an open quote', `${exportOf()}\n2026-06-22,"open,General,3.00,EUR,1.50,-1.50,0.00`, 'UnclosedQuote'],
  ['a huge cell', exportOf(`2026-06-22,${'x'.repeat(20_000)},General,3.00,EUR,1.50,-1.50,0.00`), 'FieldTooLong'],
  ['a wide row', exportOf(','.repeat(300)), 'TooManyColumns'],
])('%s is refused with its reason', (_what, text, type) => {
  expect(parseSplitwise(utf8Encode(text))).toMatchObject({ ok: false, error: { type } })
})

test('binary and huge files are refused before they are read', () => {
  expect(parseSplitwise(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toMatchObject({
    ok: false,
    error: { type: 'BinaryFile', offset: 4 },
  })
  expect(parseSplitwise(new Uint8Array(MAX_SPLITWISE_BYTES + 1))).toMatchObject({
    ok: false,
    error: { type: 'FileTooLarge' },
  })
  const many = exportOf(...Array.from({ length: 100_001 }, () => ',,'))
  expect(parseSplitwise(utf8Encode(many))).toMatchObject({ ok: false, error: { type: 'TooManyRows' } })
})
