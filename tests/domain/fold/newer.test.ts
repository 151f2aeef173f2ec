import { expect, test } from 'vitest'
import { fold, type PotEvent } from '../../../src/domain/index.ts'
import { createWriter, enter, evenExpense, netsOf, startPot, type Person } from '../story.ts'

/** The same event as software that came later would have written it. */
const newer = (event: PotEvent): PotEvent => ({
  ...event,
  kind: 'newer',
  version: 7,
  body: { kind: 'budget.planned' },
})

test('[EV2] an event of a newer version is known, needs an update and is not folded, whoever wrote it', () => {
  const [alice, bob] = startPot('Alice', 'Bob') as [Person, Person]
  const stranger = createWriter('Mallory')
  stranger.see(...alice.writer.known.values())
  const twin: Person = { ...bob, writer: bob.writer.fork() }
  const written = [
    enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob])),
    stranger.write({ kind: 'member.added', body: { name: 'Zoe' } }),
    enter(bob, evenExpense('Tea', 300, bob, [alice, bob])),
  ]
  const beside = enter(twin, evenExpense('Cake', 300, bob, [alice, bob]))
  const before = [...alice.writer.known.values()].filter(({ id }) => id !== written[0]?.id)
  const found = fold([...before, ...written.map(newer), beside], [])
  expect(written.map(({ id }) => found.open.notCounting.get(id))).toEqual(
    written.map(() => ({ type: 'NeedsUpdate', version: 7 })),
  )
  // What it forks from is a fork all the same.
  expect(found.open.notCounting.get(beside.id)).toEqual({ type: 'DeviceForked' })
  expect([netsOf(found), found.needsUpdate, found.open.unheard]).toEqual([{}, null, []])
})
