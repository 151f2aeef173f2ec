import { createHash } from 'node:crypto'
import { connect as connectSocket } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { blobPermitToHeader, createBlobPermit, type BlobId, type RouteId } from '../../src/sync/relay/index.ts'
import { connect, createAuthor, signerOf } from './test-client.ts'
import { configOf, startTestRelay, temporaryFolder, type TestRelay } from './test-relay.ts'

const route = '33'.repeat(32) as RouteId
const receipt = new Uint8Array(2000).fill(5)

const idOf = (bytes: Uint8Array): BlobId => createHash('sha256').update(bytes).digest('hex') as BlobId

/** Makes device `number` known on the route. */
const introduce = async (relay: TestRelay, number = 1): Promise<void> => {
  const client = await connect(relay.url)
  client.subscribe(route)
  const envelope = await createAuthor(route, signerOf(number)).next()
  client.put(envelope)
  await client.acknowledged(envelope)
  await client.close()
}

const put = async (
  relay: TestRelay,
  bytes: Uint8Array,
  {
    number = 1,
    id = idOf(bytes),
    headers = {},
  }: { number?: number; id?: BlobId; headers?: Record<string, string> } = {},
): Promise<Response> => {
  const permit = await createBlobPermit(id, route, signerOf(number))
  return fetch(`${relay.url}/v1/blobs/${id}`, {
    method: 'PUT',
    body: bytes as BodyInit,
    headers: { authorization: blobPermitToHeader(permit), ...headers },
  })
}

test('a blob is stored once and handed to whoever knows its id', async () => {
  const relay = await startTestRelay()
  await introduce(relay)
  expect((await put(relay, receipt)).status).toBe(201)
  expect((await put(relay, receipt)).status).toBe(200)
  const answer = await fetch(`${relay.url}/v1/blobs/${idOf(receipt)}`)
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(receipt)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const head = await fetch(`${relay.url}/v1/blobs/${idOf(receipt)}`, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '2000'])
  expect((await fetch(`${relay.url}/v1/blobs/${'00'.repeat(32)}`)).status).toBe(404)
})

test('a blob outlives the process', async () => {
  const data = temporaryFolder()
  const relay = await startTestRelay(configOf(data))
  await introduce(relay)
  await put(relay, receipt)
  await relay.stop()
  const next = await startTestRelay(configOf(data))
  const answer = await fetch(`${next.url}/v1/blobs/${idOf(receipt)}`)
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(receipt)
})

test('a blob that may not be stored is refused with the reason, and the reason is logged', async () => {
  const config = configOf(temporaryFolder(), '--blob-kilobytes', '3')
  const relay = await startTestRelay({ ...config, limits: { ...config.limits, deviceBytes: 4000 } })
  await introduce(relay)
  const url = `${relay.url}/v1/blobs/${idOf(receipt)}`
  const reasons = [
    await fetch(url, { method: 'PUT', body: receipt as BodyInit }),
    await fetch(`${relay.url}/v1/blobs/xyz`),
    await put(relay, receipt, { number: 2 }),
    await put(relay, receipt, { id: 'ab'.repeat(32) as BlobId }),
    await put(relay, new Uint8Array(3073)),
    await put(relay, receipt, {
      headers: {
        authorization: blobPermitToHeader(await createBlobPermit('00'.repeat(32) as BlobId, route, signerOf(1))),
      },
    }),
  ]
  const texts = await Promise.all(reasons.map(async (answer) => `${answer.status} ${(await answer.text()).trim()}`))
  expect(texts).toEqual([
    '401 NoPermit',
    '404 NotAnId',
    '403 UnknownDevice',
    '422 WrongHash',
    '413 TooLarge',
    '403 BadSignature',
  ])
  expect((await put(relay, receipt)).status).toBe(201)
  const more = await put(relay, new Uint8Array(1900))
  expect([more.status, await more.text()]).toEqual([507, 'DeviceQuota\n'])
  expect(relay.logged('blob refused').map(({ reason }) => reason)).toEqual([
    ...texts.map((text) => text.slice(4)),
    'DeviceQuota',
  ])
})

test('an upload that breaks off leaves nothing', async () => {
  const relay = await startTestRelay()
  await introduce(relay)
  const permit = await createBlobPermit(idOf(receipt), route, signerOf(1))
  const socket = connectSocket(relay.port, '127.0.0.1')
  await once(socket, 'connect')
  const lines = [
    `PUT /v1/blobs/${idOf(receipt)} HTTP/1.1`,
    'Host: relay',
    `Authorization: ${blobPermitToHeader(permit)}`,
    'Content-Length: 2000',
    '',
    'only this',
  ]
  socket.end(lines.join('\r\n'))
  await relay.untilLogged('blob refused')
  expect(relay.logged('blob refused')).toMatchObject([{ reason: 'Incomplete' }])
  expect((await fetch(`${relay.url}/v1/blobs/${idOf(receipt)}`)).status).toBe(404)
  socket.destroy()
})

test('/health says how it is, by the same key with which it signs', async () => {
  const relay = await startTestRelay()
  const answer = await fetch(`${relay.url}/health`)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ status: 'ok', key: relay.key, epoch: relay.epoch, clients: 0 })
})

test('/metrics is text that Prometheus reads, and counts what happened', async () => {
  const relay = await startTestRelay()
  await introduce(relay)
  const client = await connect(relay.url)
  client.say(new Uint8Array([2, 200, 0, 0, 0, ...new Uint8Array(200)]))
  await client.until(() => client.frames.find(({ kind }) => kind === 'refused'))
  await put(relay, receipt)
  const answer = await fetch(`${relay.url}/metrics`)
  expect(answer.headers.get('content-type')).toContain('version=0.0.4')
  const lines = (await answer.text()).trimEnd().split('\n')
  // https://prometheus.io/docs/instrumenting/exposition_formats
  const sample = /^[a-z_]+(\{[a-z]+="[A-Za-z0-9.+]+"\})? [0-9.e+-]+$/
  expect(lines.filter((line) => !/^# (HELP|TYPE) quits_relay_/.test(line) && !sample.test(line))).toEqual([])
  expect(lines).toEqual(
    expect.arrayContaining([
      'quits_relay_clients 1',
      'quits_relay_routes 1',
      'quits_relay_envelopes_stored_total 1',
      'quits_relay_envelopes_refused_total{reason="BadEnvelope"} 1',
      'quits_relay_blobs_stored_total 1',
      'quits_relay_kept_bytes 2177',
      'quits_relay_commit_seconds_count 1',
      'quits_relay_healthy 1',
    ]),
  )
})

test('pages of other origins are kept out where origins are named; who is no page may come', async () => {
  const relay = await startTestRelay(
    configOf(temporaryFolder(), '--origins', 'https://quits.example,http://127.0.0.1:5173'),
  )
  const from = (origin: string): Promise<Response> => fetch(`${relay.url}/health`, { headers: { origin } })
  const good = await from('https://quits.example')
  expect([good.status, good.headers.get('access-control-allow-origin')]).toEqual([200, 'https://quits.example'])
  const bad = await from('https://evil.example')
  expect([bad.status, bad.headers.get('access-control-allow-origin')]).toEqual([403, null])
  await expect(connect(relay.url, undefined, { origin: 'https://evil.example' })).rejects.toThrow('HTTP 403')
  await connect(relay.url, undefined, { origin: 'http://127.0.0.1:5173' })
  await connect(relay.url)
  expect(relay.logged('connection refused')).toMatchObject([{ reason: 'Origin', origin: 'https://evil.example' }])
})

test('browsers may ask from anywhere by default', async () => {
  const relay = await startTestRelay()
  const preflight = await fetch(`${relay.url}/v1/blobs/${idOf(receipt)}`, {
    method: 'OPTIONS',
    headers: { origin: 'https://anywhere.example', 'access-control-request-method': 'PUT' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
})

test('what is not there is said so', async () => {
  const relay = await startTestRelay()
  const status = async (path: string, method = 'GET'): Promise<number> =>
    (await fetch(`${relay.url}${path}`, { method })).status
  expect(await status('/')).toBe(404)
  expect(await status('/v1')).toBe(426)
  expect(await status(`/v1/blobs/${'00'.repeat(32)}`, 'DELETE')).toBe(405)
})

test('behind a proxy it is the address that the proxy saw that counts', async () => {
  const limits = ['--max-connections-per-address', '1']
  const relay = await startTestRelay(configOf(temporaryFolder(), '--behind-proxy', ...limits))
  const from = (chain: string): Promise<unknown> =>
    connect(relay.url, undefined, { headers: { 'x-forwarded-for': chain } })
  await from('192.0.2.1')
  await from('192.0.2.1, 192.0.2.2') // the first is what the client said about itself
  await expect(from('203.0.113.5, 192.0.2.1')).rejects.toThrow('HTTP 429')
})
