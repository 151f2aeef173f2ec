import { Buffer } from 'node:buffer'
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex, hexToBytes } from '../../../src/domain/encoding/hex.ts'
import {
  decodeCbor,
  encodeCbor,
  isCborList,
  isCborMap,
  MAX_CBOR_DEPTH,
  writeCbor,
  type CborValue,
} from '../../../src/domain/encoding/cbor.ts'
import { cborValue } from './cbor-value-arbitrary.ts'

const limits = { maxBytes: 1_000_000 }
const cid = hexToBytes(`01551220${'ab'.repeat(32)}`)

const golden: readonly (readonly [string, CborValue, string])[] = [
  ['null', null, 'f6'],
  ['false', false, 'f4'],
  ['true', true, 'f5'],
  ['0', 0n, '00'],
  ['23', 23n, '17'],
  ['24', 24n, '1818'],
  ['255', 255n, '18ff'],
  ['256', 256n, '190100'],
  ['65535', 65_535n, '19ffff'],
  ['65536', 65_536n, '1a00010000'],
  ['2^32 - 1', 2n ** 32n - 1n, '1affffffff'],
  ['2^32', 2n ** 32n, '1b0000000100000000'],
  ['2^53 + 1', 2n ** 53n + 1n, '1b0020000000000001'],
  ['2^64 - 1', 2n ** 64n - 1n, '1bffffffffffffffff'],
  ['-1', -1n, '20'],
  ['-24', -24n, '37'],
  ['-25', -25n, '3818'],
  ['-2^64', -(2n ** 64n), '3bffffffffffffffff'],
  ['empty text', '', '60'],
  ['text', 'café €😀', '6d636166c3a920e282acf09f9880'],
  ['bytes', Uint8Array.of(1, 2, 3), '43010203'],
  ['empty list', [], '80'],
  ['nested lists', [1n, [2n, []]], '8201820280'],
  ['empty map', new Map(), 'a0'],
  [
    'keys by length, then bytes',
    new Map<string, CborValue>([
      ['aa', 1n],
      ['b', 2n],
      ['a', 3n],
      ['é', 4n],
      ['', 5n],
    ]),
    'a560056161036162026261610162c3a904',
  ],
  ['a key like any other', new Map([['__proto__', 1n]]), 'a1695f5f70726f746f5f5f01'],
  ['a CID', { cid }, `d82a58250001551220${'ab'.repeat(32)}`],
]

test.each(golden)('[EN1] golden bytes of %s', (_, value, hex) => {
  expect(bytesToHex(encodeCbor(value))).toBe(hex)
  expect(decodeCbor(hexToBytes(hex), limits)).toEqual({ ok: true, value })
})

test('[EN1] every value comes back from its bytes', () => {
  fc.assert(
    fc.property(cborValue, (value) => {
      const bytes = encodeCbor(value)
      const decoded = decodeCbor(bytes, limits)
      expect(decoded.ok && encodeCbor(decoded.value)).toEqual(bytes)
      expect(decoded).toEqual({ ok: true, value })
    }),
  )
})

test('[EN2] whatever is accepted encodes to the same bytes again', () => {
  let tried = 0
  let accepted = 0
  // Bytes near canonical ones: random ones are nearly always refused at the first item.
  const near = fc
    .tuple(cborValue, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }))
    .map(([value, edits]) => {
      const bytes = encodeCbor(value)
      for (const [at, byte] of edits) bytes[at % bytes.length] = byte
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(near, fc.uint8Array({ maxLength: 12 })), (bytes) => {
      tried += 1
      const decoded = decodeCbor(bytes, limits)
      if (!decoded.ok) {
        expect(decoded.error.offset).toBeLessThanOrEqual(bytes.length)
        return
      }
      accepted += 1
      expect(bytesToHex(encodeCbor(decoded.value))).toBe(bytesToHex(bytes))
    }),
    { numRuns: 3000 },
  )
  expect(accepted).toBeGreaterThan(tried / 6)
})

test('[EN1] one value has one encoding, whatever the order in which a map was filled', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.bigInt({ min: 0n, max: 9n })), { maxLength: 8 }),
      (entries) => {
        const map = new Map(entries)
        expect(encodeCbor(new Map([...map].toReversed()))).toEqual(encodeCbor(map))
      },
    ),
  )
})

test('[EN1] a large value goes to a sink in small pieces, with the bytes of one encoding', () => {
  const value = Array.from(
    { length: 20_000 },
    (_, i) =>
      new Map<string, CborValue>([
        ['index', BigInt(i)],
        ['name', `entry ${i}`],
      ]),
  )
  const large = new Uint8Array(10_000).fill(7)
  const hash = sha256.create()
  let longest = 0
  writeCbor([value, large, 1n], (chunk) => {
    longest = Math.max(longest, chunk.length)
    hash.update(chunk)
  })
  expect(hash.digest()).toEqual(sha256(encodeCbor([value, large, 1n])))
  expect(longest).toBe(10_000)
})

test.each<readonly [string, number, (size: number) => CborValue]>([
  ['text', 3, (size) => 'a'.repeat(size)],
  ['text that is not ASCII at its end', 3, (size) => `${'a'.repeat(size - 2)}é`],
  ['bytes', 2, (size) => new Uint8Array(size).fill(9)],
  ['a list of small integers', 4, (size) => Array.from({ length: size }, (_, i) => BigInt(i % 24))],
])('[EN1] %s of every size around a page has its bytes', (_, major, make) => {
  for (const size of [1000, 1010, 1014, 1015, 1016, 1020, 1021, 1022, 1023, 1024, 1025, 2048, 5000]) {
    const bytes = encodeCbor(make(size))
    expect(bytes.length).toBe(size + 3)
    expect([...bytes.subarray(0, 3)]).toEqual([(major << 5) | 25, size >> 8, size & 255])
    expect(decodeCbor(bytes, limits)).toEqual({ ok: true, value: make(size) })
  }
})

test('[EN1] text is whole wherever in a page it begins', () => {
  const text = 'twelve bytes'
  for (let before = 990; before <= 1030; before++) {
    const bytes = encodeCbor([...Array.from({ length: before }, () => 0n), text])
    expect(bytesToHex(bytes.subarray(3))).toBe(`${'00'.repeat(before)}6c${Buffer.from(text).toString('hex')}`)
  }
})

test('[EN1] a sink is given no empty piece', () => {
  const lengths: number[] = []
  writeCbor([1n, new Uint8Array(10_000)], (chunk) => lengths.push(chunk.length))
  expect(lengths).toEqual([5, 10_000])
})

test('[EN1] encoding does not keep or change what it was given', () => {
  const bytes = new Uint8Array(5000).fill(1)
  const encoded = encodeCbor(bytes)
  bytes.fill(2)
  expect(encoded.subarray(3).every((byte) => byte === 1)).toBe(true)
  const decoded = decodeCbor(encoded, limits)
  encoded.fill(3)
  expect(decoded).toEqual({ ok: true, value: new Uint8Array(5000).fill(1) })
})

test.each<readonly [string, () => CborValue, string]>([
  ['an integer above 64 bits', () => 2n ** 64n, 'beyond 64 bits'],
  ['an integer below 64 bits', () => -(2n ** 64n) - 1n, 'beyond 64 bits'],
  ['text that is not NFC', () => 'e\u0301', 'not in NFC'],
  ['a key that is not NFC', () => new Map([['e\u0301', 1n]]), 'not in NFC'],
  ['a lone surrogate', () => '\ud800', 'lone surrogate'],
  ['17 levels', () => nest(MAX_CBOR_DEPTH + 1), 'More than 16 levels'],
  ['a CID that is none', () => ({ cid: cid.subarray(1) }), 'Not a version 1 CID'],
])('[EN1] %s is not encoded', (_, value, message) => {
  expect(() => encodeCbor(value())).toThrow(message)
})

test('[EN1] 16 levels are encoded and decoded', () => {
  const bytes = encodeCbor(nest(MAX_CBOR_DEPTH))
  expect(bytesToHex(bytes)).toBe(`${'81'.repeat(15)}80`)
  expect(decodeCbor(bytes, limits).ok).toBe(true)
})

test('[EN1] lists and maps are told apart', () => {
  expect([isCborList([]), isCborList(new Map()), isCborList(null)]).toEqual([true, false, false])
  expect([isCborMap([]), isCborMap(new Map()), isCborMap(Buffer.from([1]))]).toEqual([false, true, false])
})

function nest(levels: number): CborValue {
  let value: CborValue = []
  for (let i = 1; i < levels; i++) value = [value]
  return value
}
