import { expect, test } from 'vitest'
import { addEntry } from '../../../src/app/index.ts'
import { createSharedConnections } from '../../../src/app/sync/shared-connections.ts'
import { err, hexToBytes } from '../../../src/domain/index.ts'
import { createMemoryDuplexPair, openWebSocketDuplex, type FrameDuplex, type RouteId } from '../../../src/sync/index.ts'
import { startTestRelay } from '../../relay/test-relay.ts'
import { dinner, must } from '../people.ts'
import { accessFor, equal, follow, found, idle, letIn, share, startInstallation } from './devices.ts'
import { addressOf } from './relay-ports.ts'

const [one, two] = ['11'.repeat(32), '22'.repeat(32)] as [RouteId, RouteId]
const welcome = Uint8Array.of(129, 1)
const frameFor = (route: RouteId, note: number): Uint8Array => Uint8Array.of(130, ...hexToBytes(route), note)

/** Shared connections to ends that the test holds. */
const shareMemory = () => {
  const relays: FrameDuplex[] = []
  const open = createSharedConnections(async () => {
    const [here, there] = createMemoryDuplexPair()
    relays.push(there)
    return { ok: true, value: here }
  })
  return { relays, open: async (route: RouteId) => must(await open('wss://relay.example/v1', route)) }
}

test('twenty pots of one relay take one connection, and each arrives', async () => {
  const relay = addressOf(await startTestRelay())
  let connections = 0
  const open = createSharedConnections((address) => {
    connections += 1
    return openWebSocketDuplex(address, 5000)
  })
  const alice = await startInstallation()
  const sessions = await Promise.all(Array.from({ length: 20 }, () => found(alice, 'Alice', 'Bob')))
  const shared = await Promise.all(sessions.map((session) => share(alice, session, [relay], { open })))
  await Promise.all(shared.map(idle))
  expect(connections).toBe(1)

  const bob = await startInstallation()
  const joined = await letIn(bob, sessions[7] as never, [relay])
  must(await addEntry(sessions[7] as never, dinner(sessions[7] as never, 'Alice', 500)))
  await equal(shared[7] as never, joined)
  // One of them ends and begins again; the others stay where they are.
  await shared[7]?.sync.close()
  const access = await accessFor(sessions[7] as never, [relay])
  const again = follow(alice, access, { open })
  await idle(again)
  expect(again.sync.status().relays[0]?.findings).toEqual([])
  expect(shared[8]?.sync.status().relays[0]?.status.connection).toBe('online')
  expect(connections).toBe(2)
})

test('each route gets the welcome and what is its own; what names no route is for all', async () => {
  const { relays, open } = shareMemory()
  const first = await open(one)
  await relays[0]?.send(welcome)
  expect(await first.receive()).toEqual(welcome)
  const second = await open(two)
  expect(await second.receive()).toEqual(welcome)
  expect(relays.length).toBe(1)
  for (const frame of [frameFor(two, 7), frameFor('33'.repeat(32) as RouteId, 8), frameFor(one, 9), Uint8Array.of(200)])
    await relays[0]?.send(frame)
  expect([await first.receive(), await first.receive()]).toEqual([frameFor(one, 9), Uint8Array.of(200)])
  expect([await second.receive(), await second.receive()]).toEqual([frameFor(two, 7), Uint8Array.of(200)])
  await second.send(Uint8Array.of(1))
  expect(await relays[0]?.receive()).toEqual(Uint8Array.of(1))
})

test('a route that leaves takes nobody with it; the last one ends the connection', async () => {
  const { relays, open } = shareMemory()
  const [first, second] = [await open(one), await open(two)]
  first.close()
  first.close()
  expect(await first.receive()).toBe(null)
  expect(await first.send(welcome)).toEqual({ ok: false, error: { type: 'DuplexClosed' } })
  await relays[0]?.send(frameFor(one, 1))
  await relays[0]?.send(frameFor(two, 2))
  expect(await second.receive()).toEqual(frameFor(two, 2))
  // What was on its way to the first must not reach it when it is back: it comes back elsewhere.
  const again = await open(one)
  expect(relays.length).toBe(2)
  second.close()
  expect(await relays[0]?.receive()).toBe(null)
  await relays[1]?.send(frameFor(one, 3))
  expect(await again.receive()).toEqual(frameFor(one, 3))
})

test('a connection that ends ends for all, and the next one is another', async () => {
  const { relays, open } = shareMemory()
  const [first, second] = [await open(one), await open(two)]
  relays[0]?.close()
  expect([await first.receive(), await second.receive()]).toEqual([null, null])
  const again = await open(one)
  expect(relays.length).toBe(2)
  await relays[1]?.send(frameFor(one, 1))
  expect(await again.receive()).toEqual(frameFor(one, 1))
  const failing = createSharedConnections(async () => err({ type: 'Refused' }))
  expect(await Promise.all([failing('ws://a', one), failing('ws://a', two)])).toEqual([
    { ok: false, error: { type: 'Refused' } },
    { ok: false, error: { type: 'Refused' } },
  ])
})

test('a route that takes nothing stops the reading of all, and what waits for it is bounded', async () => {
  const { relays, open } = shareMemory()
  const [slow, other] = [await open(one), await open(two)]
  for (let note = 0; note < 100; note++) await relays[0]?.send(frameFor(one, note))
  await relays[0]?.send(frameFor(two, 1))
  let hasCome = false
  const coming = other.receive().then((frame) => {
    hasCome = true
    return frame
  })
  for (let note = 0; note < 36; note++) expect(await slow.receive()).toEqual(frameFor(one, note))
  expect(hasCome).toBe(false)
  for (let note = 36; note < 100; note++) expect(await slow.receive()).toEqual(frameFor(one, note))
  expect(await coming).toEqual(frameFor(two, 1))
})
