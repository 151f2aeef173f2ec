// Everything that bytes from outside can be: each is refused with its own reason, and the log is as if it had never come.

import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  bytesToHex,
  encodeCbor,
  eventIdOf,
  eventToBytes,
  type CborValue,
  type DeviceId,
  type EventId,
  type PotId,
  type UnsignedEvent,
} from '../../src/domain/index.ts'
import {
  admitEvents,
  createReplica,
  eventsOf,
  type RefusalReason,
  type SignedEvent,
  type StoredEvent,
} from '../../src/log/index.ts'
import {
  adding,
  alice,
  altered,
  bob,
  carol,
  fixedPorts,
  forge,
  foundPot,
  idsOf,
  lisbon,
  mallory,
  replicaOf,
  write,
} from './people.ts'

let story: Awaited<ReturnType<typeof lisbon>>
let last: SignedEvent
/** The tail of the log as an event of Mallory would follow it. */
let next: UnsignedEvent
beforeAll(async () => {
  story = await lisbon()
  last = story.events.at(-1) as SignedEvent
  next = {
    version: 1,
    pot: story.pot,
    device: mallory.signer.device,
    seq: 0,
    prev: null,
    seen: [last.event.id],
    lamport: last.event.lamport + 1,
    at: 1_767_225_600,
    nonce: '00'.repeat(16) as never,
    kind: 'member.added',
    body: { name: 'Mallory' },
  }
})

/** What a replica of the whole story says to one event. The log must not have changed. */
const refusalOf = async (event: StoredEvent): Promise<RefusalReason> => {
  const replica = await replicaOf(story.pot, ...story.events)
  const { accepted, refused, waiting } = await admitEvents(replica, [event])
  expect(accepted).toEqual([])
  expect(waiting).toEqual([])
  expect(refused.length).toBe(1)
  expect(refused[0]?.id).toBe(event.id)
  expect(idsOf(eventsOf(replica))).toEqual(idsOf(story.events))
  return refused[0]?.reason as RefusalReason
}
const mallorys = (change: object): Promise<StoredEvent> => forge({ ...next, ...change }, mallory.signer)

test("Mallory's event is fine as long as nothing is changed", async () => {
  const { accepted } = await admitEvents(await replicaOf(story.pot, ...story.events), [await mallorys({})])
  expect(accepted.length).toBe(1)
})

test('replayed: an event that is here changes nothing', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  const report = await admitEvents(replica, [last.stored, last.stored])
  expect(report).toMatchObject({ accepted: [], refused: [], waiting: [], known: [last.event.id, last.event.id] })
})

test("foreign pot: an event of another pot, and another pot's first event", async () => {
  const ports = fixedPorts()
  ports.random.bytes(1)
  const other = await foundPot(ports, 'Porto')
  const otherPot = other.event.id as string as PotId
  expect(await refusalOf(other.stored)).toEqual({ type: 'ForeignPot', pot: otherPot })
  const replica = await replicaOf(otherPot, other)
  const theirs = await write(replica, alice, adding('Zoe'), ports)
  expect(await refusalOf(theirs.stored)).toEqual({ type: 'ForeignPot', pot: otherPot })
})

test("forged: another device's name under an event", async () => {
  const stored = await mallorys({ device: bob.signer.device })
  expect(await refusalOf(stored)).toEqual({ type: 'BadSignature', device: bob.signer.device })
})

test('forged: a body changed under the old signature, with the new id and with the old one', async () => {
  const bytes = eventToBytes({ ...last.event, ...adding('Mallory') })
  const changed = { ...last.stored, bytes, id: eventIdOf(bytes) }
  expect(await refusalOf(changed)).toEqual({ type: 'BadSignature', device: last.event.device })
  expect(await refusalOf({ ...changed, id: last.event.id })).toEqual({ type: 'WrongId', actual: changed.id })
})

test('forged: a known event under an invented id or a bad signature', async () => {
  expect(await refusalOf({ ...last.stored, id: 'ee'.repeat(32) as EventId })).toEqual({
    type: 'WrongId',
    actual: last.event.id,
  })
  const signature = Uint8Array.from(last.stored.signature, (byte, at) => (at === 40 ? byte ^ 1 : byte))
  expect(await refusalOf({ ...last.stored, signature })).toEqual({ type: 'BadSignature', device: last.event.device })
})

test('forged: a signature over the bare bytes, without what it is for', async () => {
  const { bytes } = await mallorys({})
  const stored = { id: eventIdOf(bytes), bytes, signature: await mallory.signer.sign(bytes) }
  expect(await refusalOf(stored)).toEqual({ type: 'BadSignature', device: mallory.signer.device })
})

test('forged: a device whose key is a point of small order signs anything, and nothing of it is taken', async () => {
  const device = `01${'00'.repeat(31)}` as DeviceId
  const bytes = eventToBytes({ ...next, device })
  const signature = new Uint8Array(64)
  signature[0] = 1
  expect(await refusalOf({ id: eventIdOf(bytes), bytes, signature })).toEqual({ type: 'BadSignature', device })
})

test('truncated and prolonged bytes and signatures', async () => {
  const { bytes, signature } = last.stored
  for (const length of [0, 1, 10, bytes.length - 1]) {
    const cut = bytes.slice(0, length)
    expect(await refusalOf({ ...last.stored, id: eventIdOf(cut), bytes: cut })).toMatchObject({ type: 'Malformed' })
  }
  const longer = Uint8Array.of(...bytes, 0)
  expect(await refusalOf({ id: eventIdOf(longer), bytes: longer, signature })).toMatchObject({ type: 'Malformed' })
  expect(await refusalOf({ ...last.stored, signature: signature.slice(0, 63) })).toMatchObject({ type: 'BadSignature' })
  expect(await refusalOf({ ...last.stored, signature: new Uint8Array(0) })).toMatchObject({ type: 'BadSignature' })
})

test('[EN1] huge: refused by its size before anything of it is read', async () => {
  const bytes = new Uint8Array(65_537)
  expect(await refusalOf({ ...last.stored, id: 'dd'.repeat(32) as EventId, bytes })).toEqual({
    type: 'TooLarge',
    bytes: 65_537,
    limit: 65_536,
  })
  const largest = bytes.subarray(0, 65_536)
  expect(await refusalOf({ ...last.stored, id: 'dd'.repeat(32) as EventId, bytes: largest })).toMatchObject({
    type: 'Malformed',
  })
})

test('[EN2] deep: a thousand lists in lists', async () => {
  const bytes = new Uint8Array(1000).fill(0x81)
  expect(await refusalOf({ ...last.stored, id: eventIdOf(bytes), bytes })).toMatchObject({ type: 'Malformed' })
})

test('[EV3] __proto__ and other unknown fields', async () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'note']) {
    const fields = new Map<string, CborValue>(Object.entries(next).map(([key, value]) => [key, plain(key, value)]))
    fields.set(name, new Map<string, CborValue>([['admin', true]]))
    const bytes = encodeCbor(fields)
    const reason = await refusalOf({ ...last.stored, id: eventIdOf(bytes), bytes })
    expect(reason).toEqual({ type: 'Malformed', error: { type: 'BadShape', path: name, reason: 'unknown field' } })
  }
  expect(({} as Readonly<Record<string, unknown>>)['admin']).toBe(undefined)
  const named = await mallorys({ body: { name: '__proto__' } })
  expect((await admitEvents(await replicaOf(story.pot, ...story.events), [named])).accepted.length).toBe(1)
})

/** A field of `next` as the codec writes it. */
const plain = (key: string, value: unknown): CborValue => {
  const bytes = (hex: string): Uint8Array =>
    Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
  if (typeof value === 'number') return BigInt(value)
  if (key === 'seen') return (value as readonly string[]).map(bytes)
  if (key === 'body') return new Map<string, CborValue>(Object.entries(value as object) as [string, CborValue][])
  return typeof value === 'string' && key !== 'kind' ? bytes(value) : (value as CborValue)
}

test('[EV2] an event of a version before the first is named as that', async () => {
  const fields = new Map<string, CborValue>(Object.entries(next).map(([key, value]) => [key, plain(key, value)]))
  fields.set('version', 0n)
  const bytes = encodeCbor(fields)
  expect(await refusalOf({ ...last.stored, id: eventIdOf(bytes), bytes })).toEqual({
    type: 'Malformed',
    error: { type: 'OtherVersion', version: 0n },
  })
})

test('[EV1] seen unsorted, repeated, or naming the own device', async () => {
  const two = [last.event.id, story.genesis.event.id].sort((a, b) => (a < b ? 1 : -1))
  const fields = new Map<string, CborValue>(
    Object.entries({ ...next, seen: two }).map(([key, value]) => [key, plain(key, value)]),
  )
  const unsorted = encodeCbor(fields)
  expect(await refusalOf({ ...last.stored, id: eventIdOf(unsorted), bytes: unsorted })).toMatchObject({
    type: 'Malformed',
    error: { path: 'seen[1]' },
  })
  const repeated = encodeCbor(fields.set('seen', plain('seen', [last.event.id, last.event.id])))
  expect(await refusalOf({ ...last.stored, id: eventIdOf(repeated), bytes: repeated })).toMatchObject({
    type: 'Malformed',
    error: { path: 'seen[1]' },
  })
  const own = await altered(
    last,
    { seen: [story.genesis.event.id], seq: 6, prev: last.event.id, lamport: last.event.lamport + 1 },
    alice,
  )
  expect(await refusalOf(own)).toEqual({ type: 'SeenOwnDevice', seen: story.genesis.event.id })
})

test('[EV1] backdated or jumping ahead: a Lamport number below or above the past', async () => {
  for (const lamport of [0, last.event.lamport, last.event.lamport + 2, Number.MAX_SAFE_INTEGER]) {
    expect(await refusalOf(await mallorys({ lamport }))).toEqual({
      type: 'WrongLamport',
      expected: last.event.lamport + 1,
      found: lamport,
    })
  }
})

test('[EV1] a Lamport number below its past is refused also when the past comes in the same batch', async () => {
  const replica = createReplica(story.pot)
  const early = await mallorys({ lamport: 0 })
  const { accepted, refused, waiting } = await admitEvents(replica, [
    early,
    ...story.events.map(({ stored }) => stored),
  ])
  expect(accepted.length).toBe(story.events.length)
  expect(refused).toEqual([
    { id: early.id, reason: { type: 'WrongLamport', expected: last.event.lamport + 1, found: 0 } },
  ])
  expect(waiting).toEqual([])
})

test("[EV1] chains: a gap, a return, another's event as the previous one, a later start, no past at all", async () => {
  const lamport = last.event.lamport + 1
  const prev = last.event.id
  expect(await refusalOf(await altered(last, { seq: 7, prev, seen: [], lamport }, alice))).toEqual({
    type: 'PrevNotBefore',
    prev,
    prevSeq: 5,
    seq: 7,
  })
  expect(await refusalOf(await altered(last, { seq: 5, prev, seen: [], lamport }, alice))).toEqual({
    type: 'PrevNotBefore',
    prev,
    prevSeq: 5,
    seq: 5,
  })
  expect(await refusalOf(await mallorys({ seq: 6, prev, seen: [] }))).toEqual({
    type: 'PrevOfOtherDevice',
    prev,
    device: alice.signer.device,
  })
  expect(await refusalOf(await mallorys({ seq: 1 }))).toEqual({ type: 'BrokenChain', seq: 1, prev: null })
  expect(await refusalOf(await mallorys({ seq: 0, prev, seen: [] }))).toEqual({ type: 'BrokenChain', seq: 0, prev })
  expect(await refusalOf(await mallorys({ seen: [], lamport: 0 }))).toEqual({ type: 'NoPast' })
})

test('[EV1] a second first event', async () => {
  const body = { ...story.genesis.event.body, title: 'Mine' }
  expect(await refusalOf(await mallorys({ kind: 'pot.created', body }))).toEqual({ type: 'SecondGenesis' })
})

test('a first event that is none: its id is a pot of its own, whose log refuses it too', async () => {
  const stored = await mallorys({ pot: null, seen: [], lamport: 0 })
  const { refused } = await admitEvents(createReplica(stored.id as string as PotId), [stored])
  expect(refused).toEqual([{ id: stored.id, reason: { type: 'BadGenesis', field: 'kind' } }])
})

test('what follows a refused event waits for it for ever, and nothing else does', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  const bad = await mallorys({ lamport: 77 })
  const child = await mallorys({ seq: 1, prev: bad.id, seen: [], lamport: 78 })
  const { refused, waiting } = await admitEvents(replica, [child, bad])
  expect(refused.map(({ id }) => id)).toEqual([bad.id])
  expect(waiting).toEqual([{ id: child.id, device: mallory.signer.device, missing: [bad.id] }])
  expect((await write(replica, carol, adding('Dave'), fixedPorts())).event.seen).not.toContain(child.id)
})

test('[EV1] future-dated and ancient events are taken: wall time orders nothing', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  const future = await mallorys({ at: Number.MAX_SAFE_INTEGER })
  const ancient = await altered(
    last,
    { at: 0, seq: 6, prev: last.event.id, seen: [], lamport: last.event.lamport + 1 },
    alice,
  )
  const { accepted } = await admitEvents(replica, [future, ancient])
  expect(idsOf(accepted)).toEqual([future.id, ancient.id].sort((a, b) => (a < b ? -1 : 1)))
})

test('one byte changed anywhere in an event: it is refused, or waits for a past that does not exist', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  const { bytes, signature } = last.stored
  for (let at = 0; at < bytes.length; at++) {
    const changed = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte))
    const { accepted, waiting, refused } = await admitEvents(replica, [
      { id: eventIdOf(changed), bytes: changed, signature },
    ])
    expect({ at, accepted, waiting, refused: refused.length }).toEqual({ at, accepted: [], waiting: [], refused: 1 })
  }
})

test('any bytes at all: a report, never an exception, and nothing taken', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 70 }),
      fc.boolean(),
      async (bytes, signature, honestId) => {
        const id = honestId ? eventIdOf(bytes) : (bytesToHex(bytes) as EventId)
        const { accepted, refused } = await admitEvents(createReplica(story.pot), [{ id, bytes, signature }])
        expect(accepted).toEqual([])
        expect(refused.length).toBe(1)
      },
    ),
    { numRuns: 200, seed: 11 },
  )
})
