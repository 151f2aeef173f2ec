import { beforeAll, expect, test } from 'vitest'
import { sha256, verifySignature, type VerifySignature } from '../../src/crypto/index.ts'
import { bytesToHex, hexToBytes } from '../../src/domain/index.ts'
import {
  eventsOf,
  admitEvents,
  createReplica,
  markOf,
  type SignedEvent,
  type StoredEvent,
} from '../../src/log/index.ts'
import { adding, altered, bob, carol, idsOf, lisbon, replicaOf, write, type Story } from './people.ts'

let story: Story
let stored: readonly StoredEvent[]
beforeAll(async () => {
  story = await lisbon()
  stored = story.events.map((each) => each.stored)
})

/** Counts what it is asked. */
const counting = (): { readonly verify: VerifySignature; readonly asked: () => number } => {
  let asked = 0
  return {
    verify: (key, message, signature) => {
      asked++
      return verifySignature(key, message, signature)
    },
    asked: () => asked,
  }
}

const signedAgain = (each: StoredEvent, change: (signature: Uint8Array) => Uint8Array): StoredEvent => ({
  ...each,
  signature: change(each.signature.slice()),
})
const flipped = (signature: Uint8Array): Uint8Array => {
  signature[40] = (signature[40] as number) ^ 1
  return signature
}

test('what this device verified is not verified again, in whatever order it is read', async () => {
  const { verify, asked } = counting()
  const replica = createReplica(story.pot)
  const { accepted } = await admitEvents(replica, stored.toReversed(), { verify, mark: markOf(story.replica) })
  expect(asked()).toBe(0)
  expect(idsOf(accepted)).toEqual(idsOf(story.events))
  expect(markOf(replica)).toEqual(markOf(story.replica))
})

test('what came after the mark is verified, and nothing else', async () => {
  const mark = markOf(story.replica)
  const replica = await replicaOf(story.pot, ...story.events)
  const later = await write(replica, bob, adding('Later'), story.ports)
  const { verify, asked } = counting()
  const forged = signedAgain(later.stored, flipped)
  const bad = await admitEvents(createReplica(story.pot), [...stored, forged], { verify, mark })
  expect(asked()).toBe(1)
  expect(bad.refused).toMatchObject([{ id: later.event.id, reason: { type: 'BadSignature' } }])
  const good = createReplica(story.pot)
  await admitEvents(good, [...stored, later.stored], { verify, mark })
  expect(eventsOf(good).length).toBe(stored.length + 1)
})

test('[threat: storage lost, quota, crash between write and send] one changed signature, and everything is verified and the one is named', async () => {
  const mark = markOf(story.replica)
  for (const [index, each] of stored.entries()) {
    const { verify, asked } = counting()
    const spoiled = stored.with(index, signedAgain(each, flipped))
    const { refused } = await admitEvents(createReplica(story.pot), spoiled, { verify, mark })
    expect(refused).toMatchObject([{ id: each.id, reason: { type: 'BadSignature' } }])
    expect(asked()).toBeGreaterThanOrEqual(stored.length)
  }
})

test('a signature that is longer or shorter than one is none, whatever the mark says', async () => {
  const mark = markOf(story.replica)
  for (const change of [(bytes: Uint8Array) => Uint8Array.of(...bytes, 0), (bytes: Uint8Array) => bytes.slice(0, 63)]) {
    const spoiled = stored.with(3, signedAgain(stored[3] as StoredEvent, change))
    const { refused } = await admitEvents(createReplica(story.pot), spoiled, { mark })
    expect(refused).toMatchObject([{ id: stored[3]?.id, reason: { type: 'BadSignature' } }])
  }
})

test('changed bytes have another id, so they are named as before', async () => {
  const bytes = (stored[5] as StoredEvent).bytes.slice()
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1
  const spoiled = stored.with(5, { ...(stored[5] as StoredEvent), bytes })
  const { refused } = await admitEvents(createReplica(story.pot), spoiled, { mark: markOf(story.replica) })
  expect(refused.map(({ id }) => id)).toEqual([stored[5]?.id])
})

test('the same event under two signatures: the one that was not verified is verified', async () => {
  const twice = [...stored, signedAgain(stored[2] as StoredEvent, flipped)]
  for (const order of [twice, twice.toReversed()]) {
    const replica = createReplica(story.pot)
    const { refused } = await admitEvents(replica, order, { mark: markOf(story.replica) })
    expect(refused).toMatchObject([{ id: stored[2]?.id, reason: { type: 'BadSignature' } }])
    expect(replica.events.size).toBe(stored.length)
    for (const { stored: kept } of replica.events.values())
      expect(kept).toEqual(stored.find(({ id }) => id === kept.id))
  }
})

test('a mark of a log that has more is no mark of this one', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  await write(replica, bob, adding('Gone'), story.ports)
  const { verify, asked } = counting()
  const { accepted } = await admitEvents(createReplica(story.pot), stored, { verify, mark: markOf(replica) })
  expect(accepted.length).toBe(stored.length)
  expect(asked()).toBeGreaterThanOrEqual(stored.length)
})

test('the mark of a forked log speaks of all branches', async () => {
  const last = story.events.find(({ event }) => event.device === carol.signer.device && event.seq === 1) as SignedEvent
  const branch = await altered(last, { nonce: 'ab'.repeat(16) as never }, carol)
  const replica = await replicaOf(story.pot, ...story.events)
  await admitEvents(replica, [branch])
  const { verify, asked } = counting()
  const again = createReplica(story.pot)
  const { forks } = await admitEvents(again, [branch, ...stored], { verify, mark: markOf(replica) })
  expect(asked()).toBe(0)
  expect(forks).toEqual(replica.forks())
  expect(forks.length).toBe(1)
})

test('a mark is a hash over the ids in their order, each with its signature behind it', () => {
  const sorted = story.events.toSorted((a, b) => (a.event.id < b.event.id ? -1 : 1))
  const all = sorted.flatMap(({ event, stored: { signature } }) => [...hexToBytes(event.id), ...signature])
  expect(markOf(story.replica).hash).toBe(bytesToHex(sha256(Uint8Array.from(all))))
})
