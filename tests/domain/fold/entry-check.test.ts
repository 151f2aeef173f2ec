import { expect, test } from 'vitest'
import {
  checkEntry,
  eventToBytes,
  isCalendarDay,
  minor,
  parseEvent,
  type Entry,
  type EventContent,
  type Expense,
  type KnownEvent,
  type MemberAmount,
  type MemberId,
  type Transfer,
  type UnsignedEvent,
} from '../../../src/domain/index.ts'
import { enter, evenExpense, hashOf, startPot, transfer, type Person } from '../story.ts'
import { goldenEvents } from './golden-events.ts'

const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
const expense = evenExpense('Dinner', 3000, alice, [alice, bob]) as Expense
const cash = transfer(500, alice, bob) as Transfer
const refusal = (entry: Entry): unknown => {
  const checked = checkEntry(entry)
  return checked.ok ? null : checked.error
}

test('[EX1] an entry has a title, a calendar day and an amount', () => {
  expect(refusal(expense)).toBeNull()
  expect(refusal(cash)).toBeNull()
  expect(refusal({ ...expense, title: ' Dinner' })).toEqual({ type: 'BadTitle' })
  expect(refusal({ ...expense, date: '2026-02-30' })).toEqual({ type: 'BadDate' })
  expect(refusal({ ...expense, amount: minor(0n) })).toEqual({ type: 'ZeroAmount' })
})

test('[EX1] a transfer goes forward, from one member to another', () => {
  expect(refusal({ ...cash, amount: minor(-1n) })).toEqual({ type: 'NegativeTransfer' })
  expect(refusal({ ...cash, to: cash.from })).toEqual({ type: 'SameMember' })
})

test('[EX1] a date is a day of the calendar, never an instant', () => {
  for (const day of ['2026-01-31', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2026-04-30'])
    expect(isCalendarDay(day)).toBe(true)
  for (const text of [
    '2026-1-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '2026-04-31',
    '2023-02-29',
    '1900-02-29',
    '2026-01-01T00:00:00Z',
    '٢٠٢٦-01-01',
    '',
    '2026-01-01\n',
    ' 2026-01-01',
  ])
    expect(isCalendarDay(text)).toBe(false)
})

test('[SP6] payments sum to the amount, of one or more payers, each once', () => {
  const paid = (...shares: readonly MemberAmount[]): unknown =>
    refusal({ ...expense, payers: { mode: 'exact', shares } })
  const [a, b] = [alice.member, bob.member]
  expect(paid()).toMatchObject({ type: 'BadPayments', error: { type: 'NoParticipants' } })
  expect(paid({ member: a, amount: minor(2999n) })).toEqual({
    type: 'BadPayments',
    error: { type: 'SharesDiffer', difference: 1n },
  })
  expect(paid({ member: a, amount: minor(1500n) }, { member: a, amount: minor(1500n) })).toMatchObject({
    type: 'BadPayments',
    error: { type: 'RepeatedMember' },
  })
  expect(paid({ member: a, amount: minor(4000n) }, { member: b, amount: minor(-1000n) })).toBeNull()
})

test('[SP5] a split that does not work is refused with what is left to give', () => {
  const exact = { mode: 'exact', shares: [{ member: alice.member, amount: minor(2999n) }] } as const
  expect(refusal({ ...expense, split: exact })).toEqual({ type: 'SharesDiffer', difference: 1n })
  expect(refusal({ ...expense, split: { mode: 'shares', shares: [{ member: bob.member, weight: 0n }] } })).toEqual({
    type: 'ZeroWeights',
    difference: 3000n,
  })
})

test('[EX1] bytes of an entry whose numbers do not add up are no event', () => {
  const { id: _, ...created } = enter(alice, expense)
  const bad = eventToBytes({ ...created, body: { entry: { ...expense, amount: minor(1n) } } })
  expect(parseEvent(bad)).toEqual({
    ok: false,
    error: { type: 'BadEntry', error: { type: 'BadPayments', error: { type: 'SharesDiffer', difference: -2999n } } },
  })
})

/** A golden event of a kind with parts of its body changed, read back. */
const reread = (kind: EventContent['kind'], change: (body: never) => object): unknown => {
  const { id: _, ...event } = goldenEvents().find((each) => each.kind === kind) as KnownEvent
  const read = parseEvent(
    eventToBytes({ ...event, body: { ...event.body, ...change(event.body as never) } } as UnsignedEvent),
  )
  return read.ok ? null : read.error
}

test('[EV3] sets in an event are sorted and hold nothing twice', () => {
  const eur = { from: { code: 'EUR', digits: 2 }, rate: '2', source: '' }
  const rated = (...rates: readonly object[]): unknown => reread('checkpoint.proposed', () => ({ rates }))
  expect(
    rated(eur, { ...eur, from: { code: 'EUR', digits: 3 } }, { ...eur, from: { code: 'CHF', digits: 2 } }),
  ).toBeNull()
  expect(rated(eur, eur)).toEqual({
    type: 'BadShape',
    path: 'body.rates[1]',
    reason: 'expected strictly ascending items',
  })
  const device = hashOf('device')
  const head = { device, seq: 0, id: hashOf('event') }
  expect(reread('checkpoint.proposed', () => ({ cut: [head, { ...head, seq: 1 }] }))).toMatchObject({
    type: 'BadShape',
    path: 'body.cut[1]',
  })
  expect(reread('checkpoint.proposed', () => ({ cut: [] }))).toMatchObject({ type: 'BadShape', path: 'body.cut' })
  const member = hashOf('member') as string as MemberId
  expect(reread('pot.tied', () => ({ unreachable: [member, member] }))).toMatchObject({
    type: 'BadShape',
    path: 'body.unreachable[1]',
  })
})

test('[ME4] a name in an event is NFC, trimmed, of 1 to 80 characters, without control or direction characters', () => {
  const named = (name: string): unknown => reread('member.added', () => ({ name }))
  for (const name of ['Zoë', '李', 'é'.repeat(80)]) expect(named(name)).toBeNull()
  for (const name of ['', ' Zoe', 'Zoe\n', 'Z\u0000e', 'x'.repeat(81), '\u202eeoZ'])
    expect(named(name)).toMatchObject({ type: 'BadShape', path: 'body.name' })
})

test('[MO4] a rate in a checkpoint is decimal text', () => {
  for (const rate of ['0', '1,5', '-1', '1.50', 'one'])
    expect(
      reread('checkpoint.proposed', () => ({ rates: [{ from: { code: 'EUR', digits: 2 }, rate, source: '' }] })),
    ).toMatchObject({ type: 'BadShape', path: 'body.rates[0].rate' })
})
