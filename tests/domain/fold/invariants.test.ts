// What cannot happen with valid events and replayed histories, and is refused loudly if it does.

import { expect, test } from 'vitest'
import { fold, type EventId, type EventOf } from '../../../src/domain/index.ts'
import { createCausality } from '../../../src/domain/epochs/causality.ts'
import { liveVersion } from '../../../src/domain/entries/live-version.ts'
import { enter, evenExpense, hashOf, revise, startPot, type Person } from '../story.ts'
import { startTiedPot } from './tied-pot.ts'

test('[EV1] a set without a genesis event is no pot', () => {
  expect(() => fold([], [])).toThrow('without a genesis event')
})

test('[OR1] nobody has seen what is not there, and nothing that is not there has seen anything', () => {
  const [alice] = startPot('Alice') as [Person]
  const events = [...alice.writer.known.values()]
  const { sees } = createCausality(events)
  const [first] = events.map(({ id }) => id) as [EventId]
  const nothing = hashOf('nothing') as string as EventId
  expect([sees(first, first), sees(first, nothing), sees(nothing, first)]).toEqual([true, false, false])
})

test('[EX3] versions that name each other in a circle are no entry', () => {
  const [alice] = startPot('Alice') as [Person]
  const root = enter(alice, evenExpense('Dinner', 300, alice, [alice]))
  const one = revise(alice, root, root.body.entry, root)
  const circle: EventOf<'entry.revised'> = { ...one, body: { ...one.body, replaces: [one.id] } }
  expect(() => liveVersion([circle], new Map(), createCausality([...alice.writer.known.values()]))).toThrow(
    'in a circle',
  )
})

test('[AN3] a history that was not replayed, and does not begin with the group, is refused', () => {
  const pot = startTiedPot(['Alice', 'Bob'])
  const [alice] = pot.people as [Person]
  pot.group.changeRoster((pot.seenBy(alice).open.group?.members ?? []).toReversed(), 2)
  const history = pot.group.history()
  expect(() => pot.seenBy(alice, [{ ...history, events: history.events.slice(1) }])).toThrow(
    'does not start with GroupCreated',
  )
})
