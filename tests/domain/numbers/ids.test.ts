import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compareIds,
  isHex,
  parseAccountId,
  parseDeviceId,
  parseEntryId,
  parseEventId,
  parseH160,
  parseHash32,
  parseMemberId,
  parsePotId,
  parseStateHash,
  seedOf,
  type EntryId,
} from '../../../src/domain/ids.ts'

const parsers32 = [
  parseHash32,
  parsePotId,
  parseEventId,
  parseMemberId,
  parseDeviceId,
  parseEntryId,
  parseStateHash,
  parseAccountId,
]

test('[ID1] an id is the lowercase hex text of its bytes and nothing else', () => {
  const id = '0123456789abcdef'.repeat(4)
  for (const parse of parsers32) {
    expect(parse(id)).toEqual({ ok: true, value: id })
    for (const input of [
      '',
      `0x${id}`,
      id.toUpperCase(),
      `${id}00`,
      id.slice(2),
      `${id.slice(1)}g`,
      `${id.slice(1)}\n`,
    ]) {
      expect(parse(input)).toEqual({ ok: false, error: { type: 'NotHex', bytes: 32 } })
    }
    for (const input of [7, null, undefined, Array.from({ length: 64 }, () => '')])
      expect(parse(input)).toEqual({ ok: false, error: { type: 'NotHex', bytes: 32 } })
    expect(parse([id])).toMatchObject({ ok: false })
  }
  expect(parseH160(id.slice(0, 40))).toEqual({ ok: true, value: id.slice(0, 40) })
  expect(parseH160(id)).toEqual({ ok: false, error: { type: 'NotHex', bytes: 20 } })
  expect(isHex('', 0)).toBe(true)
})

test('[OR1] the order of ids is the order of their bytes', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      (a, b) => {
        const index = a.findIndex((byte, at) => byte !== b[at])
        const expected = index === -1 ? 0 : Math.sign(a[index]! - b[index]!)
        expect(compareIds(toHex(a), toHex(b))).toBe(expected)
      },
    ),
    { numRuns: 2000 },
  )
  expect(compareIds('aa', 'aa')).toBe(0)
  expect(compareIds('9f', 'a0')).toBe(-1)
  expect(compareIds('a0', '9f')).toBe(1)
})

test('[SP3] the seed is the first 8 bytes of the root id, big-endian', () => {
  expect(seedOf('0000000000000102ffffffffffffffffffffffffffffffffffffffffffffffff' as EntryId)).toBe(0x102n)
  expect(seedOf(`ffffffffffffffff${'0'.repeat(48)}` as EntryId)).toBe(2n ** 64n - 1n)
})

const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
