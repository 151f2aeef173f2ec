// EN2: what a decoder is given by strangers. Each case names the byte where the offending item begins.
import { expect, test } from 'vitest'
import { hexToBytes } from '../../../src/domain/hex.ts'
import { decodeCbor, type CborReason } from '../../../src/domain/cbor.ts'

const maxBytes = 65_536
const cid = `01551220${'ab'.repeat(32)}`

const cases: readonly (readonly [string, string, CborReason, number])[] = [
  ['nothing', '', 'Truncated', 0],
  ['a head cut in its argument', '1900', 'Truncated', 0],
  ['a head cut before its argument', '18', 'Truncated', 0],
  ['a cut byte string', '43010a', 'Truncated', 0],
  ['a cut text', '6261', 'Truncated', 0],
  ['a cut list', '820181', 'Truncated', 2],
  ['a list without its items', '8201', 'Truncated', 0],
  ['a map without its last value', 'a26161016162', 'Truncated', 6],
  ['a map without its key', 'a1', 'Truncated', 0],
  ['a map cut in its key', 'a11900', 'Truncated', 1],
  ['a map cut in its key text', 'a16261', 'Truncated', 1],
  ['a tag without content', 'd82a', 'Truncated', 2],
  ['a tag cut in its content', 'd82a5825', 'Truncated', 2],
  ['a byte string of 2^64 - 1', '5bffffffffffffffff', 'Truncated', 0],
  ['a text of 4 GiB', '7affffffff', 'Truncated', 0],
  ['a list of 2^64 - 1', '9bffffffffffffffff', 'Truncated', 0],
  ['a map of 2^53', 'bb0020000000000000', 'Truncated', 0],
  ['a map of more pairs than bytes', 'a3616101', 'Truncated', 0],
  ['a byte too many', '0000', 'TrailingBytes', 1],
  ['a second value', '8081', 'TrailingBytes', 1],
  ['17 lists', `${'81'.repeat(16)}80`, 'TooDeep', 16],
  ['17 maps', `${'a16161'.repeat(16)}a0`, 'TooDeep', 48],
  ['an indefinite list', '9f01ff', 'IndefiniteLength', 0],
  ['an indefinite map', 'bfff', 'IndefiniteLength', 0],
  ['an indefinite text', '7f6161ff', 'IndefiniteLength', 0],
  ['an indefinite byte string', '5f4101ff', 'IndefiniteLength', 0],
  ['a break', '81ff', 'IndefiniteLength', 1],
  ['an integer of indefinite length', '1f', 'IndefiniteLength', 0],
  ['a reserved head', '1c', 'ReservedLength', 0],
  ['another reserved head', '811e', 'ReservedLength', 1],
  ['23 in two bytes', '1817', 'NotShortest', 0],
  ['255 in three bytes', '1900ff', 'NotShortest', 0],
  ['65535 in five bytes', '1a0000ffff', 'NotShortest', 0],
  ['2^32 - 1 in nine bytes', '1b00000000ffffffff', 'NotShortest', 0],
  ['-1 in two bytes', '3800', 'NotShortest', 0],
  ['a text length in two bytes', '780161', 'NotShortest', 0],
  ['a list length in three bytes', '81990001', 'NotShortest', 1],
  ['tag 42 in three bytes', 'd9002a4100', 'NotShortest', 0],
  ['a float16', 'f93c00', 'Float', 0],
  ['a float32', 'fa3f800000', 'Float', 0],
  ['a float64', 'fb3ff0000000000000', 'Float', 0],
  ['a float -0', 'f98000', 'Float', 0],
  ['a float NaN', '81f97e00', 'Float', 1],
  ['undefined', 'f7', 'Undefined', 0],
  ['undefined as a value', 'a16161f7', 'Undefined', 3],
  ['an unassigned simple value', 'e0', 'UnknownSimple', 0],
  ['a simple value in two bytes', 'f8ff', 'UnknownSimple', 0],
  ['false in two bytes', 'f814', 'UnknownSimple', 0],
  ['a reserved simple head', 'fc', 'UnknownSimple', 0],
  ['a bignum: an integer beyond 64 bits', 'c249010000000000000000', 'UnknownTag', 0],
  ['a negative bignum', 'c349010000000000000000', 'UnknownTag', 0],
  ['a date', 'c074323031332d30332d32315432303a30343a30305a', 'UnknownTag', 0],
  ['tag 43', '81d82b4100', 'UnknownTag', 1],
  ['tag 2^32 + 42', 'db000000010000002a4100', 'UnknownTag', 0],
  ['a CID as text', 'd82a6161', 'BadCid', 0],
  ['a CID without its zero byte', `d82a582501${cid}`, 'BadCid', 0],
  ['an empty CID', 'd82a40', 'BadCid', 0],
  ['a CID that is cut', `d82a582400${cid.slice(2)}`, 'BadCid', 0],
  ['a CID of version 0', `d82a582500${cid.replace(/^01/, '00')}`, 'BadCid', 0],
  ['a CID with another hash', `d82a582500${cid.replace('1220', '1620')}`, 'BadCid', 0],
  ['a CID with another length', `d82a582500${cid.replace('1220', '121f')}`, 'BadCid', 0],
  ['a CID with a long codec', `d82a582500${cid.replace(/^0155/, '0180')}`, 'BadCid', 0],
  ['an integer as key', 'a10102', 'KeyNotText', 1],
  ['a byte string as key', 'a1416101', 'KeyNotText', 1],
  ['a duplicate key', 'a2616101616102', 'DuplicateKey', 4],
  ['two __proto__ keys', 'a2695f5f70726f746f5f5f01695f5f70726f746f5f5f02', 'DuplicateKey', 12],
  ['keys out of order', 'a2616201616101', 'KeysNotSorted', 4],
  ['keys by bytes instead of length', 'a262616101616201', 'KeysNotSorted', 5],
  ['a duplicate of a later key', 'a3616101616202616203', 'DuplicateKey', 7],
  ['a third key before the second', 'a3616101616302616203', 'KeysNotSorted', 7],
  ['a prefix after the longer key', 'a262616101616102', 'KeysNotSorted', 5],
  ['a lone surrogate in UTF-8', '63eda080', 'NotUtf8', 1],
  ['an overlong NUL', '820062c080', 'NotUtf8', 3],
  ['a character cut by its length', '62e282ac', 'NotUtf8', 1],
  ['a key that is no UTF-8', 'a161ff01', 'NotUtf8', 2],
  ['text that is not NFC', '6365cc81', 'NotNfc', 0],
  ['a key that is not NFC', 'a16365cc8101', 'NotNfc', 1],
]

test.each(cases)('[EN2] %s is refused: %s', (_, hex, reason, offset) => {
  expect(decodeCbor(hexToBytes(hex), { maxBytes })).toEqual({ ok: false, error: { type: 'BadCbor', offset, reason } })
})

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
