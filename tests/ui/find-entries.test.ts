import { expect, test } from 'vitest'
import type { Entry, EntryId } from '../../src/domain/index.ts'
import type { EntryDay, ListedEntry } from '../../src/ui/pot/entries-by-day.ts'
import { findEntries } from '../../src/ui/pot/find-entries.ts'

const listed = (title: string, more: object = {}): ListedEntry => ({
  root: title as unknown as EntryId,
  entry: {
    type: 'transfer',
    title,
    category: '',
    note: '',
    tags: [],
    from: 'mia',
    to: 'jonas',
    ...more,
  } as unknown as Entry,
  hasConflict: false,
  isLate: false,
  isSettled: false,
  at: 0,
})
const days: readonly EntryDay[] = [
  { date: '2026-11-21', entries: [listed('Café Central', { tags: ['Vienna'] }), listed('Rent', { to: 'lena' })] },
  { date: '2026-11-20', entries: [listed('Tram', { note: 'to the café' })] },
]
const find = (wanted: string): readonly string[] =>
  findEntries(
    days,
    wanted,
    (member) => member,
    () => '€12.50',
  ).flatMap(({ entries }) => entries.map(({ entry }) => entry.title))

test('entries are found by every word that is typed, whatever its case and accents', () => {
  expect(find('  ')).toEqual(['Café Central', 'Rent', 'Tram'])
  expect(find('CAFE')).toEqual(['Café Central', 'Tram'])
  expect(find('cafe vienna')).toEqual(['Café Central'])
  expect(find('lena')).toEqual(['Rent'])
  expect(find('12.5 tram')).toEqual(['Tram'])
  expect(find('nothing')).toEqual([])
  expect(findEntries(days, 'tram', String, () => '').map(({ date }) => date)).toEqual(['2026-11-20'])
})
