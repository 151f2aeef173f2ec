// Splitwise exports as texts, and what becomes of them.
import { minorToDecimalText, utf8Encode } from '../../../src/domain/index.ts'
import { parseSplitwise, type EntryDraft, type SplitwiseImport } from '../../../src/formats/index.ts'

/** An export of Alice, Bob and Carol with these rows, as Splitwise writes it. */
export const exportOf = (...rows: readonly string[]): string =>
  ['Date,Description,Category,Cost,Currency,Alice,Bob,Carol', '', ...rows, ''].join('\n')

/** The import of a text that is an export. */
export const importOf = (text: string): SplitwiseImport => importOfBytes(utf8Encode(text))

/** The import of bytes that are an export. */
export const importOfBytes = (bytes: Uint8Array): SplitwiseImport => {
  const parsed = parseSplitwise(bytes)
  if (!parsed.ok) throw new Error(`no export: ${parsed.error.type}`)
  return parsed.value
}

/** Paid less owed of everybody over all entries, as decimal text by currency and name; zeros left out. */
export const netsOf = (entries: readonly EntryDraft[]): Record<string, Record<string, string>> => {
  const sums = new Map<string, { readonly digits: number; readonly byName: Map<string, bigint> }>()
  for (const entry of entries) {
    const { code, digits } = entry.currency
    const { byName } = sums.get(code) ?? { byName: new Map<string, bigint>() }
    sums.set(code, { digits, byName })
    const add = (name: string, amount: bigint): unknown => byName.set(name, (byName.get(name) ?? 0n) + amount)
    if (entry.type === 'transfer') {
      add(entry.from, entry.amount)
      add(entry.to, -entry.amount)
    } else {
      for (const { name, amount } of entry.payers) add(name, amount)
      for (const { name, amount } of entry.shares) add(name, -amount)
    }
  }
  return Object.fromEntries(
    [...sums].map(([code, { digits, byName }]) => [
      code,
      Object.fromEntries(
        [...byName].filter(([, sum]) => sum !== 0n).map(([name, sum]) => [name, minorToDecimalText(sum, digits)]),
      ),
    ]),
  )
}
