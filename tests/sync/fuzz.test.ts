// 100,000 hostile byte strings for each decoder of this layer: none throws or hangs, memory stays bounded, and what is read is one byte string.

import { beforeAll, expect, test } from 'vitest'
import { equalBytes } from '../../src/domain/index.ts'
import type { Replica } from '../../src/log/index.ts'
import {
  addQrFrame,
  bytesToQrFrames,
  createSyncState,
  framesToSyncFile,
  generateMessage,
  parseSyncFile,
  parseSyncMessage,
  receiveMessage,
  syncMessageToBytes,
} from '../../src/sync/index.ts'
import { lisbon, replicaOf } from '../log/people.ts'
import { createPrng, type Prng } from '../simulator/prng.ts'
import { exchange, sessionOf } from './exchange.ts'

const CASES = 100_000
const prng = createPrng(20_261_121)

let replica: Replica
let messages: readonly Uint8Array[]
beforeAll(async () => {
  const story = await lisbon()
  replica = await replicaOf(story.pot, ...story.events)
  const talks = await Promise.all([
    exchange(await replicaOf(story.pot), replica),
    exchange(await replicaOf(story.pot, ...story.events.slice(0, 4)), replica),
    exchange(replica, await replicaOf(story.pot, ...story.events)),
  ])
  messages = talks.flatMap((talk) => talk.messages.map(({ bytes }) => bytes))
  const message = parseSyncMessage(messages[0] as Uint8Array)
  if (!message.ok) throw new Error(message.error.type)
  const ranges = [
    { upper: { at: 1_767_225_603, prefix: 'ab' }, mode: 'fingerprint', fingerprint: 'cd'.repeat(16) },
    { upper: { at: 1_767_225_603, prefix: 'ef01' }, mode: 'ids', ids: ['00'.repeat(16), '11'.repeat(16)] },
    { upper: { at: Infinity, prefix: '' }, mode: 'skip' },
  ] as const
  const relays = [
    {
      relay: 'aa'.repeat(32),
      epoch: 'bb'.repeat(16),
      count: 7,
      hash: 'cc'.repeat(32),
      signature: new Uint8Array(64),
    } as never,
  ]
  messages = [...messages, syncMessageToBytes({ ...message.value, ranges, relays, needs: ['22'.repeat(16)] })]
})

/** Random bytes, or good ones with a few changed, cut off, prolonged or put together from two. */
const hostile = (random: Prng, good: readonly Uint8Array[]): Uint8Array => {
  const base = random.pick(good)
  const kind = random.below(8)
  if (kind === 0) return Uint8Array.from({ length: random.below(200) }, () => random.below(256))
  if (kind === 1) return base.slice(0, random.below(base.length + 1))
  if (kind === 2) return Uint8Array.of(...base.subarray(0, 400), ...random.pick(good).subarray(random.below(100), 500))
  const bytes = base.slice()
  // Counts and lengths stand near the beginning: most changes go there.
  for (let left = 1 + random.below(4); left > 0; left--)
    bytes[random.chance(70) ? random.below(Math.min(160, bytes.length)) : random.below(bytes.length)] = random.pick([
      0,
      1,
      0x7f,
      0x80,
      0xff,
      random.below(256),
    ])
  return bytes
}

test('[threat: oversized, deep, malformed bytes] messages: 100,000 cases', () => {
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const bytes = hostile(prng, messages)
    const parsed = parseSyncMessage(bytes)
    if (!parsed.ok) continue
    read++
    if (!equalBytes(syncMessageToBytes(parsed.value), bytes)) expect(bytes).toEqual('one byte string')
  }
  expect(read).toBeGreaterThan(1000)
})

test('messages that were read: heard and answered, 20,000 cases', () => {
  let heard = 0
  for (let i = 0; i < CASES / 5; i++) {
    let state = createSyncState(replica.pot, sessionOf('f'))
    const received = receiveMessage(state, replica, hostile(prng, messages))
    if (!received.ok) continue
    heard++
    state = received.value.state
    for (let said = 0; said < 4; said++) {
      const generated = generateMessage(state, replica)
      state = generated.state
      if (generated.message === null) break
      expect(generated.message.length).toBeLessThanOrEqual(1_048_576)
    }
  }
  expect(heard).toBeGreaterThan(500)
})

test('[threat: oversized, deep, malformed bytes] counts that promise more than is there keep nothing', () => {
  const message = messages[0] as Uint8Array
  for (let at = 43; at < message.length; at++) {
    const bytes = Uint8Array.of(...message.subarray(0, at), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f)
    expect(parseSyncMessage(bytes).ok).toBe(false)
  }
  expect(parseSyncMessage(new Uint8Array(1_048_577))).toMatchObject({ error: { type: 'FrameTooLarge' } })
})

test('[threat: oversized, deep, malformed bytes] QR codes: 100,000 cases', () => {
  const frames = [...bytesToQrFrames(new Uint8Array(2000).fill(7)), ...bytesToQrFrames(Uint8Array.of(1), 40)]
  const began = addQrFrame(null, frames[0] as Uint8Array)
  if (!began.ok) throw new Error(began.error.type)
  let taken = 0
  for (let i = 0; i < CASES; i++) {
    const added = addQrFrame(i % 2 === 0 ? null : began.value.collection, hostile(prng, frames))
    if (added.ok) taken++
  }
  // Only what was not changed at all.
  expect(taken).toBeLessThan(CASES / 10)
})

test('[threat: oversized, deep, malformed bytes] files: 100,000 cases', () => {
  const files = [framesToSyncFile([Uint8Array.of(1, 2, 3), new Uint8Array(90)]), framesToSyncFile([])]
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const file = hostile(prng, files)
    const parsed = parseSyncFile(file)
    if (!parsed.ok) continue
    read++
    if (!equalBytes(framesToSyncFile(parsed.value), file)) expect(file).toEqual('one byte string')
  }
  expect(read).toBeLessThan(CASES / 10)
})
