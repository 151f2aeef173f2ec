import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTexts, isWellFormed, utf8Decode, utf8Encode } from '../../../src/domain/encoding/utf8.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const platformDecode = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

test('[EN1] text becomes the same bytes as on the platform, and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = utf8Encode(text)
      expect(Buffer.from(bytes).equals(Buffer.from(text, 'utf8'))).toBe(true)
      expect(utf8Decode(bytes)).toEqual({ ok: true, value: text })
    }),
  )
})

test('[EN1] any bytes are decoded exactly when the platform accepts them', () => {
  const edges = fc.constantFrom(
    0x00,
    0x7f,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
    0xff,
  )
  fc.assert(
    fc.property(fc.array(edges, { maxLength: 6 }), (list) => {
      const bytes = Uint8Array.from(list)
      const decoded = utf8Decode(bytes)
      expect(decoded.ok ? decoded.value : null).toBe(platformDecode(bytes))
    }),
    { numRuns: 5000 },
  )
})

test('[EN1] a lone surrogate has no bytes', () => {
  for (const text of ['\ud800', 'a\udc00', '\ud83d!', '\udfff', '\ude00\ud83d']) {
    expect(isWellFormed(text)).toBe(false)
    expect(() => utf8Encode(text)).toThrow('lone surrogate')
  }
  expect(isWellFormed('a😀')).toBe(true)
})

test.each([
  ['a lone continuation', [0x61, 0x80], 1],
  ['an overlong slash', [0xc0, 0xaf], 0],
  ['an overlong three-byte form', [0xe0, 0x9f, 0xbf], 0],
  ['an encoded surrogate', [0xed, 0xa0, 0x80], 0],
  ['the last encoded surrogate', [0xed, 0xbf, 0xbf], 0],
  ['a five-byte form', [0xf8, 0x90, 0x80, 0x80, 0x80], 0],
  ['an overlong four-byte form', [0xf0, 0x8f, 0xbf, 0xbf], 0],
  ['a point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
  ['a lead that never occurs', [0x61, 0x62, 0xf5, 0x80, 0x80, 0x80], 2],
  ['a cut character', [0x61, 0xe2, 0x82], 1],
  ['a broken tail', [0xe2, 0x28, 0xa1], 0],
])('[EN1] %s is refused with its offset', (_, bytes, offset) => {
  expect(utf8Decode(Uint8Array.from(bytes))).toEqual({ ok: false, error: { type: 'NotUtf8', offset } })
})

test('[EN1] a range is decoded without looking beyond its end', () => {
  const bytes = utf8Encode('aé€😀z')
  expect(utf8Decode(bytes, 1, 3)).toEqual({ ok: true, value: 'é' })
  expect(utf8Decode(bytes, 3, 5)).toEqual({ ok: false, error: { type: 'NotUtf8', offset: 3 } })
})

test.each([
  ['\u007f', '7f'],
  ['\u0080', 'c280'],
  ['\u07ff', 'dfbf'],
  ['\u0800', 'e0a080'],
  ['\ud7ff', 'ed9fbf'],
  ['\ue000', 'ee8080'],
  ['\uffff', 'efbfbf'],
  ['\u{10000}', 'f0908080'],
  ['\u{10ffff}', 'f48fbfbf'],
])('[EN1] the first and the last character of each length: %j is %s', (text, hex) => {
  const bytes = utf8Encode(text)
  expect(Buffer.from(bytes).toString('hex')).toBe(hex)
  expect(utf8Decode(bytes)).toEqual({ ok: true, value: text })
})

test('[EN1] texts are in the order of their bytes, in which a character beyond U+FFFF comes last', () => {
  const inOrder = ['', 'A', 'Aa', 'B', 'a', 'é', '\uffee', '😀']
  expect(inOrder.toReversed().sort(compareTexts)).toEqual(inOrder)
  expect(compareTexts('é', 'é')).toBe(0)
})
