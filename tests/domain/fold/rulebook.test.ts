import { expect, test } from 'vitest'
import { fold, rulebookOf, RULEBOOK_VERSION, type PotEvent } from '../../../src/domain/index.ts'
import { createWriter, startPot, type Person } from '../story.ts'

test('[EV2] a pot is folded by the rulebook that its genesis event names', () => {
  const [alice] = startPot('Alice', 'Bob') as [Person]
  const events = [...alice.writer.known.values()].toReversed()
  const rulebook = rulebookOf(events)
  if (!rulebook.ok) throw new Error(rulebook.error.type)
  expect(rulebook.value.version).toBe(1)
  expect(rulebook.value.fold(events, []).open).toEqual(fold(events, []).open)
})

test('[EV2] the version that this software writes is one that it knows', () => {
  const [alice] = startPot('Alice') as [Person]
  expect(rulebookOf(alice.writer.known.values())).toMatchObject({ ok: true, value: { version: RULEBOOK_VERSION } })
})

test('[EV2] a pot of a later version is named as that, and what has no beginning is no pot', () => {
  const [alice] = startPot('Alice') as [Person]
  const [genesis, ...rest] = [...alice.writer.known.values()] as [PotEvent, ...PotEvent[]]
  const newer: PotEvent = { ...genesis, version: 2, kind: 'newer', body: { kind: 'pot.created' } }
  expect(rulebookOf([...rest, newer])).toEqual({ ok: false, error: { type: 'NeedsUpdate', version: 2 } })
  expect(rulebookOf(rest)).toEqual({ ok: false, error: { type: 'NoGenesis' } })
  expect(rulebookOf(createWriter('Nobody').known.values())).toEqual({ ok: false, error: { type: 'NoGenesis' } })
})
