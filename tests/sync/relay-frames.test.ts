import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSigner, seedDeviceKey } from '../../src/crypto/index.ts'
import { bytesToHex, concatBytes, type Hash32, type PotId } from '../../src/domain/index.ts'
import {
  blobPermitFromHeader,
  blobPermitToHeader,
  clientFrameToBytes,
  createBlobPermit,
  MAX_FRAME_BYTES,
  nextPosition,
  NO_EPOCH,
  parseClientFrame,
  parseRelayFrame,
  relayFrameToBytes,
  relayHeadMessage,
  ROUTE_START,
  routeOf,
  verifyBlobPermit,
  verifyRelayHead,
  type BlobId,
  type ClientFrame,
  type EnvelopeId,
  type RelayEpoch,
  type RelayFrame,
  type RelayHead,
  type RelayKey,
  type RouteId,
} from '../../src/sync/relay/index.ts'

const route = '22'.repeat(32) as RouteId
const hash = '33'.repeat(32) as Hash32
const id = '44'.repeat(32) as EnvelopeId
const epoch = '55'.repeat(16) as RelayEpoch
const envelopes = [new Uint8Array([1]), new Uint8Array([2, 3])]

const clientFrames: readonly ClientFrame[] = [
  { kind: 'subscribe', route, epoch: NO_EPOCH, ...ROUTE_START },
  { kind: 'subscribe', route, epoch, count: Number.MAX_SAFE_INTEGER, hash },
  { kind: 'put', envelopes },
]
const relayFrames: readonly RelayFrame[] = [
  { kind: 'welcome', key: '66'.repeat(32) as RelayKey, epoch },
  { kind: 'envelopes', route, count: 258, envelopes },
  { kind: 'head', route, count: 3, hash, signature: new Uint8Array(64).fill(9) },
  ...(['OtherEpoch', 'RolledBack', 'OtherHistory', 'Pruned'] as const).map((reason): RelayFrame => ({
    kind: 'restart',
    route,
    reason,
    count: 4,
    hash,
  })),
  ...(['BadEnvelope', 'Gap', 'Unavailable'] as const).map((reason): RelayFrame => ({
    kind: 'refused',
    route,
    id,
    reason,
    detail: 5,
  })),
]

test('every frame is read again as it was said', () => {
  for (const frame of clientFrames)
    expect(parseClientFrame(clientFrameToBytes(frame))).toEqual({ ok: true, value: frame })
  for (const frame of relayFrames) expect(parseRelayFrame(relayFrameToBytes(frame))).toEqual({ ok: true, value: frame })
})

test('frames are these bytes', () => {
  const hex = (frame: RelayFrame | undefined): string => (frame ? bytesToHex(relayFrameToBytes(frame)) : '')
  expect(bytesToHex(clientFrameToBytes(clientFrames[2] as ClientFrame))).toBe('020100000001020000000203')
  expect(hex(relayFrames[1])).toBe(`82${'22'.repeat(32)}02010000000000000100000001020000000203`)
  expect(hex(relayFrames[3])).toBe(`84${'22'.repeat(32)}010400000000000000${'33'.repeat(32)}`)
  expect(hex(relayFrames[8])).toBe(`85${'22'.repeat(32)}${'44'.repeat(32)}040500000000000000`)
})

test('what is no frame is refused with the reason', () => {
  const subscribe = clientFrameToBytes(clientFrames[1] as ClientFrame)
  const reasons = [
    new Uint8Array(),
    new Uint8Array(MAX_FRAME_BYTES + 1),
    new Uint8Array([7]),
    new Uint8Array([2]),
    new Uint8Array([2, 1, 0, 0]),
    new Uint8Array([2, 0, 0, 0, 0]),
    new Uint8Array([2, 9, 0, 0, 0, 1]),
    new Uint8Array([2, 255, 255, 255, 255, 1]),
    subscribe.subarray(0, 88),
    subscribe.with(55, 0xff),
  ].map((bytes) => {
    const parsed = parseClientFrame(bytes)
    return parsed.ok ? 'accepted' : parsed.error.reason
  })
  const [empty, large, kind, ...lengths] = reasons
  expect([empty, large, kind]).toEqual(['Empty', 'TooLarge', 'UnknownKind'])
  expect(lengths).toEqual([...Array.from({ length: 6 }, () => 'WrongLength'), 'NumberTooLarge'])
})

test('100,000 hostile byte strings in each direction are refused or read, and what is read is said in the same bytes', () => {
  const honest = [...clientFrames.map(clientFrameToBytes), ...relayFrames.map(relayFrameToBytes)]
  const damaged = fc
    .tuple(
      fc.constantFrom(...honest),
      fc.array(fc.tuple(fc.nat(140), fc.nat(255)), { maxLength: 3 }),
      fc.nat(140),
      fc.uint8Array({ maxLength: 4 }),
    )
    .map(([bytes, changes, length, tail]) => {
      const copy = bytes.slice()
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value
      return concatBytes(copy.subarray(0, length), tail)
    })
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: damaged }, { weight: 1, arbitrary: fc.uint8Array() }), (bytes) => {
      const client = parseClientFrame(bytes)
      const relay = parseRelayFrame(bytes)
      for (const parsed of [client, relay]) {
        const what = parsed.ok ? parsed.value.kind : parsed.error.reason
        seen.set(what, (seen.get(what) ?? 0) + 1)
      }
      if (client.ok) expect(clientFrameToBytes(client.value)).toEqual(bytes)
      if (relay.ok) expect(relayFrameToBytes(relay.value)).toEqual(bytes)
    }),
    { numRuns: 100_000 },
  )
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(200_000)
  for (const kind of ['subscribe', 'put', 'welcome', 'envelopes', 'head', 'restart', 'refused'])
    expect(seen.get(kind), kind).toBeGreaterThan(0)
})

test('the running hash is SHA-256(0x01 ++ id ++ hash before)', () => {
  const one = nextPosition(ROUTE_START, id)
  expect(one).toEqual({ count: 1, hash: 'ddfeea26cec8b5c8cad3ce22a715d90a8827f9ec910ba0d6237fb62097d149ba' })
  expect(nextPosition(one, id)).toEqual({
    count: 2,
    hash: '812a3cd94056e1a9fd8c46d06bd4ea97b2ac7958e098ef5473953cc4aff10115',
  })
})

test('a head is signed for one relay, database, route and place', async () => {
  const signer = createSigner(seedDeviceKey(new Uint8Array(32).fill(3)))
  const relay = { key: signer.device as string as RelayKey, epoch }
  const place = { route, count: 7, hash }
  const head: RelayHead = { ...place, signature: await signer.sign(relayHeadMessage(epoch, place)) }
  expect(await verifyRelayHead(head, relay)).toBe(true)
  expect(await verifyRelayHead({ ...head, count: 8 }, relay)).toBe(false)
  expect(await verifyRelayHead({ ...head, route: id as string as RouteId }, relay)).toBe(false)
  expect(await verifyRelayHead({ ...head, hash: id as string as Hash32 }, relay)).toBe(false)
  expect(await verifyRelayHead(head, { ...relay, epoch: NO_EPOCH })).toBe(false)
})

test('a route tells nothing without the salt of the pot', () => {
  const pot = '11'.repeat(32) as PotId
  expect(routeOf(pot, '77'.repeat(32) as Hash32)).toBe(
    '0b0aa829a4a50ab6913ff19c889ce45c9b1e250c56bd84576844bd9d336243f9',
  )
  expect(routeOf(pot, '78'.repeat(32) as Hash32)).not.toBe(routeOf(pot, '77'.repeat(32) as Hash32))
})

test('a permit for a blob goes through a header and holds for that blob and route alone', async () => {
  const signer = createSigner(seedDeviceKey(new Uint8Array(32).fill(4)))
  const blob = '88'.repeat(32) as BlobId
  const permit = await createBlobPermit(blob, route, signer)
  const header = blobPermitToHeader(permit)
  expect(blobPermitFromHeader(header, blob)).toEqual(permit)
  expect(await verifyBlobPermit(permit)).toBe(true)
  expect(await verifyBlobPermit({ ...permit, blob: '89'.repeat(32) as BlobId })).toBe(false)
  expect(await verifyBlobPermit({ ...permit, route: '23'.repeat(32) as RouteId })).toBe(false)
  for (const wrong of ['', 'Quits', header.toUpperCase(), `${header} `, header.slice(0, -1)])
    expect(blobPermitFromHeader(wrong, blob)).toBeNull()
})
