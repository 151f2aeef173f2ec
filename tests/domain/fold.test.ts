import { expect, test } from 'vitest'
import { fold, parseEvent, eventToBytes, cutOf, computeCheckpoint } from '../../src/domain/index.ts'
import { evenExpense, meetAll, startPot, type Person } from './story.ts'

test('[BA1] payers are owed what others owe them', () => {
  const people = startPot('Alice', 'Bob', 'Carol')
  const [alice, bob] = people as [Person, Person, Person]
  alice.writer.write({ kind: 'entry.created', body: { entry: evenExpense('Dinner', 3000, alice, people) } })
  meetAll(people)
  bob.writer.write({ kind: 'entry.created', body: { entry: evenExpense('Taxi', 900, bob, people) } })
  meetAll(people)
  const { open } = fold(alice.writer.known.values(), [])
  const nets = Object.fromEntries(open.nets.map(({ member, amount }) => [people.find((p) => p.member === member)?.name, amount]))
  expect(nets).toEqual({ Alice: 1700n, Bob: -400n, Carol: -1300n })
  expect(open.notCounting.size).toBe(0)
})

test('[EN2] an event survives its bytes', () => {
  const [alice] = startPot('Alice')
  for (const event of (alice as Person).writer.known.values()) {
    const { id: _, ...unsigned } = event
    expect(parseEvent(eventToBytes(unsigned as never))).toEqual({ ok: true, value: event })
  }
})

test('[EP1] a checkpoint without a chain is a function of its cut', () => {
  const people = startPot('Alice', 'Bob')
  const [alice, bob] = people as [Person, Person]
  alice.writer.write({ kind: 'entry.created', body: { entry: evenExpense('Dinner', 3000, alice, people) } })
  const { known, base } = fold(alice.writer.known.values(), [])
  const terms = { cut: cutOf(known.events), seq: 0n, mode: 'fewest' as const, rates: [] }
  const computed = computeCheckpoint(known, base, terms)
  expect(computed.ok && computed.value.body.plan).toMatchObject([{ from: bob.member, to: alice.member, amount: 1500n, onChain: null }])
})
