import { expect, test } from 'vitest'
import type { DeviceId, EventId } from '../../src/domain/index.ts'
import { createReplica, type SignedEvent } from '../../src/log/index.ts'
import { eventIn, namedPast } from '../../src/log/replica.ts'
import { alice, bob, carol, lisbon, mallory, replicaOf } from './people.ts'

test('a log answers by id, by place, by device and by what names an event', async () => {
  const { pot, replica, events, genesis } = await lisbon()
  const ids = events.map(({ event }) => event.id)
  expect(replica.devices()).toEqual(
    [alice, bob, carol].map(({ signer }) => signer.device).toSorted((a, b) => (a < b ? -1 : 1)),
  )
  expect(replica.at(alice.signer.device, 0)).toEqual([pot])
  expect(replica.at(alice.signer.device, 5)).toEqual([ids[9]])
  expect(replica.at(alice.signer.device, 6)).toEqual([])
  expect(replica.at(mallory.signer.device, 0)).toEqual([])
  expect(replica.headsOf(alice.signer.device)).toEqual([ids[9]])
  expect(replica.headsOf(mallory.signer.device)).toEqual([])
  expect(replica.childrenOf(genesis.event.id)).toEqual([ids[1]])
  expect(replica.childrenOf(ids[4] as EventId)).toEqual(
    [ids[5], ids[9]].toSorted((a, b) => ((a as string) < (b as string) ? -1 : 1)),
  )
  expect(replica.childrenOf(ids[9] as EventId)).toEqual([])
  expect(replica.tips()).toEqual([ids[9]])
  expect(replica.forks()).toEqual([])
  expect(eventIn(replica, pot as string as EventId)).toEqual(genesis.event)
})

test('an empty log', () => {
  const replica = createReplica('11'.repeat(32) as never)
  expect([replica.devices(), replica.tips(), replica.forks(), replica.headsOf('aa' as DeviceId)]).toEqual([
    [],
    [],
    [],
    [],
  ])
  expect(() => eventIn(replica, 'aa' as EventId)).toThrow('Event aa is not in the log')
})

test('inserting twice changes nothing', async () => {
  const { pot, events } = await lisbon()
  const replica = await replicaOf(pot, ...events)
  for (const signed of events) replica.insert(signed)
  expect(replica.forks()).toEqual([])
  expect(replica.tips()).toEqual([events.at(-1)?.event.id])
  expect(replica.at(alice.signer.device, 0).length).toBe(1)
})

test('the past of an event is known when all of it is here', async () => {
  const { pot, events } = await lisbon()
  const replica = await replicaOf(pot, ...events.slice(0, 5))
  const [, , , , fourth, fifth] = events.map(({ event }) => event)
  if (!fourth || !fifth) throw new Error('the story is longer')
  expect(namedPast(replica, fifth)).toEqual({ prev: null, seen: [fourth] })
  expect(namedPast(replica, { prev: null, seen: [fifth.id] })).toBe(null)
  expect(namedPast(replica, { prev: fifth.id, seen: [] })).toBe(null)
})

/** An event with nothing but its place. */
const placed = (id: string, device: string, seq: number, prev: string | null): SignedEvent =>
  ({ event: { id, device, seq, prev, seen: [] }, stored: { id } }) as unknown as SignedEvent

test('[ME6] forks are named by device, the ends of a forked chain by id, whichever came first', () => {
  const replica = createReplica('11'.repeat(32) as never)
  const events = [
    placed('b9', 'b', 0, null),
    placed('b8', 'b', 1, 'b9'),
    placed('b7', 'b', 1, 'b9'),
    placed('a3', 'a', 0, null),
    placed('a5', 'a', 0, null),
    placed('a4', 'a', 1, 'a3'),
    placed('a2', 'a', 2, 'a4'),
  ]
  for (const event of events) replica.insert(event)
  expect(replica.forks().map(({ device, seq, branches }) => [device, seq, branches.map(({ id }) => id)])).toEqual([
    ['a', 0, ['a3', 'a5']],
    ['b', 1, ['b7', 'b8']],
  ])
  expect(replica.headsOf('a' as DeviceId)).toEqual(['a2', 'a5'])
  expect(replica.headsOf('b' as DeviceId)).toEqual(['b7', 'b8'])
})
