import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex, hexToBytes, parseHex } from '../../../src/domain/encoding/hex.ts'

test('bytes become lowercase hex and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const hex = bytesToHex(bytes)
      expect(hex).toBe(Buffer.from(bytes).toString('hex'))
      expect(hexToBytes(hex)).toEqual(bytes)
    }),
  )
})

test.each([
  ['0xff', 1],
  ['FF', 0],
  ['fF', 1],
  ['fg', 1],
  ['f:', 1],
  ['/0', 0],
  ['`0', 0],
  ['abc', 2],
  ['a', 0],
  ['éé', 0],
])('%s is no hex, and its first wrong character is named', (text, offset) => {
  expect(parseHex(text)).toEqual({ ok: false, error: { type: 'NotHexText', offset } })
  expect(() => hexToBytes(text)).toThrow(`character ${offset}`)
})

test('many bytes are written in parts, for one call takes only so many arguments', () => {
  const bytes = Uint8Array.from({ length: 2_000_001 }, (_, index) => index % 251)
  expect(bytesToHex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
})
