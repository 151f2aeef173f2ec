import { expect, test } from 'vitest'
import { isCidBytes } from '../../../src/domain/encoding/cbor-value.ts'
import { hexToBytes } from '../../../src/domain/encoding/hex.ts'

const digest = 'ab'.repeat(32)

test.each(['55', '00', '71', '7f'])(
  '[EN1] a CID has version 1, a codec of one byte (%s) and a SHA-256 digest',
  (codec) => {
    expect(isCidBytes(hexToBytes(`01${codec}1220${digest}`))).toBe(true)
  },
)

test.each([
  ['version 0', `1220${digest}`],
  ['version 2', `02551220${digest}`],
  ['a codec of two bytes', `01801220${digest}`],
  ['a codec of two bytes, the greatest', `01ff1220${digest}`],
  ['another hash', `01551320${digest}`],
  ['another length of digest', `01551221${digest}`],
  ['a byte too few', `01551220${digest.slice(2)}`],
  ['a byte too many', `01551220${digest}00`],
  ['no byte', ''],
])('[EN1] %s is no CID here', (_, hex) => {
  expect(isCidBytes(hexToBytes(hex))).toBe(false)
})
