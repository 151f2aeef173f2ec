import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { canonicalOrder, parentsOf, type EventId } from '../../src/domain/index.ts'
import {
  admitEvents,
  createReplica,
  eventsOf,
  type Fork,
  type SignedEvent,
  type StoredEvent,
} from '../../src/log/index.ts'
import { adding, alice, altered, bob, carol, idsOf, lisbon, replicaOf, write } from './people.ts'

let story: Awaited<ReturnType<typeof lisbon>>
let stored: readonly StoredEvent[]
/** A second event of Carol at the place of her last one, and one of Bob that has seen both. */
let forked: readonly StoredEvent[]

beforeAll(async () => {
  story = await lisbon()
  const last = story.events.find(({ event }) => event.device === carol.signer.device && event.seq === 1) as SignedEvent
  const branch = await altered(last, { nonce: 'ab'.repeat(16) as never }, carol)
  stored = story.events.map((each) => each.stored)
  const replica = await replicaOf(story.pot, ...story.events)
  await admitEvents(replica, [branch])
  const witness = await write(replica, bob, adding('Witness'), story.ports)
  forked = [...stored, branch, witness.stored]
})

test('[EV1] a whole log is taken, parents before children', async () => {
  const replica = createReplica(story.pot)
  const { accepted, refused, waiting, known, forks } = await admitEvents(replica, stored)
  expect({ refused, waiting, known, forks }).toEqual({ refused: [], waiting: [], known: [], forks: [] })
  const before = new Set<EventId>()
  for (const { event } of accepted) {
    for (const parent of parentsOf(event)) expect(before.has(parent)).toBe(true)
    before.add(event.id)
  }
  expect(idsOf(eventsOf(replica))).toEqual(idsOf(story.events))
})

test('[OR2] any order, in any number of batches, with repetitions, gives the same log', async () => {
  const whole = createReplica(story.pot)
  await admitEvents(whole, forked)
  const order = canonicalOrder(eventsOf(whole)).map(({ id }) => id)
  expect(order.length).toBe(forked.length)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        forked.flatMap((each) => [each, each]),
        { minLength: forked.length * 2 },
      ),
      fc.integer({ min: 1, max: 7 }),
      async (shuffled, size) => {
        const replica = createReplica(story.pot)
        let forks: readonly Fork[] = []
        for (let at = 0; at < shuffled.length; at += size) {
          const report = await admitEvents(replica, shuffled.slice(at, at + size))
          expect(report.refused).toEqual([])
          if (report.forks.length > 0) forks = report.forks
        }
        expect(canonicalOrder(eventsOf(replica)).map(({ id }) => id)).toEqual(order)
        expect(replica.forks()).toEqual(whole.forks())
        expect(forks).toEqual(whole.forks())
        expect(replica.tips()).toEqual(whole.tips())
        for (const device of whole.devices()) expect(replica.headsOf(device)).toEqual(whole.headsOf(device))
        for (const id of order) expect(replica.childrenOf(id)).toEqual(whole.childrenOf(id))
      },
    ),
    { numRuns: 30, seed: 7 },
  )
})

test('[OR2] batches that are checked at the same time do not disturb each other', async () => {
  const replica = createReplica(story.pot)
  const reports = await Promise.all(stored.toReversed().map((each) => admitEvents(replica, [each, each])))
  expect(idsOf(eventsOf(replica))).toEqual(idsOf(stored))
  expect(idsOf(reports.flatMap(({ accepted }) => accepted))).toEqual(idsOf(stored))
  expect(reports.flatMap(({ refused }) => refused)).toEqual([])
})

test('the union of two replicas is their merge', async () => {
  const half = await replicaOf(story.pot, ...story.events.slice(0, 5))
  const more = await replicaOf(story.pot, ...story.events)
  const there = await admitEvents(
    half,
    Array.from(more.events.values(), (each) => each.stored),
  )
  const back = await admitEvents(
    more,
    Array.from(half.events.values(), (each) => each.stored),
  )
  expect(idsOf(there.accepted)).toEqual(idsOf(story.events.slice(5)))
  expect(there.known.length).toBe(5)
  expect(back.accepted).toEqual([])
  expect(idsOf(half.events.values())).toEqual(idsOf(more.events.values()))
})

test('[ME3] an event waits for its past, names what is missing, and is taken when that comes', async () => {
  const replica = createReplica(story.pot)
  const last = story.events.at(-1) as SignedEvent
  const early = await admitEvents(replica, [last.stored])
  expect(early.accepted).toEqual([])
  expect(early.waiting).toEqual([
    {
      id: last.event.id,
      device: last.event.device,
      missing: parentsOf(last.event).toSorted((a, b) => (a < b ? -1 : 1)),
    },
  ])
  expect(replica.isWaiting(alice.signer.device)).toBe(true)
  expect(replica.isWaiting(bob.signer.device)).toBe(false)
  const again = await admitEvents(replica, [last.stored])
  expect(again.waiting).toEqual(early.waiting)
  const rest = await admitEvents(replica, stored.slice(0, -1))
  expect(rest.waiting).toEqual([])
  expect(rest.accepted.at(-1)?.event.id).toBe(last.event.id)
  expect(rest.accepted.length).toBe(stored.length)
  expect(replica.isWaiting(alice.signer.device)).toBe(false)
})

test('[ME3] what is missing is named in the order of ids, the own predecessor among the rest', async () => {
  const withTwoParents = story.events.filter(({ event }) => event.prev !== null && event.seen.length > 0)
  const last = withTwoParents.at(-1) as SignedEvent
  // Of several nonces of the event before it one has the greater id.
  const ends = await Promise.all(
    ['00', '11', '22', '33', '44', '55', '66', '77'].map((byte) =>
      altered(last, { nonce: byte.repeat(16) as never }, alice),
    ),
  )
  const prevs = idsOf(ends)
  for (const prev of [prevs[0], prevs.at(-1)] as EventId[]) {
    const seen = last.event.seen.slice(0, 1)
    const replica = createReplica(story.pot)
    const { waiting } = await admitEvents(replica, [await altered(last, { prev, seen }, alice)])
    expect(waiting.map(({ missing }) => missing)).toEqual([[prev, ...seen].toSorted((a, b) => (a < b ? -1 : 1))])
  }
})

test('what is here already is not verified again', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  let asked = 0
  const verify = async (): Promise<boolean> => {
    asked += 1
    return true
  }
  const { known } = await admitEvents(replica, stored, { verify })
  expect(known).toEqual(stored.map(({ id }) => id))
  expect(asked).toBe(0)
})

test('[ME5] both branches of a fork are kept, what saw them counts as seen, and the proof names them', async () => {
  const replica = createReplica(story.pot)
  const report = await admitEvents(replica, forked)
  expect(report.accepted.length).toBe(forked.length)
  const place = replica.at(carol.signer.device, 1)
  expect(place.length).toBe(2)
  expect(report.forks).toEqual([
    {
      device: carol.signer.device,
      seq: 1,
      prev: replica.at(carol.signer.device, 0)[0],
      branches: place.map((id) => replica.events.get(id)?.stored),
    },
  ])
  expect(replica.headsOf(carol.signer.device)).toEqual(place)
  expect((await admitEvents(replica, [])).forks).toEqual([])
})

test("[ME5] a fork at a device's first event has nothing before it", async () => {
  const first = story.events.find(({ event }) => event.device === bob.signer.device && event.seq === 0) as SignedEvent
  const branch = await altered(first, { nonce: 'cd'.repeat(16) as never }, bob)
  const replica = await replicaOf(story.pot, ...story.events)
  const { forks } = await admitEvents(replica, [branch])
  expect(forks.map(({ device, seq, prev, branches }) => ({ device, seq, prev, branches: branches.length }))).toEqual([
    { device: bob.signer.device, seq: 0, prev: null, branches: 2 },
  ])
  // The older branch goes on: its end and the other branch's only event are the heads.
  expect(replica.headsOf(bob.signer.device)).toEqual(
    [branch.id, ...replica.at(bob.signer.device, 1)].toSorted((a, b) => (a < b ? -1 : 1)),
  )
})

test('[ME5] events that go on from both branches are no new forks', async () => {
  const replica = createReplica(story.pot)
  await admitEvents(replica, forked)
  const heads = replica.headsOf(carol.signer.device).map((id) => replica.events.get(id) as SignedEvent)
  const next = await Promise.all(
    heads.map((head) =>
      altered(head, { seq: 2, prev: head.event.id, seen: [], lamport: head.event.lamport + 1 }, carol),
    ),
  )
  const { accepted, forks } = await admitEvents(replica, next)
  expect(accepted.length).toBe(2)
  expect(forks).toEqual([])
  expect(replica.at(carol.signer.device, 2).length).toBe(2)
  expect(replica.forks().length).toBe(1)
  expect(replica.headsOf(carol.signer.device)).toEqual(idsOf(accepted))
})

test('another signature of the same event is checked, and the first one stays', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  const last = story.events.at(-1) as SignedEvent
  const report = await admitEvents(replica, [last.stored, { ...last.stored, signature: new Uint8Array(64) }], {
    verify: async () => true,
  })
  expect(report.known).toEqual([last.event.id, last.event.id])
  expect(replica.events.get(last.event.id)?.stored.signature).toEqual(last.stored.signature)
})

test('no more verifications are under way than were asked for', async () => {
  let now = 0
  let most = 0
  const verify = async (): Promise<boolean> => {
    now += 1
    most = Math.max(most, now)
    await Promise.resolve()
    now -= 1
    return true
  }
  await admitEvents(createReplica(story.pot), stored, { verify, inFlight: 3 })
  expect(most).toBe(3)
})
