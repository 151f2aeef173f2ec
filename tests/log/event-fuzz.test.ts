// 100,000 hostile byte strings for the decoder of events: none throws or hangs, and what is read is one byte string.

import { beforeAll, expect, test } from 'vitest'
import { equalBytes, eventIdOf, eventToBytes, parseEvent, type UnsignedEvent } from '../../src/domain/index.ts'
import { admitEvents, createReplica, type StoredEvent } from '../../src/log/index.ts'
import { goldenEvents } from '../domain/fold/golden-events.ts'
import { hostileBytes } from '../formats/backup/hostile-bytes.ts'
import { createPrng } from '../simulator/prng.ts'
import { lisbon, type Story } from './people.ts'

const CASES = 100_000
const prng = createPrng(20_261_121)

let story: Story
let good: readonly Uint8Array[]
beforeAll(async () => {
  story = await lisbon()
  good = [
    ...story.events.map(({ stored }) => stored.bytes),
    ...goldenEvents().map((event) => eventToBytes(event as UnsignedEvent)),
  ]
})

test('[threat: oversized, deep, malformed bytes] events: 100,000 cases', () => {
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const bytes = hostileBytes(prng, prng.pick(good))
    const parsed = parseEvent(bytes)
    if (!parsed.ok) continue
    read++
    const { id, ...event } = parsed.value
    if (id !== eventIdOf(bytes)) expect(id).toEqual('the id of the bytes')
    // Of a newer version the envelope alone is read.
    if (event.kind !== 'newer' && !equalBytes(eventToBytes(event), bytes)) expect(bytes).toEqual('one byte string')
  }
  expect(read).toBeGreaterThan(1000)
})

test('[threat: oversized, deep, malformed bytes] events among good ones: nothing of 10,000 is taken, and the good ones are', async () => {
  const replica = createReplica(story.pot)
  const stored = story.events.map((each) => each.stored)
  const hostile = Array.from({ length: CASES / 10 }, (): StoredEvent => {
    const { signature, bytes: from } = prng.pick(stored)
    const bytes = hostileBytes(prng, from)
    return { id: eventIdOf(bytes), bytes, signature }
  }).filter(({ id }) => !stored.some((each) => each.id === id))
  const { accepted, refused, waiting } = await admitEvents(replica, [...hostile, ...stored])
  expect(accepted.length).toBe(stored.length)
  expect(refused.length).toBe(hostile.length)
  expect(waiting).toEqual([])
})

test('[threat: oversized, deep, malformed bytes] lengths and depths that promise more than is there are refused at once', () => {
  for (const head of [0x9b, 0xbb, 0x5b, 0x7b])
    expect(parseEvent(Uint8Array.of(head, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff)).ok).toBe(false)
  expect(parseEvent(new Uint8Array(65_536).fill(0x81)).ok).toBe(false)
  expect(parseEvent(new Uint8Array(65_537)).ok).toBe(false)
})
