import { expect, test } from 'vitest'
import type { EventId } from '../../src/domain/index.ts'
import { admitEvents, createReplica, type SignedEvent } from '../../src/log/index.ts'
import { createQuarantine } from '../../src/log/quarantine.ts'
import { lisbon } from './people.ts'

const waitingEvent = (device: string, seq: number, size: number): SignedEvent =>
  ({ event: { id: `${device}${seq}`, device, seq }, stored: { bytes: new Uint8Array(size) } }) as unknown as SignedEvent

test('[ME3] what waits is bounded by number and bytes of each device and by bytes in all', () => {
  const quarantine = createQuarantine({ eventsPerDevice: 2, bytesPerDevice: 100, bytes: 150 })
  expect(quarantine.add(waitingEvent('a', 1, 10))).toBe(true)
  expect(quarantine.add(waitingEvent('a', 2, 91))).toBe(false)
  expect(quarantine.add(waitingEvent('a', 2, 90))).toBe(true)
  expect(quarantine.add(waitingEvent('a', 2, 90))).toBe(true)
  expect(quarantine.add(waitingEvent('a', 3, 0))).toBe(false)
  expect(quarantine.add(waitingEvent('b', 1, 51))).toBe(false)
  expect(quarantine.holds('b' as never)).toBe(false)
  expect(quarantine.add(waitingEvent('b', 1, 50))).toBe(true)
  expect(quarantine.holds('b' as never)).toBe(true)
  expect(quarantine.takeAll().map(({ event }) => event.id)).toEqual(['a1', 'a2', 'b1'])
  expect(quarantine.takeAll()).toEqual([])
  expect(quarantine.holds('a' as never)).toBe(false)
  expect(quarantine.add(waitingEvent('a', 2, 100))).toBe(true)
})

test('[ME3] an event for which there is no room is refused with what it misses, and taken when it comes again', async () => {
  const { pot, events } = await lisbon()
  const stored = events.map((each) => each.stored)
  const replica = createReplica(pot, { eventsPerDevice: 1, bytesPerDevice: 65_536, bytes: 1_000_000 })
  // Alice's founding event is missing: of her events one waits, and one of Bob's and Carol's.
  const { accepted, refused, waiting } = await admitEvents(replica, stored.slice(1))
  expect(accepted).toEqual([])
  expect(waiting.length).toBe(3)
  expect(refused.length).toBe(stored.length - 1 - 3)
  for (const { id, reason } of refused) {
    const { event } = events.find((each) => each.event.id === id) as SignedEvent
    expect(reason.type).toBe('QuarantineFull')
    const named = new Set<EventId | null>([event.prev, ...event.seen])
    for (const missing of (reason as { readonly missing: readonly EventId[] }).missing)
      expect(named.has(missing)).toBe(true)
  }
  await admitEvents(replica, stored)
  expect(replica.events.size).toBe(stored.length)
})
