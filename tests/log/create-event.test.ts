import { beforeAll, expect, test } from 'vitest'
import { bytesToHex, fold, potOf, RULEBOOK_VERSION, type Hash32 } from '../../src/domain/index.ts'
import {
  admitEvents,
  createEvent,
  createPot,
  createReplica,
  eventsOf,
  type LaterContent,
  type SignedEvent,
} from '../../src/log/index.ts'
import {
  adding,
  alice,
  altered,
  bob,
  carol,
  fixedPorts,
  foundPot,
  idsOf,
  lisbon,
  mallory,
  replicaOf,
  write,
} from './people.ts'

let story: Awaited<ReturnType<typeof lisbon>>
beforeAll(async () => {
  story = await lisbon()
})

test('[EV1] a pot begins with an event that names nothing before it; the pot has its id', async () => {
  const { event, stored } = await foundPot(fixedPorts())
  expect(event).toMatchObject({
    version: RULEBOOK_VERSION,
    pot: null,
    device: alice.signer.device,
    seq: 0,
    prev: null,
    seen: [],
    lamport: 0,
  })
  expect(potOf(event)).toBe(event.id)
  expect(stored.id).toBe(event.id)
})

test('[ID1] the same key, clock and randomness write the same bytes, for ever', async () => {
  const { events } = await lisbon()
  const golden = events.map(({ stored }) => `${stored.id} ${bytesToHex(stored.signature).slice(0, 16)}`)
  expect(golden).toMatchInlineSnapshot(`
    [
      "6c225acc3c209d656ecf0fb9f2109b24cf17b279a5b23db551c0a68335821f51 f862e443d6a3f7fa",
      "9766c1690404a0199cd61d179c7c4f090eec4800d57bec8275957e285089dac4 0d4a043499bf1125",
      "f38bb228b11a68a8b17fde6aaa75a4ab354a58ae3e29077c3d10c37007c11ea4 2321cfe15b8ebad9",
      "3f51aa508db190d0ce1e2cecbb64adf2023dffcad2d8345dcb0090d8cafdfc73 abc9b42fefa918f3",
      "6858556c3f92639e689cb688d8610782fc2341885e9d9853d6f651a12ee28153 20aa42a88fd0dc21",
      "243113f558e5187927c8df77e255dfbe9196922f3723b63f12b78cd6d4fe1ea6 4a3b8a0adb0674ce",
      "709b84bd540ed38b5651e79c230f46e8e7e9386fb4f190d5f482aedff561cdd3 ddcdb730f820d283",
      "7418ef050b2dc8dd64b1e3b5a63232374663db847392cf7690b2ad62e69890bc e2a386da786ded31",
      "9c90103a17af83acaa7c3a1ca1dd33e33d78bae5de867153165cdb2a6a309b18 aaf1d663484c8fc1",
      "206c08ba96e16e9d2754707c545cede02bddb983a5bad7c577062778f32c2940 a98554791f6d1831",
    ]
  `)
})

test("[EV1] an event follows its device's last one and names the heads of the others, each once", () => {
  const { events } = story
  expect(events.map(({ event }) => event.seq)).toEqual([0, 1, 2, 3, 4, 0, 0, 1, 1, 5])
  expect(events.map(({ event }) => event.lamport)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  const idAt = (index: number): string | undefined => events[index]?.event.id
  expect(events.map(({ event }) => event.seen)).toEqual([
    [],
    [],
    [],
    [],
    [],
    [idAt(4)],
    [idAt(5)],
    [],
    [idAt(7)],
    [idAt(8)],
  ])
  for (const { event } of events) expect(event.nonce).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set(events.map(({ event }) => event.nonce)).size).toBe(events.length)
})

test("[EV1] two who write at once name each other's events in the next ones", async () => {
  const { pot, ports, events } = await lisbon()
  const bobs = await replicaOf(pot, ...events)
  const carols = await replicaOf(pot, ...events)
  const fromBob = await write(bobs, bob, adding('Dave'), ports)
  const fromCarol = await write(carols, carol, adding('Erin'), ports)
  expect(fromBob.event.lamport).toBe(fromCarol.event.lamport)
  await admitEvents(bobs, [fromCarol.stored])
  await admitEvents(carols, [fromBob.stored])
  const third = await write(bobs, alice, adding('Frank'), ports)
  expect(third.event.seen).toEqual([fromBob.event.id, fromCarol.event.id].toSorted((a, b) => (a < b ? -1 : 1)))
  const next = await write(carols, bob, adding('Grace'), ports)
  expect(next.event.prev).toBe(fromBob.event.id)
  expect(next.event.seen).toEqual([fromCarol.event.id])
  await admitEvents(bobs, [next.stored])
  expect(bobs.tips()).toEqual([third.event.id, next.event.id].toSorted((a, b) => (a < b ? -1 : 1)))
})

test('[ME1] what was written here folds into members with devices', () => {
  const { open } = fold(eventsOf(story.replica), [])
  expect([...open.members.values()].map(({ name }) => name).sort()).toEqual([
    'Alice',
    'Bob',
    'Carol',
    'Friend of Alice',
  ])
})

test('writing adds nothing to the log', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  await createEvent(replica, bob.signer, adding('Nobody'), fixedPorts())
  expect(replica.events.size).toBe(story.events.length)
})

test('nothing is written in a pot whose first event is not here', async () => {
  const empty = createReplica(story.pot)
  expect(await createEvent(empty, bob.signer, adding('Dave'), fixedPorts())).toEqual({
    ok: false,
    error: { type: 'PotNotHere' },
  })
})

test('[ME5] a device whose chain has forked writes no more', async () => {
  const last = story.events.find(({ event }) => event.device === carol.signer.device && event.seq === 1) as SignedEvent
  const branch = await altered(last, { nonce: 'ab'.repeat(16) as never }, carol)
  const replica = await replicaOf(story.pot, ...story.events)
  await admitEvents(replica, [branch])
  const heads = [branch.id, last.event.id].toSorted((a, b) => (a < b ? -1 : 1))
  expect(await createEvent(replica, carol.signer, adding('Dave'), fixedPorts())).toEqual({
    ok: false,
    error: { type: 'DeviceForked', heads },
  })
})

test('a device that sees its own later events waiting does not fork itself', async () => {
  const replica = await replicaOf(story.pot, ...story.events.slice(0, 5))
  const later = story.events.find(({ event }) => event.device === alice.signer.device && event.seq === 5) as SignedEvent
  await admitEvents(replica, [later.stored])
  const { device } = alice.signer
  expect(await createEvent(replica, alice.signer, adding('Dave'), fixedPorts())).toEqual({
    ok: false,
    error: { type: 'ChainAhead', device },
  })
})

test('[EN1] an event over 64 KiB is not signed', async () => {
  const plan = Array.from({ length: 512 }, () => ({
    from: '11'.repeat(32),
    to: '22'.repeat(32),
    currency: { code: 'EUR', digits: 2 },
    amount: 1n,
    planck: 0n,
    onChain: { payer: '33'.repeat(20), payee: '44'.repeat(20), memo: '55'.repeat(32) },
  }))
  const zero = '00'.repeat(32) as Hash32
  const body = {
    group: null,
    epoch: 1n,
    base: story.pot,
    seq: 0n,
    head: zero,
    cut: [{ device: alice.signer.device, seq: 0, id: story.pot }],
    mode: { type: 'fewest' },
    conversion: null,
    rates: [],
    plan,
    stateHash: zero,
    planRoot: zero,
    legs: 0,
  }
  const content = { kind: 'checkpoint.proposed', body } as unknown as LaterContent
  const created = await createEvent(story.replica, alice.signer, content, fixedPorts())
  expect(created).toMatchObject({ ok: false, error: { type: 'TooLarge', limit: 65536 } })
})

test('[EN1] 64 KiB are not over 64 KiB', async () => {
  const withTitle = (length: number): ReturnType<typeof createPot> => {
    const salt = '5a'.repeat(32) as Hash32
    const body = { title: 'a'.repeat(length), salt, currency: { code: 'EUR', digits: 2 }, chain: null }
    return createPot(alice.signer, body, fixedPorts())
  }
  const over = await withTitle(65_535)
  if (over.ok || over.error.type !== 'TooLarge') throw new Error('65,535 characters and more')
  const longest = 65_535 - (over.error.bytes - 65_536)
  expect(await withTitle(longest)).toMatchObject({ ok: false, error: { type: 'BadContent' } })
  expect(await withTitle(longest + 1)).toMatchObject({ ok: false, error: { type: 'TooLarge', bytes: 65_537 } })
})

test('[EN2] content that others would refuse is not signed', async () => {
  const content = { kind: 'member.added', body: { name: ' ' } } as LaterContent
  const created = await createEvent(story.replica, alice.signer, content, fixedPorts())
  expect(created).toMatchObject({
    ok: false,
    error: { type: 'BadContent', error: { type: 'BadShape', path: 'body.name' } },
  })
  const salt = '5a'.repeat(32) as Hash32
  const pot = await createPot(
    alice.signer,
    { title: '', salt, currency: { code: 'EUR', digits: 2 }, chain: null },
    fixedPorts(),
  )
  expect(pot).toMatchObject({ ok: false, error: { type: 'BadContent' } })
})

test('more heads than an event can name: the newest are named, the others later', async () => {
  const { pot, ports, events } = await lisbon()
  const replica = await replicaOf(pot, ...events)
  const [before, base] = events.slice(-2) as [SignedEvent, SignedEvent]
  // One device that forked 300 times over: every branch is a head. 40 of them are older than the others.
  const branches = await Promise.all(
    Array.from({ length: 300 }, (_, i) => {
      const { id, lamport } = (i % 7 === 0 && i < 280 ? before : base).event
      const nonce = i.toString(16).padStart(32, '0') as never
      const place = { device: mallory.signer.device, seq: 0, prev: null, seen: [id], lamport: lamport + 1, nonce }
      return altered(base, place, mallory)
    }),
  )
  const { accepted } = await admitEvents(replica, branches)
  const newest = idsOf(accepted.filter(({ event }) => event.lamport === base.event.lamport + 1))
  const older = idsOf(accepted.filter(({ event }) => event.lamport === base.event.lamport))
  expect([newest.length, older.length, replica.tips().length]).toEqual([260, 40, 300])
  const first = await write(replica, bob, adding('Dave'), ports)
  expect(first.event.seen).toEqual(newest.slice(0, 256))
  const second = await write(replica, bob, adding('Erin'), ports)
  expect(second.event.seen).toEqual([...newest.slice(256), ...older].toSorted((a, b) => (a < b ? -1 : 1)))
  expect(replica.tips()).toEqual([second.event.id])
})
