import { type Entry, type EventId, type Expense, type MemberId, minor } from '../../../../src/domain/index.ts'
import { EUR, enter, evenExpense, hashOf, meetAll, revise, rootOf, strike, transfer } from '../../../domain/story.ts'
import { trio, type Story } from './pot-story.ts'

const withEntry = (entry: Entry, change: Partial<Expense>): Entry => ({ ...(entry as Expense), ...change })

/** Entries: what they amount to, revisions, occurrences, and what moves nothing. */
export const entryStories: readonly Story[] = [
  [
    'three people, one dinner',
    ['BA1', 'SP3'],
    () => {
      const [alice, bob, carol] = trio()
      enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob, carol]))
      return { people: [alice], nets: { Alice: 2000, Bob: -1000, Carol: -1000 } }
    },
  ],
  [
    'a refund after its expense: cents rotate by entry, amounts cancel',
    ['SP2', 'SP3'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Dinner', 1000, alice, [alice, bob]))
      enter(alice, evenExpense('Dinner', -1000, alice, [alice, bob]))
      return { people: [alice], nets: {} }
    },
  ],
  [
    'income mirrors an expense, in percent',
    ['EX1', 'SP4'],
    () => {
      const [alice, bob] = trio()
      const members = [alice.member, bob.member].sort((a, b) => (a < b ? -1 : 1)) as [MemberId, MemberId]
      const amount = minor(1000n)
      const split = { mode: 'percent', shares: members.map((member) => ({ member, weight: 5000n })) } as const
      const income = { ...(evenExpense('Deposit', 1000, alice, [alice]) as Expense), type: 'income', split } as const
      enter(alice, { ...income, payers: { mode: 'exact', shares: [{ member: alice.member, amount }] } })
      return { people: [alice], nets: { Alice: -500, Bob: 500 } }
    },
  ],
  [
    'an amount in another currency counts as its equivalent',
    ['MO5'],
    () => {
      const [alice, bob] = trio()
      const foreign = withEntry(evenExpense('Visa', 3000, alice, [alice, bob]), {
        currency: { code: 'USD', digits: 2 },
        equivalent: { currency: EUR, amount: minor(2700n), rate: '0.9' as never, source: 'bank' },
      })
      enter(alice, foreign)
      return { people: [alice], nets: { Alice: 1350, Bob: -1350 } }
    },
  ],
  [
    'an equivalent in a currency that is not the pot’s does not count',
    ['MO5'],
    () => {
      const [alice, bob] = trio()
      const pounds = { code: 'GBP', digits: 2 }
      enter(
        alice,
        withEntry(evenExpense('Visa', 3000, alice, [alice, bob]), {
          currency: { code: 'USD', digits: 2 },
          equivalent: { currency: pounds, amount: minor(2700n), rate: null, source: '' },
        }),
      )
      return { people: [alice], nets: {}, notCounting: ['NotPotCurrency'] }
    },
  ],
  [
    'cash handed over',
    ['BA1', 'EX1'],
    () => {
      const [alice, bob] = trio()
      enter(alice, evenExpense('Tram', 1000, alice, [alice, bob]))
      enter(bob, transfer(500, bob, alice))
      meetAll([alice, bob])
      return { people: [alice], nets: {} }
    },
  ],
  [
    'two revisions at once: one lives, the other is a conflict',
    ['EX3'],
    () => {
      const [alice, bob, carol] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob, carol]))
      meetAll([alice, bob, carol])
      revise(alice, entry, evenExpense('Hotel', 3300, alice, [alice, bob, carol]), entry)
      revise(bob, entry, evenExpense('Hotel', 3600, alice, [alice, bob, carol]), entry)
      meetAll([alice, bob, carol])
      return { people: [alice], conflicts: 1 }
    },
  ],
  [
    'a void beside a revision that it had not seen loses',
    ['EX3'],
    () => {
      const [alice, bob, carol] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob, carol]))
      meetAll([alice, bob, carol])
      strike(alice, entry, entry)
      revise(bob, entry, evenExpense('Hotel', 6000, alice, [alice, bob, carol]), entry)
      meetAll([alice, bob, carol])
      return { people: [alice], nets: { Alice: 4000, Bob: -2000, Carol: -2000 }, conflicts: 1 }
    },
  ],
  [
    'a void is taken back',
    ['EX2'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      const gone = strike(alice, entry, entry)
      alice.writer.write({ kind: 'entry.restored', body: { root: rootOf(entry), replaces: [gone.id] } })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 } }
    },
  ],
  [
    'a void alone: nothing is owed',
    ['EX2'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      strike(alice, entry, entry)
      return { people: [alice], nets: {} }
    },
  ],
  [
    'a revision of what nobody knows does not count',
    ['EX2'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      alice.writer.write({
        kind: 'entry.voided',
        body: { root: rootOf(entry), replaces: [hashOf('nothing') as string as EventId] },
      })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 }, notCounting: ['UnknownEvent'] }
    },
  ],
  [
    'an entry that names a stranger does not count',
    ['ME3', 'BA1'],
    () => {
      const [alice, bob] = trio()
      const stranger = { ...bob, member: hashOf('stranger') as string as MemberId }
      enter(alice, evenExpense('Hotel', 3000, alice, [alice, stranger]))
      return { people: [alice], nets: {}, notCounting: ['UnknownMember'] }
    },
  ],
  [
    'the same occurrence from two devices is one entry',
    ['EX4'],
    () => {
      const [alice, bob] = trio()
      const entry = withEntry(evenExpense('Rent', 3100, alice, [alice, bob]), { date: '2026-01-31' })
      const series = alice.writer.write({
        kind: 'series.created',
        body: { series: { entry, interval: { unit: 'month', every: 1 }, end: null } },
      })
      meetAll([alice, bob])
      for (const { writer } of [alice, bob])
        writer.write({ kind: 'occurrence.created', body: { series: series.id, date: '2026-02-28' } })
      meetAll([alice, bob])
      return { people: [alice], nets: { Alice: 1550, Bob: -1550 }, conflicts: 0 }
    },
  ],
  [
    'a day that is none of the series’ does not count',
    ['EX4'],
    () => {
      const [alice, bob] = trio()
      const entry = withEntry(evenExpense('Rent', 3100, alice, [alice, bob]), { date: '2026-01-31' })
      const series = alice.writer.write({
        kind: 'series.created',
        body: { series: { entry, interval: { unit: 'month', every: 1 }, end: { type: 'count', count: 2 } } },
      })
      for (const date of ['2026-02-27', '2026-03-31'])
        alice.writer.write({ kind: 'occurrence.created', body: { series: series.id, date } })
      return { people: [alice], nets: {}, notCounting: ['NotAnOccurrence', 'NotAnOccurrence'] }
    },
  ],
  [
    'comments and reactions move nothing',
    ['EX5'],
    () => {
      const [alice, bob] = trio()
      const entry = enter(alice, evenExpense('Hotel', 3000, alice, [alice, bob]))
      alice.writer.write({ kind: 'comment.added', body: { about: entry.id, text: 'Worth it' } })
      alice.writer.write({ kind: 'reaction.changed', body: { about: entry.id, symbol: '👍', on: true } })
      return { people: [alice], nets: { Alice: 1500, Bob: -1500 } }
    },
  ],
]
