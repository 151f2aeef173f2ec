import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  createKnownRelay,
  openWebSocketDuplex,
  startRelayClient,
  type KnownRelay,
  type RelayClient,
  type RelayFinding,
  type RelayStatus,
} from '../../src/sync/index.ts'
import type { Envelope, EnvelopeId, PutRefusal, RouteId } from '../../src/sync/relay/index.ts'
import { createAuthor, signerOf } from '../relay/test-client.ts'
import { configOf, startTestRelay, temporaryFolder } from '../relay/test-relay.ts'

const route = '77'.repeat(32) as RouteId

/** A device that keeps everything in memory. */
interface Device {
  readonly client: RelayClient
  readonly kept: Envelope[]
  readonly stored: EnvelopeId[]
  readonly findings: RelayFinding[]
  readonly refusals: PutRefusal[]
  readonly known: () => KnownRelay
  readonly until: (holds: () => boolean) => Promise<void>
}

const startDevice = (url: string, known = createKnownRelay(route), outbox: readonly Envelope[] = []): Device => {
  const kept: Envelope[] = [...outbox]
  const [stored, findings, refusals]: [EnvelopeId[], RelayFinding[], PutRefusal[]] = [[], [], []]
  const watchers = new Set<() => void>()
  const changed = (): void => {
    for (const watcher of watchers) watcher()
  }
  let latest = known
  const client = startRelayClient(known, outbox, {
    open: () => openWebSocketDuplex(`${url.replace('http', 'ws')}/v1`, 5000),
    keep: async (envelopes, now) => {
      for (const envelope of envelopes) if (!kept.some(({ id }) => id === envelope.id)) kept.push(envelope)
      latest = now
      changed()
      return true
    },
    kept: async () => kept,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 10)),
    jitter: () => 0.5,
    onStored: (ids) => (stored.push(...ids), changed()),
    onFinding: (finding) => (findings.push(finding), changed()),
    onRefused: (refusal) => (refusals.push(refusal), changed()),
    onStatus: changed,
  })
  onTestFinished(() => client.close())
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const alarm = setTimeout(
        () => reject(new Error(`still ${JSON.stringify(client.status())}, ${kept.length} kept`)),
        20_000,
      )
      const watcher = (): void => {
        if (!holds()) return
        clearTimeout(alarm)
        watchers.delete(watcher)
        resolve()
      }
      watchers.add(watcher)
      watcher()
    })
  return { client, kept, stored, findings, refusals, known: () => latest, until }
}

const written = async (count: number, number = 1): Promise<readonly Envelope[]> => {
  const author = createAuthor(route, signerOf(number))
  const envelopes: Envelope[] = []
  for (let index = 0; index < count; index++) envelopes.push(await author.next())
  return envelopes
}
const idle: RelayStatus = { connection: 'online', toSend: 0, toReceive: 0, isRead: true }
const idsOf = (envelopes: readonly Envelope[]): readonly string[] => envelopes.map(({ id }) => id)

test('what one device puts, the other keeps; the outbox empties on the signature alone', async () => {
  const relay = await startTestRelay()
  const [alice, bob] = [startDevice(relay.url), startDevice(relay.url)]
  const envelopes = await written(5)
  for (const envelope of envelopes) alice.client.put(envelope)
  expect(alice.client.status().toSend).toBe(5)
  await alice.until(() => alice.client.status().toSend === 0)
  expect(alice.stored).toEqual(idsOf(envelopes))
  await bob.until(() => bob.kept.length === 5)
  expect(idsOf(bob.kept)).toEqual(idsOf(envelopes))
  expect(bob.client.status()).toEqual(idle)
  expect([...alice.findings, ...bob.findings]).toEqual([])
})

test('offline edits wait in the outbox, survive a restart of the device, and arrive once', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const url = `http://127.0.0.1:${port}`

  const envelopes = await written(3)
  const offline = startDevice(url)
  for (const envelope of envelopes) offline.client.put(envelope)
  await offline.until(() => offline.client.status().connection === 'waiting')
  expect(offline.client.status().toSend).toBe(3)
  await offline.client.close()
  expect(offline.client.status().connection).toBe('closed')

  const again = startDevice(url, offline.known(), envelopes)
  await again.until(() => again.client.status().connection === 'waiting')
  const config = configOf(temporaryFolder())
  await startTestRelay({ ...config, port })
  again.client.hurry()
  await again.until(() => again.client.status().toSend === 0)
  expect(again.known().head?.count).toBe(3)
})

test('a relay that is restarted is found again, from where it was', async () => {
  const config = configOf(temporaryFolder())
  const relay = await startTestRelay(config)
  const alice = startDevice(relay.url)
  const envelopes = await written(4)
  for (const envelope of envelopes.slice(0, 2)) alice.client.put(envelope)
  await alice.until(() => alice.client.status().toSend === 0)
  await relay.stop()
  for (const envelope of envelopes.slice(2)) alice.client.put(envelope)
  await startTestRelay({ ...config, port: relay.port })
  await alice.until(() => alice.client.status().toSend === 0)
  expect(alice.known().position.count).toBe(4)
  expect(alice.findings).toEqual([])
})

test('a relay that lost its database is named and filled again', async () => {
  const data = temporaryFolder()
  const config = configOf(data)
  const relay = await startTestRelay(config)
  const alice = startDevice(relay.url)
  const envelopes = await written(3)
  for (const envelope of envelopes) alice.client.put(envelope)
  await alice.until(() => alice.client.status().toSend === 0)
  await relay.stop()
  for (const name of ['relay.db', 'relay.db-wal', 'relay.db-shm']) rmSync(join(data, name), { force: true })
  const empty = await startTestRelay({ ...config, port: relay.port })
  expect(empty.epoch).not.toBe(relay.epoch)
  await alice.until(() => alice.findings.length > 0 && alice.client.status().toSend === 0)
  expect(alice.findings).toMatchObject([{ type: 'RelayStartedOver', reason: 'OtherEpoch' }])
  const carol = startDevice(relay.url)
  await carol.until(() => carol.kept.length === 3)
  expect(idsOf(carol.kept)).toEqual(idsOf(envelopes))
})

test('a relay that was restored from an older copy is not blamed by who heard no head of it, and is filled again', async () => {
  const data = temporaryFolder()
  const older = temporaryFolder()
  const envelopes = await written(3)
  const first = await startTestRelay(configOf(data))
  const alice = startDevice(first.url)
  alice.client.put(envelopes[0] as Envelope)
  await alice.until(() => alice.stored.length === 1)
  await first.stop()
  cpSync(data, older, { recursive: true })
  const second = await startTestRelay({ ...configOf(data), port: first.port })
  for (const envelope of envelopes.slice(1)) alice.client.put(envelope)
  await alice.until(() => alice.stored.length === 3)
  await alice.client.close()
  await second.stop()
  const third = await startTestRelay(configOf(older))
  // The connection ended after the envelopes and before the head.
  const bob = startDevice(third.url, { ...alice.known(), head: null, unsigned: [] })
  bob.kept.push(...envelopes)
  await bob.until(() => bob.client.status().isRead && bob.known().head?.count === 3)
  expect(bob.findings.map(({ type }) => type)).toEqual(['RelayStartedOver'])
})

test('a relay with another key behind the same address is not listened to', async () => {
  const relay = await startTestRelay()
  const pinned = createKnownRelay(route, 'ab'.repeat(32) as never)
  const alice = startDevice(relay.url, pinned)
  await alice.until(() => alice.findings.length > 0)
  expect(alice.findings[0]).toMatchObject({ type: 'RelayKeyChanged', was: 'ab'.repeat(32), is: relay.key })
  expect(alice.known()).toEqual(pinned)
})

test('what is refused for its rate is said again until it is stored', async () => {
  const config = configOf(temporaryFolder())
  const limits = { ...config.limits, deviceEnvelopesPerSecond: 20, burstSeconds: 1 }
  const relay = await startTestRelay({ ...config, limits })
  const alice = startDevice(relay.url)
  const envelopes = await written(40)
  for (const envelope of envelopes) alice.client.put(envelope)
  await alice.until(() => alice.client.status().toSend === 0)
  expect(idsOf(alice.kept)).toEqual(idsOf(envelopes))
  expect(alice.refusals.some(({ reason }) => reason === 'RateLimited')).toBe(true)
})

test('an outbox of thousands goes out in order, however little is on its way at once', async () => {
  const relay = await startTestRelay()
  const envelopes = await written(1500)
  const alice = startDevice(relay.url, createKnownRelay(route), envelopes)
  await alice.until(() => alice.client.status().toSend === 0)
  expect(alice.stored).toEqual(idsOf(envelopes))
  expect(alice.refusals).toEqual([])
})

test('what is refused for good stays in the outbox and is told once', async () => {
  const config = configOf(temporaryFolder())
  const relay = await startTestRelay({ ...config, limits: { ...config.limits, deviceEnvelopes: 2 } })
  const alice = startDevice(relay.url)
  const envelopes = await written(3)
  for (const envelope of envelopes) alice.client.put(envelope)
  await alice.until(() => alice.refusals.length > 0 && alice.client.status().toSend === 1)
  expect(alice.refusals).toMatchObject([{ id: envelopes[2]?.id, reason: 'DeviceQuota', detail: 2 }])
})
