import * as dagCbor from '@ipld/dag-cbor'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  bytesToHex,
  decodeCbor,
  encodeCbor,
  eventIdOf,
  eventToBytes,
  hexToBytes,
  MAX_EVENT_BYTES,
  parseEvent,
  potOf,
  type CborMap,
  type CborValue,
  type EventKind,
  type PotEvent,
  type UnsignedEvent,
} from '../../../src/domain/index.ts'
import { eventSchema } from '../../../src/domain/events/event-schema.ts'
import { goldenEvents } from './golden-events.ts'

interface Golden {
  readonly kind: string
  readonly id: string
  readonly bytes: string
}

const golden = JSON.parse(
  readFileSync(new URL('../../vectors/events.json', import.meta.url), 'utf8'),
) as readonly Golden[]

test('[EN1] an event of each kind has the bytes it always had', () => {
  expect(
    goldenEvents().map((event) => ({
      kind: event.kind,
      id: event.id,
      bytes: bytesToHex(eventToBytes(event as UnsignedEvent)),
    })),
  ).toEqual(golden)
})

test('[ID1] the id of each is the SHA-256 of its bytes', () => {
  for (const { id, bytes } of golden) expect(eventIdOf(hexToBytes(bytes))).toBe(id)
})

test('[EN2] each is read back from its bytes', () => {
  const read = golden.map(({ bytes }) => parseEvent(hexToBytes(bytes)))
  expect(read).toEqual(goldenEvents().map((value) => ({ ok: true, value })))
})

test('[EN1] another writer of DAG-CBOR makes the same bytes', () => {
  for (const { bytes } of golden) {
    const raw = hexToBytes(bytes)
    expect(bytesToHex(dagCbor.encode(dagCbor.decode(raw)))).toBe(bytes)
  }
})

test('[EV1] there is one of each kind, and all are of one pot', () => {
  const kinds = golden.map(({ kind }) => kind)
  for (const kind of new Set(kinds)) expect(eventSchema(kind as EventKind)).toBeDefined()
  expect([...new Set(kinds)]).toHaveLength(34)
  expect(new Set(goldenEvents().map(potOf))).toEqual(new Set([golden[0]?.id]))
})

const mapOf = (index: number): Map<string, CborValue> => {
  const decoded = decodeCbor(hexToBytes(golden[index]?.bytes ?? ''), { maxBytes: MAX_EVENT_BYTES })
  if (!decoded.ok) throw new Error('golden bytes are canonical')
  return new Map(decoded.value as CborMap)
}
const parsed = (map: Map<string, CborValue>) => parseEvent(encodeCbor(map))

test('[EV3] a field that the kind does not have, or one that is missing, is refused', () => {
  for (const index of golden.keys()) {
    expect(parsed(mapOf(index).set('extra', 1n))).toMatchObject({
      ok: false,
      error: { type: 'BadShape', path: 'extra' },
    })
    const body = new Map(mapOf(index).get('body') as CborMap)
    expect(parsed(mapOf(index).set('body', new Map(body).set('extra', 1n)))).toMatchObject({
      ok: false,
      error: { type: 'BadShape', path: 'body.extra' },
    })
    for (const field of body.keys()) {
      const less = new Map(body)
      less.delete(field)
      expect(parsed(mapOf(index).set('body', less))).toMatchObject({
        ok: false,
        error: { type: 'BadShape', path: `body.${field}` },
      })
    }
  }
})

test('[EV2] of a newer version the envelope is read, and whatever its kind and body are is left in its bytes', () => {
  const newer = mapOf(0)
    .set('version', 2n)
    .set('kind', 'pot.painted')
    .set('body', [1n, new Map([['colour', 'red']])])
  const { kind: _, body: __, ...envelope } = goldenEvents()[0] as PotEvent
  expect(parsed(newer)).toEqual({
    ok: true,
    value: {
      ...envelope,
      version: 2,
      kind: 'newer',
      body: { kind: 'pot.painted' },
      id: eventIdOf(encodeCbor(newer)),
    },
  })
  // A kind that is known today may have another body tomorrow.
  expect(parsed(mapOf(0).set('version', 0xffffn).set('body', null))).toMatchObject({
    ok: true,
    value: { version: 0xffff, kind: 'newer', body: { kind: 'pot.created' } },
  })
})

test('[EV2] a newer event has the envelope of every event, a kind and a body, and nothing else', () => {
  const newer = mapOf(0).set('version', 2n)
  const refused = (map: Map<string, CborValue>, path: string) =>
    expect(parsed(map)).toMatchObject({ ok: false, error: { type: 'BadShape', path } })
  refused(new Map(newer).set('extra', 1n), 'extra')
  refused(new Map(newer).set('kind', ''), 'kind')
  refused(new Map(newer).set('kind', 'x'.repeat(65)), 'kind')
  refused(new Map(newer).set('kind', 7n), 'kind')
  refused(new Map(newer).set('version', 0x1_0000n), 'version')
  for (const field of newer.keys()) {
    const less = new Map(newer)
    less.delete(field)
    if (field !== 'version') refused(less, field)
  }
})

test('[EV2] there was no version before the first', () => {
  expect(parsed(mapOf(0).set('version', 0n))).toEqual({ ok: false, error: { type: 'OtherVersion', version: 0n } })
  expect(parsed(mapOf(0).set('version', 'one'))).toMatchObject({
    ok: false,
    error: { type: 'BadShape', path: 'version' },
  })
})

test('[EV3] no map, no kind, or a kind there is not', () => {
  expect(parseEvent(encodeCbor([]))).toMatchObject({ ok: false, error: { type: 'BadShape', path: '' } })
  const kindless = mapOf(0)
  kindless.delete('kind')
  expect(parsed(kindless)).toMatchObject({ ok: false, error: { type: 'BadShape', path: 'kind' } })
  expect(parsed(mapOf(0).set('kind', 'pot.destroyed'))).toMatchObject({
    ok: false,
    error: { type: 'BadShape', path: 'kind' },
  })
  expect(parseEvent(hexToBytes(golden[0]?.bytes ?? '').slice(1))).toMatchObject({ ok: false })
})

test('[EV3] a 65-byte signature is a wallet’s only', () => {
  const index = golden.findIndex(({ kind }) => kind === 'wallet.bound')
  const body = new Map(mapOf(index).get('body') as CborMap)
  const long = body.get('walletSignature') as Uint8Array
  expect(long).toHaveLength(65)
  expect(parsed(mapOf(index).set('body', new Map(body).set('walletSignature', long.slice(1)))).ok).toBe(true)
  expect(parsed(mapOf(index).set('body', new Map(body).set('accountSignature', long)))).toMatchObject({
    ok: false,
    error: { path: 'body.accountSignature' },
  })
})
