import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSigner, seedDeviceKey } from '../../src/crypto/index.ts'
import { bytesToHex, concatBytes } from '../../src/domain/index.ts'
import {
  createEnvelope,
  MAX_ENVELOPE_BYTES,
  MAX_PAYLOAD_BYTES,
  parseEnvelope,
  verifyEnvelope,
  type EnvelopeContent,
  type EnvelopeId,
  type RouteId,
} from '../../src/sync/envelope.ts'

const alice = createSigner(seedDeviceKey(new Uint8Array(32).fill(1)))
const route = '22'.repeat(32) as RouteId
const first: EnvelopeContent = { route, sequence: 0, previous: null, payload: new Uint8Array([1, 2, 3]) }

/** `bytes` with some of them replaced. */
const patched = (bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array => {
  const copy = bytes.slice()
  copy.set(values, at)
  return copy
}

test('an envelope is these bytes and this id', async () => {
  const envelope = await createEnvelope(first, alice)
  expect(bytesToHex(envelope.bytes)).toBe(
    `01${'22'.repeat(32)}8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c${'00'.repeat(40)}03000000010203${bytesToHex(envelope.bytes.subarray(112))}`,
  )
  expect(envelope.id).toBe('c54ef230ca69b08333d12e9847b4694bb2ee2bdd45fafebf509f08a330c1a5a7')
  expect(bytesToHex(envelope.bytes.subarray(112))).toBe(
    'ee411a15ea354c7eea763e38536da018bd1906a4346ddf1d885f3704cb3d973eec07e46957dc20d85b9cc0924e02175af30d912fd7046fdaedb6536a63ff7c0e',
  )
})

test('what was made is read again as it was, and its signature holds', async () => {
  const start = await createEnvelope(first, alice)
  const payload = new Uint8Array(MAX_PAYLOAD_BYTES).fill(7)
  const content = { route, sequence: Number.MAX_SAFE_INTEGER, previous: start.id, payload }
  const envelope = await createEnvelope(content, alice)
  expect(envelope.bytes.length).toBe(MAX_ENVELOPE_BYTES)
  expect(parseEnvelope(envelope.bytes)).toEqual({ ok: true, value: envelope })
  expect(envelope).toMatchObject({ ...content, device: alice.device })
  expect(await verifyEnvelope(envelope)).toBe(true)
})

test('an envelope inside a longer buffer is read from its own bytes', async () => {
  const { bytes } = await createEnvelope(first, alice)
  const longer = concatBytes(new Uint8Array(13), bytes, new Uint8Array(5))
  expect(parseEnvelope(longer.subarray(13, 13 + bytes.length))).toEqual(parseEnvelope(bytes))
})

test('what is no envelope is refused with the reason', async () => {
  const { bytes } = await createEnvelope(first, alice)
  const later = (await createEnvelope({ ...first, sequence: 1, previous: 'ab'.repeat(32) as EnvelopeId }, alice)).bytes
  const reasons = [
    new Uint8Array(),
    bytes.subarray(0, 108),
    bytes.subarray(0, 150),
    concatBytes(bytes, new Uint8Array(1)),
    patched(bytes, 0, 2),
    patched(bytes, 105, 0),
    patched(bytes, 105, 1, 0x40, 1),
    patched(bytes, 105, 0xff, 0xff, 0xff, 0xff),
    patched(later, 71, 0x20),
    patched(later, 65, 0),
    patched(bytes, 65, 1),
    patched(bytes, 73, 1),
  ].map((hostile) => {
    const parsed = parseEnvelope(hostile)
    return parsed.ok ? 'accepted' : parsed.error.reason
  })
  expect(reasons).toEqual([
    'Truncated',
    'Truncated',
    'Truncated',
    'TrailingBytes',
    'OtherVersion',
    'EmptyPayload',
    'PayloadTooLarge',
    'PayloadTooLarge',
    'SequenceTooLarge',
    'BadPrevious',
    'BadPrevious',
    'BadPrevious',
  ])
})

test('every changed bit either is refused or breaks the signature', async () => {
  const { bytes } = await createEnvelope(first, alice)
  const held: number[] = []
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const at = bit >> 3
    const parsed = parseEnvelope(patched(bytes, at, (bytes[at] as number) ^ (1 << (bit & 7))))
    if (parsed.ok && (await verifyEnvelope(parsed.value))) held.push(bit)
  }
  expect(held).toEqual([])
})

test('what nobody may send is not made', async () => {
  await expect(createEnvelope({ ...first, payload: new Uint8Array() }, alice)).rejects.toThrow('EmptyPayload')
  await expect(createEnvelope({ ...first, sequence: 1 }, alice)).rejects.toThrow('BadPrevious')
})

test('100,000 hostile byte strings are refused or read, and what is read is one byte string', async () => {
  const { bytes } = await createEnvelope(first, alice)
  const damaged = fc
    .tuple(
      fc.array(fc.tuple(fc.oneof(fc.nat(bytes.length - 1), fc.nat(108)), fc.oneof(fc.nat(255), fc.constant(0))), {
        maxLength: 6,
      }),
      fc.nat(bytes.length + 8),
      fc.uint8Array({ maxLength: 8 }),
    )
    .map(([changes, length, tail]) => {
      const copy = bytes.slice()
      for (const [at, value] of changes) copy[at] = value
      return concatBytes(copy.subarray(0, length), tail)
    })
  const seen = new Map<string, number>()
  const saw = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: damaged }, { weight: 1, arbitrary: fc.uint8Array() }), (hostile) => {
      const parsed = parseEnvelope(hostile)
      if (!parsed.ok) return saw(parsed.error.reason)
      saw('read')
      expect(parsed.value.bytes).toBe(hostile)
      expect(parsed.value.payload.length).toBe(hostile.length - 173)
    }),
    { numRuns: 100_000 },
  )
  expect([...seen.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'BadPrevious',
    'EmptyPayload',
    'OtherVersion',
    'PayloadTooLarge',
    'SequenceTooLarge',
    'TrailingBytes',
    'Truncated',
    'read',
  ])
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(100_000)
})
