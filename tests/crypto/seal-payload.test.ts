import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openPayload, sealingKeyOf, sealPayload, systemRandom, type PotKey } from '../../src/crypto/index.ts'
import { padBytes, unpadBytes } from '../../src/crypto/pad.ts'
import { ascii, bytesToHex, hexToBytes, type EventId } from '../../src/domain/index.ts'

const key: PotKey = { id: 'ab'.repeat(32) as EventId, bytes: new Uint8Array(32).fill(7) }
const other = new Uint8Array(32).fill(8)
const bound = ascii('route and author')
const keyOf = (id: EventId): Uint8Array | undefined => (id === key.id ? key.bytes : undefined)
const content = ascii('Dinner at the port')

test('sealed content opens with its key and what it is bound to, and with nothing else', () => {
  const sealed = sealPayload(content, key, bound, systemRandom)
  expect(sealingKeyOf(sealed)).toBe(key.id)
  expect(openPayload(sealed, keyOf, bound)).toEqual({ ok: true, value: content })
  expect(openPayload(sealed, () => undefined, bound)).toEqual({ ok: false, error: { type: 'UnknownKey', key: key.id } })
  expect(openPayload(sealed, () => other, bound)).toEqual({ ok: false, error: { type: 'WrongKey', key: key.id } })
  expect(openPayload(sealed, keyOf, ascii('another route'))).toEqual({ ok: false, error: { type: 'Tampered' } })
})

test('[threat: relay relabels ciphertext] every altered byte is noticed', () => {
  const sealed = sealPayload(content, key, bound, systemRandom)
  for (let at = 0; at < sealed.length; at++) {
    const altered = sealed.slice()
    altered[at] = (altered[at] as number) ^ 1
    expect(openPayload(altered, keyOf, bound).ok).toBe(false)
  }
  for (let length = 0; length < sealed.length; length++)
    expect(openPayload(sealed.subarray(0, length), keyOf, bound).ok).toBe(false)
})

test('the same content is never sealed to the same bytes', () => {
  const texts = Array.from({ length: 50 }, () => bytesToHex(sealPayload(content, key, bound, systemRandom)))
  expect(new Set(texts).size).toBe(50)
})

test('one ciphertext opens under one key: the commitment is checked before the cipher', () => {
  const sealed = sealPayload(content, key, bound, systemRandom)
  const forOther = sealPayload(content, { ...key, bytes: other }, bound, systemRandom)
  const mixed = new Uint8Array([...sealed.subarray(0, 57), ...forOther.subarray(57, 89), ...sealed.subarray(89)])
  expect(openPayload(mixed, keyOf, bound)).toEqual({ ok: false, error: { type: 'WrongKey', key: key.id } })
})

test('a sealed payload has the bytes it always had', () => {
  const counting = { bytes: (length: number) => Uint8Array.from({ length }, (_, index) => index) }
  expect(bytesToHex(sealPayload(ascii('hi'), key, bound, counting))).toMatchInlineSnapshot(
    `"01abababababababababababababababababababababababababababababababab000102030405060708090a0b0c0d0e0f1011121314151617abd000d5c238627e10e7f29138f1282127e44b1c2e262e07cf8323e9a7dc8f4450e147929799cea4b58d3e326f025533b46f4c6318cd"`,
  )
})

test('padding comes off as it went on, and hides lengths within 12 %', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70_000 }), (length) => {
      const padded = padBytes(new Uint8Array(length).fill(1))
      const bare = unpadBytes(padded)
      expect(bare.ok && bare.value.length).toBe(length)
      expect(padded.length - 4 - length).toBeLessThanOrEqual(Math.ceil(0.12 * (length + 4)))
    }),
  )
  const lengths = new Set(Array.from({ length: 65_536 }, (_, length) => padBytes(new Uint8Array(length)).length))
  expect(lengths.size).toBeLessThan(250)
})

test('padding that is not canonical is refused', () => {
  for (const hex of ['', '000000', '01000000', '0200000001', '00000000ff', '0000000000000000000000', 'ffffffff00'])
    expect([hex, unpadBytes(hexToBytes(hex)).ok]).toEqual([hex, false])
})
