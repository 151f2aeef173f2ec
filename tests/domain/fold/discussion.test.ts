import { expect, test } from 'vitest'
import {
  discussionOf,
  discussionsOf,
  eventToBytes,
  fold,
  parseEvent,
  type Discussion,
  type EventId,
  type EventOf,
  type PotEvent,
} from '../../../src/domain/index.ts'
import { createWriter, enter, evenExpense, EUR, hashOf, meetAll, startPot, type Person } from '../story.ts'

const pair = (): readonly [Person, Person] => startPot('Alice', 'Bob') as unknown as [Person, Person]
const about = (person: Person, thing: PotEvent): Discussion => {
  const { known, open } = fold(person.writer.known.values(), [])
  return discussionOf(known.events, open, thing.id)
}
const say = ({ writer }: Person, thing: PotEvent, text: string): EventOf<'comment.added'> =>
  writer.write({ kind: 'comment.added', body: { about: thing.id, text } })
const withdraw = ({ writer }: Person, comment: PotEvent): PotEvent =>
  writer.write({ kind: 'comment.withdrawn', body: { comment: comment.id } })
const react = ({ writer }: Person, thing: PotEvent, symbol: string, on = true): PotEvent =>
  writer.write({ kind: 'reaction.changed', body: { about: thing.id, symbol, on } })

test('[EX5] comments stand in canonical order beside what they are about, outside balances and entries', () => {
  const [alice, bob] = pair()
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, [alice, bob]))
  const before = fold(alice.writer.known.values(), []).open
  bob.writer.meet(alice.writer)
  const first = say(bob, dinner, 'Was this not lunch?')
  alice.writer.meet(bob.writer)
  const answer = say(alice, dinner, 'It was.')
  const other = say(alice, first, 'Sorry!')
  expect(about(alice, dinner)).toEqual({
    comments: [
      { event: first, author: bob.member, isWithdrawn: false },
      { event: answer, author: alice.member, isWithdrawn: false },
    ],
    reactions: new Map(),
  })
  const { known, open } = fold(alice.writer.known.values(), [])
  expect([...discussionsOf(known.events, open).keys()]).toEqual([dinner.id, first.id])
  expect(about(alice, first).comments.map(({ event }) => event)).toEqual([other])
  expect({ ...open, notCounting: before.notCounting }).toEqual(before)
  expect(about(alice, other)).toEqual({ comments: [], reactions: new Map() })
})

test('[EX5] a comment is withdrawn by whoever wrote it and keeps its place', () => {
  const people = pair()
  const [alice, bob] = people
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, people))
  meetAll(people)
  const [mine, theirs] = [say(alice, dinner, 'one'), say(bob, dinner, 'two')]
  meetAll(people)
  withdraw(alice, theirs)
  withdraw(bob, dinner)
  expect(about(alice, dinner).comments.map(({ isWithdrawn }) => isWithdrawn)).toEqual([false, false])
  withdraw(alice, mine)
  const found = about(alice, dinner).comments
  expect(found.filter(({ isWithdrawn }) => isWithdrawn).map(({ event }) => event)).toEqual([mine])
  expect(found).toHaveLength(2)
})

test('[EX5] of one member’s changes of one sign the last in canonical order stands', () => {
  const people = pair()
  const [alice, bob] = people
  const dinner = enter(alice, evenExpense('Dinner', 3000, alice, people))
  react(alice, dinner, '👍')
  react(alice, dinner, '👍')
  meetAll(people)
  react(bob, dinner, '👍')
  react(bob, dinner, '🌶️')
  react(bob, dinner, '🎉', false)
  meetAll(people)
  expect(about(alice, dinner).reactions).toEqual(
    new Map([
      ['👍', [alice.member, bob.member]],
      ['🌶️', [bob.member]],
    ]),
  )
  react(alice, dinner, '👍', false)
  meetAll(people)
  react(bob, dinner, '🌶️', false)
  expect(about(bob, dinner).reactions).toEqual(new Map([['👍', [bob.member]]]))
})

test('[EX5] only devices that speak are heard: no stranger, nothing beyond a fork, and the founder before being a member', () => {
  const founder = createWriter('Founder')
  const pot = founder.write({
    kind: 'pot.created',
    body: { title: 'Trip', salt: hashOf('salt'), currency: EUR, chain: null },
  })
  const stranger = createWriter('Mallory')
  stranger.see(pot)
  const said = (writer: typeof founder, text: string): EventOf<'comment.added'> =>
    writer.write({ kind: 'comment.added', body: { about: pot.id, text } })
  said(stranger, 'hello')
  const own = said(founder, 'Welcome')
  const twin = founder.fork()
  const beyond = [said(founder, 'here'), said(twin, 'there')]
  founder.see(...stranger.known.values(), ...twin.known.values())
  const { known, open } = fold(founder.known.values(), [])
  expect(beyond.map(({ id }) => open.notCounting.get(id)?.type)).toEqual(['DeviceForked', 'DeviceForked'])
  expect(discussionOf(known.events, open, pot.id).comments).toEqual([
    { event: own, author: founder.device, isWithdrawn: false },
  ])
})

test('[EV3] a sign is a short text without control or direction characters', () => {
  const [alice] = pair()
  const read = (symbol: string): boolean => {
    const { id: _, ...event } = alice.writer.write({
      kind: 'reaction.changed',
      body: { about: hashOf('thing') as string as EventId, symbol, on: true },
    })
    return parseEvent(eventToBytes(event)).ok
  }
  for (const symbol of ['👍', '+1', '👨🏽‍👩🏽‍👧🏽‍👦🏽']) expect(read(symbol)).toBe(true)
  for (const symbol of ['', ' ', '\u202e', 'x'.repeat(17)]) expect(read(symbol)).toBe(false)
})
