// Two replicas become equal: at the tail, in the middle, after forks, in bulk.

import { beforeAll, expect, test } from 'vitest'
import { admitEvents, type SignedEvent } from '../../src/log/index.ts'
import { fingerprintOf } from '../../src/sync/index.ts'
import { adding, alice, altered, bob, carol, idsOf, lisbon, replicaOf, write, type Story } from '../log/people.ts'
import { bytesOf, exchange, roundTrips } from './exchange.ts'

let story: Story
beforeAll(async () => {
  story = await lisbon()
})

test('equal replicas say so in two short messages', async () => {
  const [a, b] = [await replicaOf(story.pot, ...story.events), await replicaOf(story.pot, ...story.events)]
  const talk = await exchange(a, b)
  expect(talk.messages.map(({ from }) => from)).toEqual(['a', 'b'])
  expect(bytesOf(talk, 'b')).toBeLessThan(80)
})

test('an empty replica gets everything in one round trip', async () => {
  const [a, b] = [await replicaOf(story.pot), await replicaOf(story.pot, ...story.events)]
  const talk = await exchange(a, b)
  expect(idsOf(a.events.values())).toEqual(idsOf(b.events.values()))
  expect(talk.messages.map(({ from }) => from)).toEqual(['a', 'b', 'a'])
  expect(roundTrips(talk)).toBe(1.5)
})

test('what each side lacks goes both ways, and nothing goes twice', async () => {
  const [a, b] = [await replicaOf(story.pot, ...story.events), await replicaOf(story.pot, ...story.events)]
  for (let i = 0; i < 5; i++) await write(a, alice, adding(`A${i}`), story.ports)
  for (let i = 0; i < 7; i++) await write(b, bob, adding(`B${i}`), story.ports)
  const talk = await exchange(a, b)
  expect(idsOf(a.events.values())).toEqual(idsOf(b.events.values()))
  expect(fingerprintOf(a)).toBe(fingerprintOf(b))
  expect(talk.messages.length).toBe(4)
})

test('[ME5] a fork out of sight of either side is suspected by its heads and repaired by ranges', async () => {
  const last = story.events.find(({ event }) => event.device === carol.signer.device && event.seq === 1) as SignedEvent
  const branch = await altered(last, { nonce: 'ab'.repeat(16) as never }, carol)
  const others = story.events.filter(({ event }) => event.id !== last.event.id && !event.seen.includes(last.event.id))
  const before = others.filter(({ event }) => event.seq < 2 || event.device !== bob.signer.device)
  const a = await replicaOf(story.pot, ...before, last)
  const b = await replicaOf(story.pot, ...before)
  await admitEvents(b, [branch])
  const talk = await exchange(a, b)
  expect(idsOf(a.events.values())).toEqual(idsOf(b.events.values()))
  expect(talk.suspicions.map(({ device, seq }) => ({ device, seq }))).toContainEqual({
    device: carol.signer.device,
    seq: 1,
  })
  expect(a.forks()).toEqual(b.forks())
  expect(a.forks().length).toBe(1)
})

test('more than fits a frame goes in several, without waiting', async () => {
  const a = await replicaOf(story.pot, ...story.events)
  const b = await replicaOf(story.pot, ...story.events)
  for (let i = 0; i < 3000; i++) await write(b, bob, adding(`Number ${i} ${'x'.repeat(60)}`), story.ports)
  const talk = await exchange(a, b)
  expect(idsOf(a.events.values())).toEqual(idsOf(b.events.values()))
  expect(talk.messages.filter(({ from }) => from === 'b').length).toBeGreaterThan(1)
  expect(roundTrips(talk)).toBe(1.5)
})
