import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  blobPermitToHeader,
  createBlobPermit,
  createEnvelope,
  type BlobId,
  type Envelope,
  type RouteId,
} from '../../src/sync/relay/index.ts'
import { connect, createAuthor, signerOf, type TestClient } from './test-client.ts'
import { configOf, startTestRelay, temporaryFolder, type TestRelay } from './test-relay.ts'

const route = '55'.repeat(32) as RouteId
const DAY_MS = 86_400_000

const following = async (relay: TestRelay): Promise<TestClient> => {
  const client = await connect(relay.url)
  client.subscribe(route)
  return client
}
const keptBytes = async (relay: TestRelay): Promise<number> =>
  Number(/^quits_relay_kept_bytes (\d+)$/m.exec(await (await fetch(`${relay.url}/metrics`)).text())?.[1])

test('old envelopes are deleted; who comes later is told, and goes on from what is kept', async () => {
  const data = temporaryFolder()
  const relay = await startTestRelay(configOf(data, '--retain-days', '1'))
  const alice = await following(relay)
  const author = createAuthor(route, signerOf(1))
  const envelopes: Envelope[] = []
  for (let count = 0; count < 4; count++) envelopes.push(await author.next())
  const [first, second, third, fourth] = envelopes as [Envelope, Envelope, Envelope, Envelope]
  alice.put(first, second, third)
  await alice.acknowledged(third)
  const before = alice.known.position
  await relay.sweep(Date.now())
  expect(relay.metrics.value('envelopes_pruned')).toBe(0)

  await relay.sweep(Date.now() + 2 * DAY_MS)
  expect(relay.metrics.value('envelopes_pruned')).toBe(3)
  expect(relay.logged('pruned')).toMatchObject([{ envelopes: 3, blobs: 0 }])
  expect(await keptBytes(relay)).toBe(0)

  // 1. The chain of the device goes on, and what was deleted is still known.
  alice.put(fourth, second)
  await alice.acknowledged(fourth)
  expect(relay.metrics.value('envelopes_duplicate')).toBe(1)
  const fork = await createEnvelope(
    { route, sequence: 1, previous: first.id, payload: new Uint8Array([9]) },
    signerOf(1),
  )
  alice.put(fork)
  await alice.acknowledged(fork)
  expect(relay.metrics.value('forks')).toBe(1)

  // 2. A newcomer is told where what is kept begins, and gets that.
  const carol = await connect(relay.url)
  carol.known.ids.push(first.id, second.id, third.id) // places that it has to take the relay's word for
  carol.subscribe(route)
  await carol.acknowledged(fork)
  expect(carol.frames.find(({ kind }) => kind === 'restart')).toEqual({
    kind: 'restart',
    route,
    reason: 'Pruned',
    ...before,
  })
  expect(carol.known.position).toEqual(alice.known.position)

  // 3. Who had everything up to there notices nothing, also after a restart.
  await relay.stop()
  const next = await startTestRelay(configOf(data, '--retain-days', '1'))
  const bob = await connect(next.url)
  Object.assign(bob.known, { epoch: next.epoch, position: before, ids: [first.id, second.id, third.id] })
  bob.subscribe(route)
  await bob.acknowledged(fork)
  expect(bob.frames.some(({ kind }) => kind === 'restart')).toBe(false)
})

test('a client that is behind while envelopes are deleted is told, and nothing else is lost', async () => {
  const relay = await startTestRelay(configOf(temporaryFolder(), '--retain-days', '1', '--buffer-kilobytes', '64'))
  const [alice, slow] = [await following(relay), await following(relay)]
  await slow.until(() => slow.known.head ?? undefined)
  slow.socket.pause()
  const author = createAuthor(route, signerOf(1))
  let last = await author.next()
  alice.put(last)
  for (let count = 0; count < 200; count++) {
    last = await author.next(new Uint8Array(60_000))
    alice.put(last)
  }
  await alice.acknowledged(last)
  await relay.sweep(Date.now() + 2 * DAY_MS)
  const newest = await author.next()
  alice.put(newest)
  slow.socket.resume()
  await alice.acknowledged(newest)
  await slow.until(() => (slow.known.position.count === 202 ? true : undefined))
  expect(slow.frames.filter(({ kind }) => kind === 'restart')).toMatchObject([{ reason: 'Pruned', count: 201 }])
  expect(slow.known.position).toEqual(alice.known.position)
})

test('old blobs are deleted and no longer count against who brought them', async () => {
  const relay = await startTestRelay(configOf(temporaryFolder(), '--retain-blob-days', '1'))
  const alice = await following(relay)
  const envelope = await createAuthor(route, signerOf(1)).next()
  alice.put(envelope)
  await alice.acknowledged(envelope)
  const blob = new Uint8Array(1000).fill(1)
  const id = createHash('sha256').update(blob).digest('hex') as BlobId
  const authorization = blobPermitToHeader(await createBlobPermit(id, route, signerOf(1)))
  const store = async (): Promise<number> =>
    (await fetch(`${relay.url}/v1/blobs/${id}`, { method: 'PUT', body: blob, headers: { authorization } })).status
  expect(await store()).toBe(201)
  const full = await keptBytes(relay)
  await relay.sweep(Date.now() + 2 * DAY_MS)
  expect((await fetch(`${relay.url}/v1/blobs/${id}`)).status).toBe(404)
  expect(full - (await keptBytes(relay))).toBe(1000)
  expect(await store()).toBe(201)
})

test('nothing is deleted where nothing is said', async () => {
  const relay = await startTestRelay()
  const alice = await following(relay)
  const envelope = await createAuthor(route, signerOf(1)).next()
  alice.put(envelope)
  await alice.acknowledged(envelope)
  await relay.sweep(Date.now() + 36_500 * DAY_MS)
  expect(relay.logged('pruned')).toEqual([])
  const bob = await following(relay)
  await bob.acknowledged(envelope)
})
