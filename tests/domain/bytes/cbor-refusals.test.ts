// EN2: what a decoder is given by strangers. Refusals one by one are vectors: tests/vectors/conformance/bytes.json.
import { expect, test } from 'vitest'
import { hexToBytes } from '../../../src/domain/encoding/hex.ts'
import { decodeCbor } from '../../../src/domain/encoding/cbor.ts'

const maxBytes = 65_536
test('[EN1] the byte limit is checked before anything is decoded', () => {
  const bytes = new Uint8Array(11).fill(0xff)
  expect(decodeCbor(bytes, { maxBytes: 10 })).toEqual({
    ok: false,
    error: { type: 'BadCbor', offset: 10, reason: 'TooManyBytes' },
  })
  expect(decodeCbor(new Uint8Array([0x49, 1, 2, 3, 4, 5, 6, 7, 8, 9]), { maxBytes: 10 }).ok).toBe(true)
})

test('[EN1] a map named __proto__ touches no prototype', () => {
  const decoded = decodeCbor(hexToBytes('a1695f5f70726f746f5f5fa168706f6c6c75746564f5'), { maxBytes })
  expect(decoded.ok && (decoded.value as ReadonlyMap<string, unknown>).get('__proto__')).toEqual(
    new Map([['polluted', true]]),
  )
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

const digest = 'ab'.repeat(32)
test.each([
  ['text', `d82a78250001551220${'41'.repeat(32)}`],
  ['a list', `d82a9825${'00'.repeat(37)}`],
  ['a map', `d82ab825${'00'.repeat(74)}`],
  ['a number', 'd82a00'],
  ['another tag', `d82ad82a58250001551220${digest}`],
])('[EN2] a CID tag around %s is none, though its bytes would make one', (_, hex) => {
  expect(decodeCbor(hexToBytes(hex), { maxBytes })).toEqual({
    ok: false,
    error: { type: 'BadCbor', offset: 0, reason: 'BadCid' },
  })
})

test.each([
  ['bytes', '5b'],
  ['text', '7b'],
  ['a list', '9b'],
  ['a map', 'bb'],
])('[EN2] %s of 2^32 or more items are not there', (_, head) => {
  for (const count of ['0000000100000000', '0000000100000001', 'ffffffffffffffff'])
    expect(decodeCbor(hexToBytes(`${head}${count}000000`), { maxBytes })).toEqual({
      ok: false,
      error: { type: 'BadCbor', offset: 0, reason: 'Truncated' },
    })
})
