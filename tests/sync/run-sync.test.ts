// An exchange over a transport, from its first word to its end; and with a peer or a network that does what it should not.

import { beforeAll, expect, test } from 'vitest'
import { admitEvents, type Replica } from '../../src/log/index.ts'
import {
  createMemoryDuplexPair,
  createSyncState,
  fingerprintOf,
  generateMessage,
  parseSyncMessage,
  plainPayloads,
  receiveMessage,
  runSync,
  syncMessageToBytes,
  type CarryFrame,
  type PayloadCodec,
  type SyncMessage,
  type SyncNotice,
  type SyncOptions,
  type SyncTarget,
} from '../../src/sync/index.ts'
import { adding, alice, bob, idsOf, lisbon, replicaOf, write, type Story } from '../log/people.ts'
import { sessionOf } from './exchange.ts'

let story: Story
beforeAll(async () => {
  story = await lisbon()
})

const targetOf = (replica: Replica): SyncTarget => ({
  log: () => replica,
  take: (events) => admitEvents(replica, events),
})

/** Two replicas that are kept equal, and what they noticed. */
const join = (a: Replica, b: Replica, carry?: CarryFrame, options: Partial<SyncOptions> = {}) => {
  const [one, two] = createMemoryDuplexPair(carry)
  const notices: SyncNotice[] = []
  const notice = (each: SyncNotice): void => void notices.push(each)
  const runs = [
    runSync(one, targetOf(a), { session: sessionOf('a'), opens: true, notice, ...options }),
    runSync(two, targetOf(b), { session: sessionOf('b'), opens: false, notice, ...options }),
  ] as const
  const close = async (): Promise<void> => {
    one.close()
    await Promise.all(runs.map(({ ended }) => ended))
  }
  return { runs, notices, close }
}

/** Waits until something holds, turn by turn; gives up after many. */
const until = async (holds: () => boolean): Promise<void> => {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 5000) throw new Error('it never held')
    await new Promise((resolve) => setImmediate(resolve))
  }
}
const areEqual = (a: Replica, b: Replica): boolean => fingerprintOf(a) === fingerprintOf(b)

test('what is written while both are connected goes over at once, one message each way', async () => {
  const [a, b] = [await replicaOf(story.pot, ...story.events), await replicaOf(story.pot, ...story.events)]
  let frames = 0
  const { runs, notices, close } = join(a, b, (frame) => {
    frames++
    return [frame]
  })
  await until(() => runs[0].isEqual() && runs[1].isEqual())
  frames = 0
  await write(b, bob, adding('Live'), story.ports)
  await runs[1].changed()
  await until(() => areEqual(a, b) && runs[1].isEqual())
  await write(a, alice, adding('Live too'), story.ports)
  await runs[0].changed()
  await until(() => areEqual(a, b) && runs[0].isEqual())
  expect(frames).toBe(4)
  expect(notices).toEqual([])
  await close()
})

test('both open at once: nothing is lost and both become equal', async () => {
  const [a, b] = [await replicaOf(story.pot, ...story.events), await replicaOf(story.pot, ...story.events)]
  await write(a, alice, adding('Here'), story.ports)
  await write(b, bob, adding('There'), story.ports)
  const { runs, close } = join(a, b, undefined, { opens: true })
  await until(() => areEqual(a, b) && runs[0].isEqual() && runs[1].isEqual())
  expect(a.events.size).toBe(story.events.length + 2)
  await close()
})

test('a repeated frame changes nothing, a lost one is made good by the next exchange', async () => {
  const [a, b] = [await replicaOf(story.pot), await replicaOf(story.pot, ...story.events)]
  let count = 0
  const first = join(a, b, (frame) => (++count === 2 ? [] : [frame, frame]))
  await until(() => count >= 2)
  await first.close()
  expect(a.events.size).toBe(0)
  const again = join(a, b, (frame) => [frame, frame])
  await until(() => areEqual(a, b))
  expect(again.notices).toEqual([])
  await again.close()
})

test('events that could not be kept are not confirmed, and come again', async () => {
  const [a, b] = [await replicaOf(story.pot), await replicaOf(story.pot, ...story.events)]
  const [one, two] = createMemoryDuplexPair()
  const full: SyncTarget = { log: () => a, take: async () => null }
  const run = runSync(one, full, { session: sessionOf('a'), opens: true })
  const other = runSync(two, targetOf(b), { session: sessionOf('b'), opens: false })
  await until(() => !one.receive.length && !other.isEqual())
  expect(other.isEqual()).toBe(false)
  one.close()
  await Promise.all([run.ended, other.ended])
  const { close } = join(a, b)
  await until(() => areEqual(a, b))
  await close()
})

test('what is no message, of another pot, unreadable or refused is told', async () => {
  const a = await replicaOf(story.pot, ...story.events)
  const [one, two] = createMemoryDuplexPair()
  const notices: SyncNotice[] = []
  const closed: PayloadCodec = {
    seal: plainPayloads.seal,
    open: ({ bytes }) => (bytes.length === 7 ? null : open(bytes)),
  }
  const open = (bytes: Uint8Array) => plainPayloads.open({ id: 'cd'.repeat(32) as never, bytes })
  const run = runSync(one, targetOf(a), {
    session: sessionOf('a'),
    opens: false,
    payloads: closed,
    notice: (notice) => notices.push(notice),
  })
  const empty = { ...messageOf(a), payloads: [] }
  await two.send(Uint8Array.of(1, 2, 3))
  await two.send(syncMessageToBytes({ ...empty, pot: 'ab'.repeat(32) as never }))
  const payloads = [
    { id: 'ab'.repeat(32) as never, bytes: new Uint8Array(7) },
    { id: 'cd'.repeat(32) as never, bytes: new Uint8Array(90) },
  ]
  await two.send(syncMessageToBytes({ ...empty, payloads }))
  await until(() => notices.length === 4)
  expect(notices.map(({ type }) => type)).toEqual(['NotASyncMessage', 'ForeignPot', 'Unreadable', 'Refused'])
  two.close()
  await run.ended
})

/** The first message of a replica. */
const messageOf = (replica: Replica): SyncMessage => {
  const { message } = generateMessage(createSyncState(replica.pot, sessionOf('c')), replica)
  const parsed = parseSyncMessage(message as Uint8Array)
  if (!parsed.ok) throw new Error(parsed.error.type)
  return parsed.value
}

test('a peer that claims another set for ever is given up after 16 rounds and the whole list', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  let state = createSyncState(replica.pot, sessionOf('a'))
  const honest = messageOf(replica)
  const statement = { ...honest.statement, fingerprint: 'ee'.repeat(16) } as SyncMessage['statement']
  let answers = 0
  let bytes = 0
  for (let number = 1; number < 100; number++) {
    const lie = syncMessageToBytes({ ...honest, statement, session: sessionOf('d'), number, heard: answers })
    const received = receiveMessage(state, replica, lie)
    if (!received.ok) throw new Error(received.error.type)
    state = received.value.state
    for (;;) {
      const generated = generateMessage(state, replica)
      state = generated.state
      if (generated.message === null) break
      answers++
      bytes += generated.message.length
    }
  }
  expect(answers).toBeLessThanOrEqual(20)
  expect(bytes).toBeLessThan(20_000)
  expect(state.stalled).not.toBe(null)
})

test('a peer that never has what it was sent gets it three times and no more', async () => {
  const replica = await replicaOf(story.pot, ...story.events)
  let state = createSyncState(replica.pot, sessionOf('a'))
  const nothing = { size: 0, fingerprint: 'ee'.repeat(16), heads: [] }
  const sent = new Map<string, number>()
  for (let number = 1; number < 60; number++) {
    const lie = syncMessageToBytes({
      ...messageOf(replica),
      statement: nothing,
      session: sessionOf('d'),
      number,
      heard: number * 10,
    })
    const received = receiveMessage(state, replica, lie)
    if (!received.ok) throw new Error(received.error.type)
    state = received.value.state
    for (;;) {
      const generated = generateMessage(state, replica)
      state = generated.state
      if (generated.message === null) break
      const parsed = parseSyncMessage(generated.message)
      if (!parsed.ok) throw new Error(parsed.error.type)
      for (const { id } of parsed.value.payloads) sent.set(id, (sent.get(id) ?? 0) + 1)
    }
  }
  expect(idsOf(story.events).every((id) => sent.get(id) === 3)).toBe(true)
})

test('an exchange that one side began anew goes on, and what is late from before is not heeded', async () => {
  const [a, b] = [await replicaOf(story.pot, ...story.events), await replicaOf(story.pot, ...story.events)]
  const say = (session: string, replica: Replica) =>
    generateMessage(createSyncState(replica.pot, sessionOf(session)), replica).message as Uint8Array
  const hear = (state: ReturnType<typeof createSyncState>, bytes: Uint8Array) => {
    const received = receiveMessage(state, b, bytes)
    if (!received.ok) throw new Error(received.error.type)
    return received.value.state
  }
  const old = say('1', a)
  await write(a, alice, adding('New'), story.ports)
  const state = hear(hear(createSyncState(b.pot, sessionOf('b')), old), say('2', a))
  expect(state.theirs?.session).toBe(sessionOf('2'))
  expect(hear(state, old)).toBe(state)
})

test('a log that was read again and holds less than was promised ends the answer', async () => {
  const [few, many] = [await replicaOf(story.pot, ...story.events), await replicaOf(story.pot, ...story.events)]
  for (let i = 0; i < 2000; i++) await write(many, bob, adding(`Number ${i} ${'x'.repeat(60)}`), story.ports)
  const received = receiveMessage(
    createSyncState(many.pot, sessionOf('b')),
    many,
    syncMessageToBytes(messageOf(await replicaOf(story.pot))),
  )
  if (!received.ok) throw new Error(received.error.type)
  let { state, message } = generateMessage(received.value.state, many)
  expect(state.queue.length).toBeGreaterThan(0)
  for (let said = 0; message !== null; said++) {
    ;({ state, message } = generateMessage(state, few))
    expect(said).toBeLessThan(3)
  }
  expect(state.queue).toEqual([])
})
