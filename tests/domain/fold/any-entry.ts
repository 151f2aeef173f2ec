// Entries that nobody would write, of every kind and every way to share them, and what devices do with them.

import {
  convert,
  entryIdOf,
  isEntryVersion,
  isSeriesVersion,
  minor,
  occurrenceDates,
  seriesRootOf,
  type Entry,
  type EntryVersion,
  type EventId,
  type Expense,
  type Rate,
  type Series,
  type SeriesVersion,
  type SplitMode,
} from '../../../src/domain/index.ts'
import { EUR, evenExpense, transfer, type Person, type Writer } from '../story.ts'
import { PAS } from './tied-pot.ts'

const JPY = { code: 'JPY', digits: 0 }

/** An entry that three numbers choose. */
export function someEntry(people: readonly Person[], a: number, b: number, c: number): Entry {
  const [payer, other] = [people[a % people.length] as Person, people[(a + 1) % people.length] as Person]
  const cents = (b % 2000) - 900 || 7
  if (c % 3 === 0) return transfer(Math.abs(cents), payer, other, c % 2 === 0 ? EUR : PAS)
  const currency = c % 5 === 0 ? JPY : EUR
  const even = { ...evenExpense(`Entry ${c}`, cents, payer, people.slice(0, 1 + (c % people.length))), currency }
  if (even.type !== 'expense') return even
  const expense: Expense = { ...even, split: splitOf(even, people, b, c) }
  const abroad = c % 10 === 0 ? { ...expense, equivalent: equivalentOf(expense, b) } : expense
  return c % 7 === 1 ? { ...abroad, type: 'income' } : abroad
}

function splitOf({ amount, split }: Expense, people: readonly Person[], b: number, c: number): SplitMode {
  const byId = people.map(({ member }) => member).sort((x, y) => (x < y ? -1 : 1))
  const members = byId.filter((id, i) => byId.indexOf(id) === i)
  const [first, ...others] = members as [(typeof members)[0], ...typeof members]
  const nothing = { amount: minor(0n), spread: 'even' } as const
  switch (c % 8) {
    case 1:
      return { mode: 'shares', shares: members.map((member, i) => ({ member, weight: BigInt(i + (b % 4)) + 1n })) }
    case 2: {
      const rest = others.map((member) => ({ member, weight: BigInt(b) }))
      return { mode: 'percent', shares: [{ member: first, weight: 10_000n - BigInt(b * others.length) }, ...rest] }
    }
    case 4: {
      const rest = others.map((member, i) => ({ member, amount: minor(BigInt(b - 500 * i)) }))
      const given = rest.reduce((sum, each) => sum + each.amount, 0n)
      return { mode: 'exact', shares: [{ member: first, amount: minor(amount - given) }, ...rest] }
    }
    case 5:
      return { mode: 'adjustment', shares: members.map((member) => ({ member, amount: minor(amount / 10n) })) }
    case 7: {
      const tip = { amount: minor(BigInt(b % 7)), spread: b % 2 === 0 ? 'even' : 'proportional' } as const
      const [part, rest] = [amount / 3n, amount - amount / 3n - tip.amount]
      const items = [
        { title: 'one', amount: minor(part), members },
        { title: 'other', amount: minor(rest), members: [first] },
      ]
      return part + rest === 0n ? split : { mode: 'itemized', items, tax: nothing, tip }
    }
    default:
      return split
  }
}

/** In the pot's currency, and now and then not. */
function equivalentOf({ amount, currency }: Expense, b: number): Entry['equivalent'] {
  const rate = '0.00612' as Rate
  const into = b % 5 === 0 ? PAS : EUR
  const converted = convert(amount, currency.digits, into.digits, rate)
  return converted.ok ? { currency: into, amount: converted.value, rate, source: 'said Alice' } : null
}

/** Writes a version of some entry that the device knows: names some of its versions, sensibly or not. */
export function changeEntry(
  what: 'revise' | 'strike' | 'restore',
  writer: Writer,
  entry: Entry,
  b: number,
  c: number,
): void {
  const series = seriesOf(writer)
  const all = [...writer.known.values()].filter(isEntryVersion)
  const roots = [...new Set(all.map((version) => entryIdOf(version, series)))].filter((id) => id !== undefined)
  const root = roots[b % roots.length]
  if (root === undefined) return
  const versions = all.filter((version) => entryIdOf(version, series) === root)
  const voids = versions.filter(({ kind }) => kind === 'entry.voided')
  const replaces = namedOf(what === 'restore' && voids.length > 0 && c % 4 > 0 ? voids : versions, b, c)
  const kind = what === 'strike' ? 'entry.voided' : 'entry.restored'
  writer.write(
    what === 'revise' ? { kind: 'entry.revised', body: { root, replaces, entry } } : { kind, body: { root, replaces } },
  )
}

function namedOf(versions: readonly EntryVersion[], b: number, c: number): readonly EventId[] {
  return versions
    .filter((_, i) => i === c % versions.length || (b + i) % 3 === 0)
    .map(({ id }) => id)
    .slice(0, 64)
    .sort((x, y) => (x < y ? -1 : 1))
}

/** Begins a series, gives one other terms, or writes a row of one, on its day or on another. */
export function recur(what: 'begin' | 'alter' | 'row', writer: Writer, entry: Entry, b: number, c: number): void {
  const all = [...seriesOf(writer).values()]
  const version = all[b % all.length]
  const units = ['day', 'week', 'month', 'year'] as const
  const series: Series = {
    entry: { ...entry, date: '2026-01-31' },
    interval: { unit: units[c % 4] as 'day', every: 1 + (c % 2) },
    end: c % 3 === 0 ? { type: 'count', count: 1 + (c % 4) } : null,
  }
  if (what === 'begin' || !version) writer.write({ kind: 'series.created', body: { series } })
  else if (what === 'alter')
    writer.write({
      kind: 'series.revised',
      body: { root: seriesRootOf(version), replaces: [(all[c % all.length] as SeriesVersion).id], series },
    })
  else {
    const dates = occurrenceDates(version.body.series, null, '2026-05-01')
    const date = c % 9 === 0 ? '2026-02-27' : (dates[c % Math.min(dates.length, 3)] ?? '2026-01-31')
    writer.write({ kind: 'occurrence.created', body: { series: version.id, date } })
  }
}

function seriesOf({ known }: Writer): ReadonlyMap<EventId, SeriesVersion> {
  return new Map([...known.values()].filter(isSeriesVersion).map((version) => [version.id, version]))
}

/** Comments, reactions, and what takes them back. */
export function discuss(writer: Writer, b: number, c: number): void {
  const all = [...writer.known.values()]
  const about = (all[b % all.length] as (typeof all)[0]).id
  if (c % 3 === 0) writer.write({ kind: 'comment.added', body: { about, text: `Comment ${c}` } })
  else if (c % 3 === 1) writer.write({ kind: 'comment.withdrawn', body: { comment: about } })
  else writer.write({ kind: 'reaction.changed', body: { about, symbol: '👍', on: b % 3 > 0 } })
}
