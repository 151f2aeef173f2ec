// EX4: entries that come again.

import { expect, test } from 'vitest'
import {
  contentsOf,
  dueOccurrences,
  eventToBytes,
  fold,
  liveSeries,
  minor,
  occurrenceId,
  parseEvent,
  type Entry,
  type EntryId,
  type EventId,
  type EventOf,
  type Facts,
  type LiveVersion,
  type MemberId,
  type OccurrenceCreated,
  type PotEvent,
  type Series,
} from '../../../src/domain/index.ts'
import { seriesHeads } from '../../../src/domain/entries/live-series.ts'
import type { SeriesVersion } from '../../../src/domain/entries/occurrence.ts'
import { enter, evenExpense, hashOf, meetAll, netsOf, startPot, transfer, type Person } from '../story.ts'

const pair = (): readonly [Person, Person] => startPot('Alice', 'Bob') as unknown as [Person, Person]
const factsOf = ({ writer }: Person): Facts => fold(writer.known.values(), []).open
const rent = (cents: number, people: readonly [Person, Person], date = '2026-01-31'): Series => ({
  entry: { ...evenExpense('Rent', cents, people[0], people), date },
  interval: { unit: 'month', every: 1 },
  end: null,
})
const begin = ({ writer }: Person, series: Series): EventOf<'series.created'> =>
  writer.write({ kind: 'series.created', body: { series } })
const alter = (
  { writer }: Person,
  root: PotEvent,
  series: Series,
  ...replaces: readonly PotEvent[]
): EventOf<'series.revised'> =>
  writer.write({ kind: 'series.revised', body: { root: root.id, replaces: replaces.map(({ id }) => id), series } })
const row = ({ writer }: Person, series: PotEvent, date: string): EventOf<'occurrence.created'> =>
  writer.write({ kind: 'occurrence.created', body: { series: series.id, date } })
const reviseRow = (
  { writer }: Person,
  root: EntryId,
  entry: Entry,
  ...replaces: readonly PotEvent[]
): EventOf<'entry.revised'> =>
  writer.write({
    kind: 'entry.revised',
    body: { root, entry, replaces: replaces.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1)) },
  })
const strikeRow = ({ writer }: Person, root: EntryId, ...replaces: readonly PotEvent[]): EventOf<'entry.voided'> =>
  writer.write({ kind: 'entry.voided', body: { root, replaces: replaces.map(({ id }) => id) } })
const liveOf = (person: Person, root: EntryId): LiveVersion => factsOf(person).live.get(root) as LiveVersion

test('[EX4] two devices that are offline write the same occurrence, and it counts once', () => {
  const people = pair()
  const [alice, bob] = people
  const series = begin(alice, rent(3000, people))
  meetAll(people)
  const rows = people.map((person) => row(person, series, '2026-02-28'))
  meetAll(people)
  const root = occurrenceId(series.id, '2026-02-28')
  const version = liveOf(alice, root)
  expect(rows).toContainEqual(version.live)
  expect(version.content).toEqual({ ...rent(3000, people).entry, date: '2026-02-28' })
  expect(version.conflicts).toEqual([])
  expect(netsOf(fold(alice.writer.known.values(), []))).toEqual({ Alice: 1500n, Bob: -1500n })
  expect(factsOf(bob).entries.get(root)).toEqual(factsOf(alice).entries.get(root))
})

test('[EX3] what people wrote always beats a row of a series, and the row is no conflict beside it', () => {
  const people = pair()
  const [alice, bob] = people
  const series = begin(alice, rent(3000, people))
  const first = row(alice, series, '2026-01-31')
  meetAll(people)
  const root = occurrenceId(series.id, '2026-01-31')
  const edited = reviseRow(alice, root, evenExpense('Rent and heating', 4000, alice, people), first)
  // Bob's device writes the same row later, with a greater Lamport number.
  for (let i = 0; i < 3; i++) bob.writer.write({ kind: 'member.added', body: { name: `Guest ${i}` } })
  const late = row(bob, series, '2026-01-31')
  meetAll(people)
  expect(late.lamport).toBeGreaterThan(edited.lamport)
  expect(liveOf(bob, root)).toEqual({ live: edited, content: edited.body.entry, conflicts: [] })
  // A void wins over every row too, also over one that its author had not seen.
  const gone = strikeRow(alice, root, edited)
  const again = row(bob, series, '2026-01-31')
  meetAll(people)
  expect(again.lamport).toBeGreaterThanOrEqual(gone.lamport)
  expect(liveOf(bob, root)).toEqual({ live: gone, content: null, conflicts: [] })
})

test('[EX2] a void of an occurrence is taken back to what the row said', () => {
  const people = pair()
  const [alice, bob] = people
  const series = begin(alice, rent(3000, people))
  const first = row(alice, series, '2026-01-31')
  const root = occurrenceId(series.id, '2026-01-31')
  const edited = reviseRow(alice, root, evenExpense('Rent and heating', 4000, alice, people), first)
  meetAll(people)
  const voids = [strikeRow(alice, root, first), strikeRow(bob, root, edited)]
  meetAll(people)
  const restore = (...replaced: readonly PotEvent[]): EventOf<'entry.restored'> =>
    alice.writer.write({ kind: 'entry.restored', body: { root, replaces: replaced.map(({ id }) => id) } })
  const [ofRow, ofEdit] = [voids[0] as PotEvent, voids[1] as PotEvent]
  const back = restore(ofRow)
  expect(liveOf(alice, root).content).toEqual(rent(3000, people).entry)
  expect(liveOf(alice, root).live).toEqual(back)
  // Of an edit and a row the edit is what comes back, in whichever order they are named, and also when the row was written later.
  const { series: terms } = factsOf(alice)
  for (const lamport of [first.lamport, edited.lamport + 9]) {
    for (const list of [voids, voids.toReversed()]) {
      const named = { ...back, body: { root, replaces: list.map(({ id }) => id) } }
      const versions = [{ ...first, lamport }, edited, ...voids, named]
      expect(contentsOf(versions, terms).get(back.id)).toEqual(edited.body.entry)
    }
  }
  const both = alice.writer.write({
    kind: 'entry.restored',
    body: { root, replaces: [ofRow, ofEdit].map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1)) },
  })
  expect(liveOf(alice, root)).toMatchObject({ live: both, content: edited.body.entry })
})

test('[EX4] other terms count from now on: occurrences that exist stay as they are', () => {
  const people = pair()
  const [alice] = people
  const series = begin(alice, rent(3000, people))
  row(alice, series, '2026-01-31')
  const raised = alter(alice, series, rent(4000, people), series)
  row(alice, raised, '2026-02-28')
  const amounts = ['2026-01-31', '2026-02-28'].map(
    (date) => liveOf(alice, occurrenceId(series.id, date)).content?.amount,
  )
  expect(amounts).toEqual([3000n, 4000n])
  expect(liveSeries(factsOf(alice))).toEqual(new Map([[series.id, raised]]))
})

test('[EX4] of revisions made apart the greater Lamport number lives, then the greater id; one that names both resolves them', () => {
  const people = pair()
  const [alice, bob] = people
  const series = begin(alice, rent(3000, people))
  meetAll(people)
  const [one, other] = [
    alter(alice, series, rent(4000, people), series),
    alter(bob, series, rent(5000, people), series),
  ]
  // Rows that say different things are a conflict, as people see it.
  const rows = [row(alice, one, '2026-01-31'), row(bob, other, '2026-01-31')]
  meetAll(people)
  const [winner, loser] = one.id > other.id ? [one, other] : [other, one]
  expect(liveSeries(factsOf(alice)).get(series.id)).toEqual(winner)
  const version = liveOf(alice, occurrenceId(series.id, '2026-01-31'))
  expect(version.conflicts).toHaveLength(1)
  expect(rows).toContainEqual(version.conflicts[0])
  const resolved = alter(alice, series, rent(6000, people), ...[winner, loser].sort((a, b) => (a.id < b.id ? -1 : 1)))
  expect(liveSeries(factsOf(alice)).get(series.id)).toEqual(resolved)
  const later = alter(alice, series, rent(7000, people), series)
  expect(liveSeries(factsOf(alice)).get(series.id)).toEqual(later)
})

test('[EX4] heads are the versions that no other names; the one that lives is the same in whatever order versions came', () => {
  const people = pair()
  const [alice] = people
  const root = begin(alice, rent(3000, people))
  const raised = alter(alice, root, rent(4000, people), root)
  const apart = (id: string, lamport: number): EventOf<'series.revised'> => ({
    ...raised,
    id: id.repeat(64) as EventId,
    lamport,
  })
  const known = (...versions: readonly SeriesVersion[]): Pick<Facts, 'series'> => ({
    series: new Map(versions.map((version) => [version.id, version])),
  })
  const [low, high, later] = [apart('1', 7), apart('2', 7), apart('0', 8)]
  expect(seriesHeads(known(root, low, high))).toEqual([low, high])
  expect(seriesHeads(known(root))).toEqual([root])
  for (const versions of [
    [root, low, high],
    [high, low, root],
  ])
    expect(liveSeries(known(...versions)).get(root.id)).toBe(high)
  for (const versions of [
    [later, root, high, low],
    [low, high, later, root],
  ])
    expect(liveSeries(known(...versions)).get(root.id)).toBe(later)
})

test('[EX4] two versions of a series that say the same make rows that are no conflict', () => {
  const people = pair()
  const [alice, bob] = people
  const series = begin(alice, rent(3000, people))
  meetAll(people)
  const longer = alter(bob, series, { ...rent(3000, people), end: { type: 'count', count: 12 } }, series)
  row(alice, series, '2026-01-31')
  row(bob, longer, '2026-01-31')
  meetAll(people)
  expect(liveOf(alice, occurrenceId(series.id, '2026-01-31')).conflicts).toEqual([])
})

test('[EX4] a row counts only on a day of a version that counts and that its author had seen', () => {
  const people = pair()
  const [alice, bob] = people
  const series = begin(alice, rent(3000, people))
  const blind = row(bob, series, '2026-01-31')
  meetAll(people)
  const never = { ...series, id: hashOf('never') as string as EventId }
  const [wrongDay, nothing, noSeries] = [
    row(alice, series, '2026-02-27'),
    row(alice, never, '2026-01-31'),
    row(alice, blind, '2026-01-31'),
  ]
  const stranger = {
    ...rent(3000, people).entry,
    payers: { mode: 'even', members: [hashOf('ghost') as string as MemberId] },
  }
  const ghost = begin(alice, { ...rent(3000, people), entry: stranger as Entry })
  const ofGhost = row(alice, ghost, '2026-01-31')
  const { notCounting, versions } = factsOf(alice)
  const reasons = [blind, wrongDay, nothing, noSeries, ghost, ofGhost].map(({ id }) => notCounting.get(id))
  expect(reasons).toEqual([
    { type: 'UnknownEvent', event: series.id },
    { type: 'NotAnOccurrence' },
    { type: 'UnknownEvent', event: never.id },
    { type: 'UnknownEvent', event: blind.id },
    { type: 'UnknownMember', member: hashOf('ghost') },
    { type: 'UnknownEvent', event: ghost.id },
  ])
  expect(versions.size).toBe(0)
})

test('[EX4] a revision of a series names versions of that series only', () => {
  const people = pair()
  const [alice] = people
  const [one, other] = [begin(alice, rent(3000, people)), begin(alice, rent(4000, people))]
  const dinner = alice.writer.write({
    kind: 'entry.created',
    body: { entry: evenExpense('Dinner', 10, alice, people) },
  })
  const mixed = [alter(alice, one, rent(1, people), other), alter(alice, one, rent(1, people), dinner)]
  const { notCounting, series } = factsOf(alice)
  expect(mixed.map(({ id }) => notCounting.get(id))).toEqual([
    { type: 'UnknownEvent', event: other.id },
    { type: 'UnknownEvent', event: dinner.id },
  ])
  expect([...series.keys()]).toEqual([one.id, other.id])
})

test('[ME3] a series or its revision that names nobody of the pot does not count', () => {
  const people = pair()
  const [alice, bob] = people
  const ghost: Person = { ...bob, member: hashOf('ghost') as string as MemberId }
  const haunted = { ...rent(3000, people), entry: evenExpense('Rent', 3000, alice, [alice, ghost]) }
  const series = begin(alice, rent(3000, people))
  const wrong = [begin(alice, haunted), alter(alice, series, haunted, series)]
  const { notCounting } = factsOf(alice)
  expect(wrong.map(({ id }) => notCounting.get(id))).toEqual(
    wrong.map(() => ({ type: 'UnknownMember', member: ghost.member })),
  )
})

test('[EX4] what is due lies after the last row that a series has, whatever became of that row', () => {
  const people = pair()
  const [alice] = people
  const series = begin(alice, rent(3000, people))
  const due = (through: string): readonly OccurrenceCreated[] => dueOccurrences(factsOf(alice), through)
  expect(due('2026-01-30')).toEqual([])
  expect(due('2026-03-01')).toEqual(['2026-01-31', '2026-02-28'].map((date) => ({ series: series.id, date })))
  enter(alice, evenExpense('Dinner', 10, alice, people))
  const second = row(alice, series, '2026-02-28')
  row(alice, series, '2026-01-31')
  strikeRow(alice, occurrenceId(series.id, '2026-02-28'), second)
  const raised = alter(alice, series, rent(4000, people), series)
  expect(due('2026-04-01')).toEqual([{ series: raised.id, date: '2026-03-31' }])
  for (const date of ['2026-05-31', '2026-03-31', '2026-07-31', '2026-04-30', '2026-06-30']) row(alice, raised, date)
  expect(due('2026-08-31')).toEqual([{ series: raised.id, date: '2026-08-31' }])
  // A series that ends before it begins is stopped.
  alter(alice, series, { ...rent(4000, people), end: { type: 'until', date: '2000-01-01' } }, raised)
  expect(due('2027-01-01')).toEqual([])
})

test('[ME2] nothing is due of a series that names somebody who retired, but money handed over goes on', () => {
  const people = pair()
  const [alice, bob] = people
  const shared = begin(alice, rent(3000, people))
  const handed = begin(alice, { ...rent(3000, people), entry: { ...transfer(500, alice, bob), date: '2026-01-31' } })
  const facts = factsOf(alice)
  const retired = { ...facts.members.get(bob.member), retired: hashOf('retirement') as string as EventId } as never
  const members = new Map(facts.members).set(bob.member, retired)
  const due = (known: Facts): ReadonlySet<EventId> =>
    new Set(dueOccurrences(known, '2026-01-31').map(({ series }) => series))
  expect(due(facts)).toEqual(new Set([shared.id, handed.id]))
  expect(due({ ...facts, members })).toEqual(new Set([handed.id]))
})

test('[EV3] bytes of a series whose entry or end does not add up are no event', () => {
  const people = pair()
  const [alice] = people
  const read = (series: Series): unknown => {
    const { id: _, ...event } = begin(alice, rent(3000, people))
    const parsed = parseEvent(eventToBytes({ ...event, body: { series } }))
    return parsed.ok ? null : parsed.error
  }
  const terms = rent(3000, people)
  expect(read(terms)).toBeNull()
  expect(read({ ...terms, end: { type: 'until', date: '2026-02-30' } })).toEqual({
    type: 'BadEntry',
    error: { type: 'BadSeriesEnd' },
  })
  expect(read({ ...terms, entry: { ...terms.entry, amount: minor(1n) } })).toMatchObject({
    type: 'BadEntry',
    error: { type: 'BadPayments' },
  })
  const root = begin(alice, terms)
  const { id: _, ...revised } = alter(alice, root, terms, root)
  const bad = { ...revised, body: { ...revised.body, series: { ...terms, entry: { ...terms.entry, title: '' } } } }
  expect(parseEvent(eventToBytes(bad))).toMatchObject({ ok: false })
  expect(read({ ...terms, interval: { unit: 'day', every: 0 } })).toMatchObject({ path: 'body.series.interval.every' })
})
