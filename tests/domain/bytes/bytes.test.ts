import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ascii,
  compareBytes,
  concatBytes,
  equalBytes,
  u128le,
  u64le,
  uintLe,
} from '../../../src/domain/encoding/bytes.ts'

test('parts are joined in order', () => {
  expect(concatBytes()).toEqual(new Uint8Array())
  expect(concatBytes(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3))
})

test('the order of bytes is that of the platform: first difference, then length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ max: 3, maxLength: 4 }), fc.uint8Array({ max: 3, maxLength: 4 }), (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b))
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0)
    }),
  )
})

test('only the same bytes are equal', () => {
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true)
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false)
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false)
  expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true)
})

test('a separator is ASCII', () => {
  expect(ascii('\u007f')).toEqual(Uint8Array.of(0x7f))
  expect(ascii('quits/v1')).toEqual(new Uint8Array(Buffer.from('quits/v1')))
  expect(() => ascii('a\u0080')).toThrow('character 1')
})

test('integers are little-endian and never cut', () => {
  expect(u64le(0x0102n)).toEqual(Uint8Array.of(2, 1, 0, 0, 0, 0, 0, 0))
  expect(u64le(0n)).toEqual(new Uint8Array(8))
  expect(u64le(2n ** 64n - 1n)).toEqual(new Uint8Array(8).fill(255))
  expect(u128le(2n ** 64n)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0))
  expect(() => u64le(2n ** 64n)).toThrow('does not fit 8')
  expect(() => u128le(2n ** 128n)).toThrow('does not fit 16')
  expect(() => uintLe(-1n, 1)).toThrow('does not fit 1')
})
