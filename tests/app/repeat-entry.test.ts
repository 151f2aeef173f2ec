import { expect, test } from 'vitest'
import {
  addEntry,
  catchUp,
  claimMember,
  confirmClaim,
  firstAgain,
  repeatEntry,
  retireMember,
  seriesOfEntry,
  stopSeries,
  liveSeries,
  type PotSession,
} from '../../src/app/index.ts'
import type { Entry, EntryId, Series } from '../../src/domain/index.ts'
import { carry, createInstallation, dinner, EUR, memberNamed, must, nets } from './people.ts'

const TODAY = '2026-06-15'

async function founded(): Promise<PotSession> {
  const alice = await createInstallation()
  return must(await alice.createPot({ title: 'Flat', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }))
}
/** A pot with its rent of one day, and that rent every month. */
async function withRent(date: string): Promise<{ pot: PotSession; root: EntryId; monthly: Series }> {
  const pot = await founded()
  const entry: Entry = { ...dinner(pot, 'Alice', 3000, 'Rent'), date }
  const root = must(await addEntry(pot, entry)).id as string as EntryId
  return { pot, root, monthly: { entry, interval: { unit: 'month', every: 1 }, end: null } }
}
const days = (pot: PotSession): readonly string[] =>
  [...pot.fold().open.live.values()].flatMap(({ content }) => content?.date ?? []).sort((a, b) => (a < b ? -1 : 1))

test('[EX4] an entry comes again from its next day on, and is itself there once', async () => {
  const { pot, root, monthly } = await withRent('2026-06-10')
  expect(must(await repeatEntry(pot, root, monthly, TODAY))).toBe('2026-07-10')
  expect(days(pot)).toEqual(['2026-06-10'])
  expect(must(await catchUp(pot, '2026-09-01'))).toBe(2)
  expect(days(pot)).toEqual(['2026-06-10', '2026-07-10', '2026-08-10'])
  // Nothing of the entry was changed.
  expect(pot.fold().open.versions.get(root)).toHaveLength(1)
  expect(nets(pot)).toEqual({ Alice: 4500n, Bob: -4500n })
})

test('[EX4] days that are over are left out, today is not', async () => {
  const { pot, root, monthly } = await withRent('2026-03-15')
  expect(must(await repeatEntry(pot, root, monthly, TODAY))).toBe(TODAY)
  expect(days(pot)).toEqual(['2026-03-15', TODAY])
  const daily: Series = { ...monthly, interval: { unit: 'day', every: 1 } }
  expect(firstAgain(daily, TODAY)).toBe(TODAY)
  expect(firstAgain({ ...daily, entry: { ...daily.entry, date: '2026-07-01' } }, TODAY)).toBe('2026-07-02')
})

test.each([
  ['month', '2026-01-31', ['2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30']],
  ['month', '2026-05-31', ['2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30']],
  ['year', '2024-02-29', ['2027-02-28', '2028-02-29']],
] as const)('[EX4] every %s from the last day of %s keeps that day after a shorter one', async (unit, date, later) => {
  const { pot, root, monthly } = await withRent(date)
  expect(must(await repeatEntry(pot, root, { ...monthly, interval: { unit, every: 1 } }, TODAY))).toBe(later[0])
  expect(nets(pot)).toEqual({ Alice: 1500n, Bob: -1500n })
  must(await catchUp(pot, later.at(-1) as string))
  expect(days(pot)).toEqual([date, ...later])
})

test('[EX4] another device that hears of it writes the same rows and brings nothing back', async () => {
  const { pot, root, monthly } = await withRent('2026-01-31')
  const bob = await createInstallation()
  const other = await carry(pot, bob)
  must(await claimMember(other, memberNamed(other, 'Bob')))
  must(await pot.receive(other.stored()))
  for (const claim of pot.fold().open.claims.keys()) must(await confirmClaim(pot, claim))
  must(await repeatEntry(pot, root, monthly, TODAY))
  must(await other.receive(pot.stored()))
  must(await catchUp(pot, '2026-08-01'))
  must(await catchUp(other, '2026-09-01'))
  must(await pot.receive(other.stored()))
  expect(days(pot)).toEqual(['2026-01-31', '2026-06-30', '2026-07-31', '2026-08-31'])
})

test('[EX2] what was changed in the same form is a revision, written with it', async () => {
  const { pot, root, monthly } = await withRent('2026-06-10')
  const dearer = { ...monthly, entry: { ...dinner(pot, 'Alice', 4000, 'Rent'), date: '2026-06-10' } }
  must(await repeatEntry(pot, root, dearer, TODAY))
  expect(pot.fold().open.live.get(root)?.content?.amount).toBe(4000n)
  must(await catchUp(pot, '2026-07-10'))
  expect(nets(pot)).toEqual({ Alice: 4000n, Bob: -4000n })
})

test('[EX4] an import and its receipts are of one day: its rows are none of theirs', async () => {
  const { pot, monthly } = await withRent('2026-06-10')
  const origin = { format: 'splitwise', key: 'aa'.repeat(32) as never, approximate: false }
  const entry = { ...monthly.entry, origin, title: 'Imported' }
  const root = must(await addEntry(pot, entry)).id as string as EntryId
  must(await repeatEntry(pot, root, { ...monthly, entry }, TODAY))
  must(await catchUp(pot, '2026-07-10'))
  const rows = [...pot.fold().open.live.values()].flatMap(({ content }) => content ?? [])
  expect(new Map(rows.filter(({ title }) => title === 'Imported').map((row) => [row.date, row.origin]))).toEqual(
    new Map([
      ['2026-06-10', origin],
      ['2026-07-10', null],
    ]),
  )
})

test('[EX4] nothing is begun that would never come, that names somebody who has left, or of an entry that is not there', async () => {
  const { pot, root, monthly } = await withRent('2026-06-10')
  const before = pot.stored().length
  const ended: Series = { ...monthly, end: { type: 'until', date: '2026-07-09' } }
  expect(firstAgain(ended, TODAY)).toBe(null)
  expect(await repeatEntry(pot, root, ended, TODAY)).toEqual({ ok: false, error: { type: 'NeverAgain' } })
  const unknown = 'ff'.repeat(32) as EntryId
  expect(await repeatEntry(pot, unknown, monthly, TODAY)).toMatchObject({ error: { type: 'UnknownEntry' } })
  expect(pot.stored()).toHaveLength(before)
  must(await retireMember(pot, memberNamed(pot, 'Bob')))
  expect(await repeatEntry(pot, root, monthly, TODAY)).toMatchObject({ error: { type: 'MemberRetired' } })
})

test('[EX4] of an entry it is known whether it comes again already, as itself or as one of the same name', async () => {
  const { pot, root, monthly } = await withRent('2026-06-10')
  expect(seriesOfEntry(pot.fold(), root, monthly.entry, TODAY)).toBe(null)
  must(await repeatEntry(pot, root, monthly, TODAY))
  must(await catchUp(pot, '2026-07-10'))
  const of = (id: EntryId, entry = monthly.entry) => seriesOfEntry(pot.fold(), id, entry, '2026-07-10')
  expect(of(root)).toMatchObject({ next: '2026-08-10', isOwn: true })
  const row = [...pot.fold().open.live].find(([id]) => id !== root)
  expect(of(row?.[0] as EntryId, row?.[1].content as Entry)).toMatchObject({ isOwn: true })
  const dearer = { ...dinner(pot, 'Alice', 4000, 'Rent'), date: '2026-06-11' }
  const other = must(await addEntry(pot, dearer)).id as string as EntryId
  expect(of(other, dearer)).toMatchObject({ isOwn: false })
  const [series] = liveSeries(pot.fold().open).keys()
  must(await stopSeries(pot, series as never, '2026-07-10'))
  expect(of(root)).toBe(null)
})
