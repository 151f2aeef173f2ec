import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64ToBytes, bytesToBase64 } from '../../src/formats/base64.ts'

test('base64 is that of RFC 4648 §10', () => {
  const texts = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy']
  for (const [length, text] of texts.entries()) {
    const bytes = new TextEncoder().encode('foobar'.slice(0, length))
    expect(bytesToBase64(bytes)).toBe(text)
    expect(base64ToBytes(text)).toEqual({ ok: true, value: bytes })
  }
})

test('bytes have one text: whatever decodes is what encoding writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(bytesToBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(base64ToBytes(bytesToBase64(bytes))).toEqual({ ok: true, value: bytes })
    }),
  )
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '+', '/', '='), maxLength: 8 }),
      (text) => {
        const decoded = base64ToBytes(text)
        if (decoded.ok) expect(bytesToBase64(decoded.value)).toBe(text)
      },
    ),
  )
})

test.each(['Zg', 'Zg=', 'Zh==', 'Zm9=', '=', '====', 'Z===', 'Zm 9', 'Zm9v\n', 'Zm8_', 'Zmé='])(
  '%j is refused',
  (text) => {
    expect(base64ToBytes(text).ok).toBe(false)
  },
)
