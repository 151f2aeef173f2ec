import { expect, test } from 'vitest'
import { systemRandom } from '../../src/crypto/index.ts'
import type { Hash32, PotId } from '../../src/domain/index.ts'
import {
  clientFrameToBytes,
  createEnvelope,
  MAX_FRAME_BYTES,
  NO_EPOCH,
  parseEnvelope,
  ROUTE_START,
  routeOf,
  type Envelope,
  type RelayFrame,
  type RouteId,
} from '../../src/sync/relay/index.ts'
import { connect, createAuthor, createKnown, signerOf, type TestClient } from './test-client.ts'
import { configOf, startTestRelay, temporaryFolder } from './test-relay.ts'

const route = routeOf('11'.repeat(32) as PotId, '22'.repeat(32) as Hash32)
const other = '99'.repeat(32) as RouteId

type Refused = Extract<RelayFrame, { readonly kind: 'refused' }>

const refusals = (client: TestClient): readonly Refused[] =>
  client.frames.filter((frame): frame is Refused => frame.kind === 'refused')
/** The refusals of a client, once there are so many. */
const refused = (client: TestClient, count: number): Promise<readonly Refused[]> =>
  client.until(() => (refusals(client).length >= count ? refusals(client) : undefined))

const following = async (url: string, wanted: RouteId = route): Promise<TestClient> => {
  const client = await connect(url)
  client.subscribe(wanted)
  return client
}
const written = async (count: number, number = 1, payload?: Uint8Array): Promise<readonly Envelope[]> => {
  const author = createAuthor(route, signerOf(number))
  const envelopes: Envelope[] = []
  for (let index = 0; index < count; index++) envelopes.push(await author.next(payload))
  return envelopes
}
const last = <T>(items: readonly T[]): T => items.at(-1) as T
const idsOf = (envelopes: readonly Envelope[]): readonly string[] => envelopes.map(({ id }) => id)

test('what Alice writes is stored, signed for, and reaches Bob at once and Carol later', async () => {
  const relay = await startTestRelay()
  const [alice, bob] = [await following(relay.url), await following(relay.url)]
  const envelopes = await written(3)
  alice.put(...envelopes)
  await alice.acknowledged(last(envelopes))
  await bob.acknowledged(last(envelopes))
  const carol = await following(relay.url)
  await carol.acknowledged(last(envelopes))
  for (const client of [alice, bob, carol]) expect(client.known.ids).toEqual(idsOf(envelopes))
  expect(bob.known.position).toEqual(alice.known.position)
  await carol.until(() => carol.frames.length === 4 || undefined)
  expect(carol.frames.map(({ kind }) => kind)).toEqual(['welcome', 'head', 'envelopes', 'head'])
})

test('what was said on another route is not heard', async () => {
  const relay = await startTestRelay()
  const [alice, bob] = [await following(relay.url), await following(relay.url, other)]
  const [envelope] = (await written(1)) as [Envelope]
  alice.put(envelope)
  await alice.acknowledged(envelope)
  const own = await createAuthor(other, signerOf(2)).next()
  bob.put(own)
  await bob.acknowledged(own)
  expect(bob.known.ids).toEqual([own.id])
})

test('who comes back gets what was missed and nothing else', async () => {
  const relay = await startTestRelay()
  const alice = await following(relay.url)
  const envelopes = await written(10)
  alice.put(...envelopes.slice(0, 4))
  await alice.acknowledged(envelopes[3] as Envelope)
  await alice.close()
  const bob = await following(relay.url)
  bob.put(...envelopes.slice(4))
  await bob.acknowledged(last(envelopes))
  const again = await connect(relay.url, alice.known)
  again.subscribe(route)
  await again.acknowledged(last(envelopes))
  const sent = again.frames.flatMap((frame) => (frame.kind === 'envelopes' ? frame.envelopes : []))
  expect(sent).toHaveLength(6)
  expect(again.known.ids).toEqual(idsOf(envelopes))
})

test('thousands of envelopes come in pages to who was away', async () => {
  const relay = await startTestRelay()
  const alice = await following(relay.url)
  const envelopes = await written(1200, 1, new Uint8Array(1000))
  for (let at = 0; at < envelopes.length; at += 400) alice.put(...envelopes.slice(at, at + 400))
  await alice.acknowledged(last(envelopes))
  const bob = await following(relay.url)
  await bob.acknowledged(last(envelopes))
  expect(bob.known.ids).toEqual(idsOf(envelopes))
  expect(bob.frames.filter(({ kind }) => kind === 'envelopes').length).toBeGreaterThan(3)
})

test('an envelope that comes again is acknowledged again and stored once', async () => {
  const relay = await startTestRelay()
  const alice = await following(relay.url)
  const envelopes = await written(2)
  alice.put(...envelopes, ...envelopes)
  await alice.acknowledged(last(envelopes))
  alice.put(...envelopes)
  await alice.until(() => relay.metrics.value('envelopes_duplicate') === 4 || undefined)
  const heads = alice.frames.filter(({ kind }) => kind === 'head').length
  alice.put(...envelopes)
  await alice.until(() => alice.frames.filter(({ kind }) => kind === 'head').length > heads || undefined)
  expect(alice.known.ids).toEqual(idsOf(envelopes))
  expect(refusals(alice)).toEqual([])
})

test('author forks its log: both envelopes are kept and forwarded, and the fork is named', async () => {
  const relay = await startTestRelay()
  const [alice, bob] = [await following(relay.url), await following(relay.url)]
  const signer = signerOf(1)
  const [first] = (await written(1)) as [Envelope]
  const branch = (byte: number): Promise<Envelope> =>
    createEnvelope({ route, sequence: 1, previous: first.id, payload: new Uint8Array([byte]) }, signer)
  const [left, right] = [await branch(1), await branch(2)]
  const onRight = await createEnvelope({ route, sequence: 2, previous: right.id, payload: new Uint8Array([3]) }, signer)
  alice.put(first, left)
  await alice.acknowledged(left)
  alice.put(right, onRight)
  await bob.acknowledged(onRight)
  expect(bob.known.ids).toEqual(idsOf([first, left, right, onRight]))
  expect(relay.logged('fork')).toMatchObject([{ sequence: 1, envelope: right.id.slice(0, 12) }])
  expect(relay.metrics.value('forks')).toBe(1)
})

test('a gap in the chain of a device is refused with the sequence that is missing', async () => {
  const relay = await startTestRelay()
  const alice = await following(relay.url)
  const envelopes = await written(4)
  alice.put(envelopes[1] as Envelope)
  expect(await refused(alice, 1)).toMatchObject([{ id: envelopes[1]?.id, reason: 'Gap', detail: 0 }])
  alice.put(envelopes[0] as Envelope, envelopes[2] as Envelope)
  expect(last(await refused(alice, 2))).toMatchObject({ id: envelopes[2]?.id, reason: 'Gap', detail: 1 })
  const stranger = await createEnvelope(
    { route, sequence: 1, previous: envelopes[3]?.id ?? null, payload: new Uint8Array([1]) },
    signerOf(1),
  )
  alice.put(stranger)
  expect(last(await refused(alice, 3))).toMatchObject({ id: stranger.id, reason: 'Gap', detail: 1 })
  expect(relay.logged('refused')).toHaveLength(3)
})

test('an envelope that its device did not sign is refused; the others of the frame are taken', async () => {
  const relay = await startTestRelay()
  const alice = await following(relay.url)
  const [first, second] = (await written(2)) as [Envelope, Envelope]
  const forged = parseEnvelope(second.bytes.map((byte, at) => (at === second.bytes.length - 1 ? byte ^ 1 : byte)))
  if (!forged.ok) throw new Error(forged.error.reason)
  alice.put(first, forged.value)
  await alice.acknowledged(first)
  expect(await refused(alice, 1)).toMatchObject([{ id: second.id, reason: 'BadSignature' }])
  expect(relay.logged('refused')).toMatchObject([{ level: 'warn', reason: 'BadSignature', count: 1 }])
  alice.put(second)
  await alice.acknowledged(second)
})

test('what is no envelope, and what nobody subscribed to, is refused', async () => {
  const relay = await startTestRelay()
  const alice = await connect(relay.url)
  const [envelope] = (await written(1)) as [Envelope]
  alice.say(clientFrameToBytes({ kind: 'put', envelopes: [new Uint8Array(200), envelope.bytes] }))
  expect((await refused(alice, 2)).map(({ reason }) => reason)).toEqual(['BadEnvelope', 'NotSubscribed'])
})

test('who sends junk again and again is cut', async () => {
  const relay = await startTestRelay()
  const alice = await connect(relay.url)
  const junk = Array.from({ length: 20 }, () => systemRandom.bytes(200))
  alice.say(clientFrameToBytes({ kind: 'put', envelopes: junk }))
  expect(await alice.closed).toEqual({ code: 4004, reason: 'Misbehaved' })
})

test.each([
  ['an unknown kind', new Uint8Array([9]), 4001],
  ['an empty frame', new Uint8Array(), 4001],
  ['half a subscription', new Uint8Array(80).fill(1), 4001],
  ['lengths that lie', new Uint8Array([2, 255, 255, 255, 255]), 4001],
  ['a frame beyond the limit', new Uint8Array(MAX_FRAME_BYTES + 1).fill(2), 1009],
])('a hostile frame ends its connection and no other: %s', async (_, bytes, code) => {
  const relay = await startTestRelay()
  const [alice, mallory] = [await following(relay.url), await connect(relay.url)]
  mallory.say(bytes)
  expect((await mallory.closed).code).toBe(code)
  const [envelope] = (await written(1)) as [Envelope]
  alice.put(envelope)
  await alice.acknowledged(envelope)
})

test('text instead of bytes ends the connection', async () => {
  const relay = await startTestRelay()
  const mallory = await connect(relay.url)
  mallory.socket.send('hello')
  expect(await mallory.closed).toEqual({ code: 4001, reason: 'BadFrame' })
})

test('2,000 random frames over real connections leave the relay as it was', async () => {
  const relay = await startTestRelay()
  for (let round = 0; round < 20; round++) {
    const mallory = await connect(relay.url)
    for (let frame = 0; frame < 100; frame++) {
      const bytes = systemRandom.bytes(1 + ((round * 100 + frame) % 300))
      bytes[0] = frame === 99 ? 9 : 2 // lengths are nearly always wrong
      mallory.say(bytes)
    }
    await mallory.closed
  }
  const alice = await following(relay.url)
  const [envelope] = (await written(1)) as [Envelope]
  alice.put(envelope)
  await alice.acknowledged(envelope)
  expect(relay.metrics.value('clients_cut', 'BadFrame')).toBe(20)
})

test('quotas: a device, a route and the number of devices are bounded, each with its reason', async () => {
  const data = temporaryFolder()
  const config = configOf(data)
  const limits = { ...config.limits, deviceEnvelopes: 3, routeBytes: 1000, devicesPerRoute: 2 }
  const relay = await startTestRelay({ ...config, limits })
  const alice = await following(relay.url)
  const own = await written(4, 1, new Uint8Array(10))
  alice.put(...own)
  expect(await refused(alice, 1)).toMatchObject([{ id: own[3]?.id, reason: 'DeviceQuota', detail: 3 }])
  const large = await written(1, 2, new Uint8Array(300))
  alice.put(...large)
  expect(last(await refused(alice, 2))).toMatchObject({ reason: 'RouteQuota', detail: 1000 })
  alice.put(...(await written(1, 2, new Uint8Array(1))), ...(await written(1, 3)))
  expect(last(await refused(alice, 3))).toMatchObject({ reason: 'TooManyDevices', detail: 2 })
  alice.put(own[0] as Envelope)
  await alice.until(() => relay.metrics.value('envelopes_duplicate') === 1 || undefined) // what is here is never refused
  expect(relay.logged('refused').map(({ reason }) => reason)).toEqual(['DeviceQuota', 'RouteQuota', 'TooManyDevices'])
})

test('quotas: bytes of a device are counted', async () => {
  const config = configOf(temporaryFolder())
  const relay = await startTestRelay({ ...config, limits: { ...config.limits, deviceBytes: 500 } })
  const alice = await following(relay.url)
  alice.put(...(await written(3, 1, new Uint8Array(100))))
  expect(await refused(alice, 1)).toMatchObject([{ reason: 'DeviceQuota', detail: 500 }])
})

test('rate limit: a device that writes too fast is told when to go on', async () => {
  const config = configOf(temporaryFolder())
  const limits = { ...config.limits, deviceEnvelopesPerSecond: 2, burstSeconds: 1 }
  const relay = await startTestRelay({ ...config, limits })
  const alice = await following(relay.url)
  const envelopes = await written(4)
  alice.put(...envelopes)
  const told = await refused(alice, 2)
  expect(told.map(({ reason }) => reason)).toEqual(['RateLimited', 'RateLimited'])
  expect(told[0]?.detail).toBeGreaterThan(0)
  expect(told[0]?.detail).toBeLessThanOrEqual(500)
  expect(relay.logged('refused')).toMatchObject([{ reason: 'RateLimited', count: 2 }])
})

test('rate limit: a connection that sends too fast is read no faster, and nothing is lost', async () => {
  const config = configOf(temporaryFolder())
  const limits = { ...config.limits, envelopesPerSecond: 40, burstSeconds: 1 }
  const relay = await startTestRelay({ ...config, limits })
  const alice = await following(relay.url)
  const envelopes = await written(80, 1, new Uint8Array(60_000)) // more than one read of a socket brings
  const started = performance.now()
  for (const envelope of envelopes) alice.put(envelope)
  await alice.acknowledged(last(envelopes))
  expect(performance.now() - started).toBeGreaterThan(500) // 81 things: 40 at once, the rest at 40 a second
  expect(relay.logged('throttled').length).toBeGreaterThan(0)
})

test('slow consumer: one that takes nothing is told and cut, the others do not wait, and it can come back for the rest', async () => {
  const config = configOf(temporaryFolder(), '--stall-seconds', '1', '--buffer-kilobytes', '64')
  const relay = await startTestRelay(config)
  const [alice, slow] = [await following(relay.url), await following(relay.url)]
  slow.socket.pause()
  const envelopes = await written(400, 1, new Uint8Array(60_000))
  for (const envelope of envelopes) alice.put(envelope)
  await alice.acknowledged(last(envelopes))
  expect(await relay.untilLogged('client cut')).toMatchObject({ reason: 'TooSlow' })
  slow.socket.resume()
  await slow.closed
  expect(slow.known.ids.length).toBeLessThan(envelopes.length)
  // It comes back for the rest.
  const again = await connect(relay.url, slow.known)
  again.subscribe(route)
  await again.acknowledged(last(envelopes))
  expect(again.known.ids).toEqual(idsOf(envelopes))
})

test('slow consumer: memory for it is bounded; one that is only slower than the others is not cut and misses nothing', async () => {
  const config = configOf(temporaryFolder(), '--buffer-kilobytes', '64')
  const relay = await startTestRelay(config)
  const [alice, slow] = [await following(relay.url), await following(relay.url)]
  slow.socket.pause()
  const envelopes = await written(200, 1, new Uint8Array(60_000))
  for (const envelope of envelopes) alice.put(envelope)
  await alice.acknowledged(last(envelopes))
  const metrics = await (await fetch(`${relay.url}/metrics`)).text()
  const waiting = Number(/^quits_relay_waiting_bytes (\d+)$/m.exec(metrics)?.[1])
  expect(waiting).toBeGreaterThan(0)
  expect(waiting).toBeLessThan(65_536 + 400_000) // of 12 MB: the buffer, a page and what was on its way
  slow.socket.resume()
  await slow.acknowledged(last(envelopes))
  expect(slow.known.ids).toEqual(idsOf(envelopes))
  expect(relay.logged('client cut')).toEqual([])
})

test('a client that answers no ping is cut; one that does may be silent for as long as it likes', async () => {
  const relay = await startTestRelay(configOf(temporaryFolder(), '--idle-seconds', '1'))
  const [alive, gone] = [await following(relay.url), await connect(relay.url, undefined, { autoPong: false })]
  expect(await gone.closed).toEqual({ code: 4005, reason: 'Silent' })
  const [envelope] = (await written(1)) as [Envelope]
  alive.put(envelope)
  await alive.acknowledged(envelope)
})

test('no more routes, connections and connections of an address than are allowed', async () => {
  const options = ['--max-routes-per-connection', '2', '--max-connections', '3', '--max-connections-per-address', '2']
  const relay = await startTestRelay(configOf(temporaryFolder(), ...options))
  const alice = await following(relay.url)
  await connect(relay.url)
  await expect(connect(relay.url)).rejects.toThrow('HTTP 429')
  alice.subscribe(other)
  alice.subscribe(other) // the same again is no third one
  alice.subscribe('77'.repeat(32) as RouteId)
  expect(await alice.closed).toEqual({ code: 4003, reason: 'TooManyRoutes' })
  expect(relay.logged('connection refused')).toMatchObject([{ reason: 'TooManyOfAddress' }])
})

test('relay withholds or goes back: a place that it does not have starts the client again, with the reason', async () => {
  const relay = await startTestRelay()
  const alice = await following(relay.url)
  const envelopes = await written(2)
  alice.put(...envelopes)
  await alice.acknowledged(last(envelopes))
  const ask = async (epoch: string, count: number, hash: string): Promise<unknown> => {
    const client = await connect(relay.url)
    client.say(
      clientFrameToBytes({ kind: 'subscribe', route, epoch: epoch as typeof NO_EPOCH, count, hash: hash as Hash32 }),
    )
    const restart = await client.until(() => client.frames.find(({ kind }) => kind === 'restart'))
    await client.acknowledged(last(envelopes))
    expect(client.known.ids).toEqual(idsOf(envelopes))
    await client.close()
    return restart
  }
  const start = { kind: 'restart', route, ...ROUTE_START }
  const { hash } = alice.known.position
  expect(await ask('ab'.repeat(16), 2, hash)).toEqual({ ...start, reason: 'OtherEpoch' })
  expect(await ask(NO_EPOCH, 2, hash)).toEqual({ ...start, reason: 'OtherEpoch' })
  expect(await ask(relay.epoch, 3, hash)).toEqual({ ...start, reason: 'RolledBack' })
  expect(await ask(relay.epoch, 1, hash)).toEqual({ ...start, reason: 'OtherHistory' })
  expect(relay.logged('restart')).toHaveLength(4)
})

test('a relay on a new database has the same key only with its folder, and another epoch always', async () => {
  const [first, second] = [await startTestRelay(), await startTestRelay()]
  expect(first.epoch).not.toBe(second.epoch)
  expect(first.key).not.toBe(second.key)
})

test('graceful stop: everybody is told, nothing is lost, and the next start goes on', async () => {
  const data = temporaryFolder()
  const relay = await startTestRelay(configOf(data))
  const [alice, bob] = [await following(relay.url), await following(relay.url)]
  const envelopes = await written(500)
  alice.put(...envelopes)
  await alice.until(() => alice.known.ids.length > 0 || undefined)
  await relay.stop()
  expect(await alice.closed).toEqual({ code: 1001, reason: 'Stopping' })
  expect(await bob.closed).toEqual({ code: 1001, reason: 'Stopping' })
  expect(relay.lines.at(-1)).toMatchObject({ event: 'stopped' })

  const next = await startTestRelay(configOf(data))
  expect([next.key, next.epoch]).toEqual([relay.key, relay.epoch])
  const again = await connect(next.url, alice.known)
  again.subscribe(route)
  await again.acknowledged(last(envelopes))
  expect(again.frames.some(({ kind }) => kind === 'restart')).toBe(false)
  expect(again.known.ids).toEqual(idsOf(envelopes))
})

test('a new client knows nothing and needs no reason', async () => {
  const relay = await startTestRelay()
  const alice = await connect(relay.url, createKnown())
  alice.subscribe(route)
  await alice.until(() => alice.known.head ?? undefined)
  expect(alice.frames.map(({ kind }) => kind)).toEqual(['welcome', 'head'])
  expect(alice.known.head).toMatchObject({ ...ROUTE_START, route })
})
