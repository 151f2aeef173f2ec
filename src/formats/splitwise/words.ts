// The words of Splitwise's export in its twelve languages. Every column is matched on its own: real files mix languages.

const HEADERS = [
  ['date', 'datum', 'fecha', 'data', 'tanggal', '日付', 'วันที่'],
  [
    'description',
    'beschreibung',
    'descripción',
    'descrizione',
    'omschrijving',
    'opis',
    'descrição',
    'beskrivning',
    'keterangan',
    '概要',
    'คำอธิบาย',
  ],
  [
    'category',
    'kategorie',
    'categoría',
    'catégorie',
    'categorie',
    'categoria',
    'kategoria',
    'kategori',
    'カテゴリ',
    'หมวดหมู่',
  ],
  ['cost', 'kosten', 'coste', 'coût', 'costo', 'koszt', 'custo', 'kostnad', 'biaya', '費用', 'ราคา'],
  ['currency', 'währung', 'moneda', 'devise', 'valuta', 'waluta', 'moeda', 'mata uang', '通貨', 'สกุลเงิน'],
] as const

const FOOTERS = [
  'total balance',
  'gesamtbilanz',
  'gesamtsaldo',
  'saldo total',
  'solde total',
  'bilancio totale',
  'saldo totale',
  'totaal saldo',
  'całkowite saldo',
  'totalsumma',
  'total saldo',
  '合計残高',
  'ยอดคงเหลือรวม',
]

const PAYMENTS = [
  'payment',
  'zahlung',
  'pago',
  'paiement',
  'pagamento',
  'betaling',
  'płatność',
  'betalning',
  'pembayaran',
  '支払い',
  '支払',
  'การชำระเงิน',
]

/** The columns before the members' own, in their order. */
export const FIXED_COLUMNS = HEADERS.length

const headerSets = HEADERS.map((words) => new Set(words.map(wordOf)))
const footers = new Set(FOOTERS.map(wordOf))
const payments = new Set(PAYMENTS.map(wordOf))

/** Whether a record is the header: each of the first five columns is its name in some language. */
export function isHeader(fields: readonly string[]): boolean {
  return headerSets.every((names, column) => names.has(wordOf(fields[column] ?? '')))
}

/** Whether a description is that of the line with the members' balances. */
export function isFooterWord(description: string): boolean {
  return footers.has(wordOf(description))
}

/** Whether a category says that money was handed over. */
export function isPaymentWord(category: string): boolean {
  return payments.has(wordOf(category))
}

function wordOf(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}
