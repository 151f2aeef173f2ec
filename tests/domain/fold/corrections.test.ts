// EP5: what becomes of a frozen entry by every kind of version.

import { expect, test } from 'vitest'
import { occurrenceId, type EntryId, type EventId, type PotEvent } from '../../../src/domain/index.ts'
import { enter, evenExpense, meetAll, netsOf, revise, rootOf, strike, type Person } from '../story.ts'
import { settleUp, startTiedPot, type TiedPot } from './tied-pot.ts'

const stage = (): TiedPot & { readonly people: readonly [Person, Person] } =>
  startTiedPot(['Alice', 'Bob']) as TiedPot & { readonly people: readonly [Person, Person] }
const idsOf = (events: readonly PotEvent[]): readonly EventId[] =>
  events.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1))
const restore = ({ writer }: Person, root: EntryId, ...voids: readonly PotEvent[]): PotEvent =>
  writer.write({ kind: 'entry.restored', body: { root, replaces: idsOf(voids) } })
const strikeRow = ({ writer }: Person, root: EntryId, ...replaces: readonly PotEvent[]): PotEvent =>
  writer.write({ kind: 'entry.voided', body: { root, replaces: idsOf(replaces) } })

test('[EP5] a restore of an entry that is frozen as void brings all of it into the current epoch', () => {
  const pot = stage()
  const [alice, bob] = pot.people
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  const gone = strike(alice, dinner, dinner)
  settleUp(pot, alice)
  expect(netsOf(pot.seenBy(bob))).toEqual({})
  const back = restore(bob, rootOf(dinner), gone)
  const found = pot.seenBy(bob)
  expect(found.open.entries.get(rootOf(dinner))).toMatchObject({
    version: { live: back, content: dinner.body.entry },
    correction: true,
  })
  expect(netsOf(found)).toEqual({ Alice: 1500n, Bob: -1500n })
})

test('[EP5] a void, a restore and a revision after one another are one correction: the difference to what is frozen', () => {
  const pot = stage()
  const [alice, bob] = pot.people
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, pot.people))
  settleUp(pot, alice)
  const gone = strike(bob, dinner, dinner)
  const back = restore(bob, rootOf(dinner), gone)
  // Taken back, the entry is again what is frozen: nothing is left to correct.
  expect(pot.seenBy(bob).open.entries.get(rootOf(dinner))).toMatchObject({ effect: [], correction: true })
  revise(bob, dinner, evenExpense('Dinner', 5000, alice, pot.people), back)
  const { effect } = pot.seenBy(bob).open.entries.get(rootOf(dinner)) ?? { effect: [] }
  expect(effect.map(({ amount }) => amount)).toContain(1000n)
  expect(effect).toHaveLength(2)
  // In the next epoch the same entry is frozen with what it came to.
  meetAll(pot.people)
  settleUp(pot, alice)
  expect(pot.seenBy(bob).open.entries.size).toBe(0)
  expect(pot.seenBy(bob).open.live.get(rootOf(dinner))?.content?.amount).toBe(5000n)
  revise(bob, dinner, evenExpense('Dinner', 3000, alice, pot.people), back)
  expect(pot.seenBy(bob).open.entries.get(rootOf(dinner))?.version.conflicts).toHaveLength(1)
})

test('[EP5] a row that is frozen is corrected by what people write, and by no late row of another device', () => {
  const pot = stage()
  const [alice, bob] = pot.people
  const series = alice.writer.write({
    kind: 'series.created',
    body: {
      series: {
        entry: evenExpense('Rent', 3000, alice, pot.people),
        interval: { unit: 'month', every: 1 },
        end: null,
      },
    },
  })
  meetAll(pot.people)
  const row = ({ writer }: Person): PotEvent =>
    writer.write({ kind: 'occurrence.created', body: { series: series.id, date: '2026-06-01' } })
  const root = occurrenceId(series.id, '2026-06-01')
  const first = row(alice)
  // Bob is offline: his row is not in the settlement.
  const late = row(bob)
  const checkpoint = settleUpAlone(pot, alice)
  alice.writer.meet(bob.writer)
  const found = pot.seenBy(alice)
  expect(found.base.event).toBe(checkpoint.id)
  expect(found.late).toContain(late.id)
  expect(found.open.entries.get(root)).toMatchObject({ effect: [], correction: true, version: { conflicts: [] } })
  expect(netsOf(found)).toEqual({ Alice: 1500n, Bob: -1500n })
  const gone = strikeRow(bob, root, first, late)
  expect(netsOf(pot.seenBy(bob))).toEqual({})
  restore(bob, root, gone)
  expect(netsOf(pot.seenBy(bob))).toEqual({ Alice: 1500n, Bob: -1500n })
})

/** The group settles what one person knows. */
function settleUpAlone(pot: TiedPot, person: Person): PotEvent {
  return settleUp({ ...pot, people: [person] }, person)
}
