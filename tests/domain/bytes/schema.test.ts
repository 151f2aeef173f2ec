import fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import { minor, type Minor } from '../../../src/domain/money/amount.ts'
import { decodeCbor, encodeCbor, type CborValue } from '../../../src/domain/encoding/cbor.ts'
import { hexToBytes } from '../../../src/domain/encoding/hex.ts'
import type { EventId } from '../../../src/domain/ids.ts'
import {
  amount,
  anyValue,
  boolean,
  cid,
  hexBytes,
  list,
  literal,
  nullable,
  oneOf,
  planck,
  record,
  refine,
  sortedList,
  tagged,
  text,
  uint,
  uint64,
  type Infer,
  type Schema,
} from '../../../src/domain/encoding/schema.ts'

const expense = record({
  id: hexBytes<EventId>(4),
  title: text({ min: 1, max: 5 }),
  amount,
  payers: list(record({ member: uint(9), paid: amount }), { min: 1, max: 2 }),
  split: tagged('mode', {
    even: record({ among: sortedList(uint(9), (a, b) => a - b, { max: 3 }) }),
    shares: record({ weights: list(uint(100), { max: 3 }) }),
  }),
  note: nullable(text({ max: 10 })),
  frozen: boolean,
})
type Expense = Infer<typeof expense>

const dinner: Expense = {
  id: 'deadbeef' as EventId,
  title: 'Čaj',
  amount: minor(-5n),
  payers: [{ member: 2, paid: minor(12n) }],
  split: { mode: 'shares', weights: [1, 2] },
  note: null,
  frozen: false,
}

/** What decoding the value says, after its bytes were written and read. */
function reread<T>(schema: Schema<T>, value: CborValue): ReturnType<Schema<T>['decode']> {
  const decoded = decodeCbor(encodeCbor(value), { maxBytes: 100_000 })
  if (!decoded.ok) throw new Error(decoded.error.reason)
  return schema.decode(decoded.value, 'body')
}

/** The canonical value of dinner with some fields changed; undefined removes one. */
function dinnerWith(changes: Readonly<Record<string, CborValue | undefined>>): CborValue {
  const map = new Map(expense.encode(dinner) as ReadonlyMap<string, CborValue>)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) map.delete(name)
    else map.set(name, value)
  }
  return map
}

const map = (fields: Readonly<Record<string, CborValue>>): CborValue => new Map(Object.entries(fields))

test('[EV3] a typed body comes back from its bytes', () => {
  expect(reread(expense, expense.encode(dinner))).toEqual({ ok: true, value: dinner })
  const among = [3, 1]
  const even = { ...dinner, split: { mode: 'even', among }, note: 'cash' } as const
  expect(reread(expense, expense.encode(even))).toEqual({
    ok: true,
    value: { ...even, split: { mode: 'even', among: [1, 3] } },
  })
  expect(among).toEqual([3, 1])
})

test('[EV3] types follow from the schema', () => {
  expectTypeOf<Expense['id']>().toEqualTypeOf<EventId>()
  expectTypeOf<Expense['amount']>().toEqualTypeOf<Minor>()
  expectTypeOf<Expense['note']>().toEqualTypeOf<string | null>()
  expectTypeOf<Expense['payers']>().toEqualTypeOf<readonly { readonly member: number; readonly paid: Minor }[]>()
  expectTypeOf<Expense['split']['mode']>().toEqualTypeOf<'even' | 'shares'>()
  expectTypeOf<Extract<Expense['split'], { mode: 'even' }>['among']>().toEqualTypeOf<readonly number[]>()
  expect(expense.fields.frozen).toBe(boolean)
})

test.each<readonly [string, CborValue, string, string]>([
  ['no map', null, 'body', 'expected a map'],
  ['a list', [], 'body', 'expected a map'],
  ['an unknown field', dinnerWith({ extra: 1n }), 'body.extra', 'unknown field'],
  ['an unknown field named __proto__', dinnerWith({ ['__proto__x']: 1n }), 'body.__proto__x', 'unknown field'],
  ['a missing field', dinnerWith({ frozen: undefined }), 'body.frozen', 'missing field'],
  ['another field instead of one', dinnerWith({ frozen: undefined, thawed: true }), 'body.frozen', 'missing field'],
  ['bytes that are too few', dinnerWith({ id: new Uint8Array(3) }), 'body.id', 'expected 4 bytes'],
  ['hex text instead of bytes', dinnerWith({ id: 'deadbeef' }), 'body.id', 'expected 4 bytes'],
  ['an empty title', dinnerWith({ title: '' }), 'body.title', 'expected text of 1 to 5 characters'],
  ['a long title', dinnerWith({ title: 'abcdef' }), 'body.title', 'expected text of 1 to 5 characters'],
  ['a very long title', dinnerWith({ title: 'a'.repeat(1000) }), 'body.title', 'expected text of 1 to 5 characters'],
  ['a title of bytes', dinnerWith({ title: Uint8Array.of(65) }), 'body.title', 'expected text of 1 to 5 characters'],
  ['an amount as integer', dinnerWith({ amount: 5n }), 'body.amount', 'expected canonical decimal text of an amount'],
  [
    'a nested amount',
    dinnerWith({ payers: [map({ member: 2n, paid: '01' })] }),
    'body.payers[0].paid',
    'expected canonical decimal text of an amount',
  ],
  [
    'a number too large',
    dinnerWith({ payers: [map({ member: 1n, paid: '1' }), map({ member: 10n, paid: '1' })] }),
    'body.payers[1].member',
    'expected a whole number from 0 to 9',
  ],
  ['no payer', dinnerWith({ payers: [] }), 'body.payers', 'expected a list of 1 to 2 items'],
  ['payers as a map', dinnerWith({ payers: map({}) }), 'body.payers', 'expected a list of 1 to 2 items'],
  [
    'a split without a mode',
    dinnerWith({ split: map({ weights: [] }) }),
    'body.split.mode',
    'expected "even" or "shares"',
  ],
  [
    'a split of an unknown mode',
    dinnerWith({ split: map({ mode: 'random' }) }),
    'body.split.mode',
    'expected "even" or "shares"',
  ],
  [
    'a split named after a method',
    dinnerWith({ split: map({ mode: 'constructor' }) }),
    'body.split.mode',
    'expected "even" or "shares"',
  ],
  [
    'a split with the other mode’s field',
    dinnerWith({ split: map({ mode: 'even', weights: [] }) }),
    'body.split.among',
    'missing field',
  ],
  ['a split that is text', dinnerWith({ split: 'even' }), 'body.split', 'expected a map'],
  [
    'a set out of order',
    dinnerWith({ split: map({ mode: 'even', among: [2n, 1n] }) }),
    'body.split.among[1]',
    'expected strictly ascending items',
  ],
  [
    'a set with a duplicate',
    dinnerWith({ split: map({ mode: 'even', among: [1n, 2n, 2n] }) }),
    'body.split.among[2]',
    'expected strictly ascending items',
  ],
  [
    'a set that is none',
    dinnerWith({ split: map({ mode: 'even', among: null }) }),
    'body.split.among',
    'expected a list of 0 to 3 items',
  ],
  ['a note of another type', dinnerWith({ note: false }), 'body.note', 'expected text of 0 to 10 characters'],
  ['a flag as number', dinnerWith({ frozen: 0n }), 'body.frozen', 'expected true or false'],
])('[EV3] %s is refused at its place', (_, value, path, reason) => {
  expect(reread(expense, value)).toEqual({ ok: false, error: { type: 'BadShape', path, reason } })
})

test('[EV3] a record at the root names its fields without a dot', () => {
  expect(record({ a: boolean }).decode(new Map(), '')).toEqual({
    ok: false,
    error: { type: 'BadShape', path: 'a', reason: 'missing field' },
  })
})

test('characters are code points, not UTF-16 units', () => {
  const two = text({ min: 2, max: 2 })
  expect(two.decode('😀😀', '')).toEqual({ ok: true, value: '😀😀' })
  expect(two.decode('😀', '').ok).toBe(false)
  expect(two.decode('😀😀a', '').ok).toBe(false)
})

test('[MO1] an amount is canonical decimal text within 96 bits', () => {
  const limit = 2n ** 96n
  fc.assert(
    fc.property(fc.bigInt({ min: 1n - limit, max: limit - 1n }), (value) => {
      expect(amount.decode(amount.encode(minor(value)), '')).toEqual({ ok: true, value })
    }),
  )
  for (const bad of ['-0', '00', '+1', '1.0', '', ' 1', '1e3', `${limit}`, `-${limit}`, '٣', '9'.repeat(1000)])
    expect(amount.decode(bad, '').ok).toBe(false)
})

test('a token amount is unsigned and has 128 bits', () => {
  for (const value of [0n, 1n, 2n ** 128n - 1n])
    expect(planck.decode(planck.encode(value), '')).toEqual({ ok: true, value })
  for (const bad of ['-1', '01', '', `${2n ** 128n}`, '9'.repeat(40), 5n]) {
    expect(planck.decode(bad, 'p')).toEqual({
      ok: false,
      error: { type: 'BadShape', path: 'p', reason: 'expected canonical decimal text of a token amount' },
    })
  }
})

test('integers keep their range', () => {
  expect(uint64.decode(2n ** 64n - 1n, '')).toEqual({ ok: true, value: 2n ** 64n - 1n })
  expect(uint64.encode(7n)).toBe(7n)
  for (const bad of [-1n, 2n ** 64n, '1']) expect(uint64.decode(bad, '').ok).toBe(false)
  expect(uint(255).decode(255n, '')).toEqual({ ok: true, value: 255 })
  for (const bad of [-1n, 256n, true]) expect(uint(255).decode(bad, '').ok).toBe(false)
  expect(() => uint(255).encode(1.5)).toThrow(RangeError)
})

test('a literal and a choice take only their texts', () => {
  expect(literal('v1').decode('v1', '')).toEqual({ ok: true, value: 'v1' })
  expect(literal('v1').decode('v2', 'p')).toEqual({
    ok: false,
    error: { type: 'BadShape', path: 'p', reason: 'expected "v1"' },
  })
  expect(oneOf('a', 'b').decode('b', '')).toEqual({ ok: true, value: 'b' })
  expect(oneOf('a', 'b').encode('a')).toBe('a')
})

test('a condition is checked after the shape', () => {
  const even = refine(uint(9), (value) => value % 2 === 0, 'expected an even number')
  expect(even.decode(4n, 'p')).toEqual({ ok: true, value: 4 })
  expect(even.decode(3n, 'p')).toEqual({
    ok: false,
    error: { type: 'BadShape', path: 'p', reason: 'expected an even number' },
  })
  expect(even.decode('3', 'p')).toEqual({
    ok: false,
    error: { type: 'BadShape', path: 'p', reason: 'expected a whole number from 0 to 9' },
  })
  expect(even.encode(4)).toBe(4n)
})

test('a variant that does not exist is not written', () => {
  const union = tagged('kind', { a: record({}) })
  expect(() => union.encode({ kind: 'b' } as unknown as Infer<typeof union>)).toThrow('No variant')
})

test('[EN1] a content identifier is hex of its binary form, and nothing else', () => {
  const hex = `01551220${'ab'.repeat(32)}`
  const bytes = hexToBytes(hex)
  expect(reread(cid, cid.encode(hex as Infer<typeof cid>))).toEqual({ ok: true, value: hex })
  const codec = Uint8Array.from(bytes)
  codec[1] = 0x80
  const others: readonly CborValue[] = [
    null,
    true,
    1n,
    hex,
    bytes,
    [],
    new Map(),
    { cid: bytes.subarray(1) },
    { cid: codec },
  ]
  for (const value of others)
    expect(cid.decode(value, 'receipt')).toEqual({
      ok: false,
      error: { type: 'BadShape', path: 'receipt', reason: 'expected a CID' },
    })
})

test('[EV3] fields are looked at by (length, bytes) of their names, so that everybody names the same fault first', () => {
  const pair = record({ bb: boolean, ab: boolean, c: boolean })
  const missing = (value: CborValue): unknown => {
    const decoded = pair.decode(value, '')
    return decoded.ok ? null : decoded.error.path
  }
  expect(missing(new Map())).toBe('c')
  expect(missing(map({ c: true }))).toBe('ab')
  expect(missing(map({ c: true, ab: true }))).toBe('bb')
})

test('[EV3] each variant of a union is read and written by its own schema', () => {
  const union = tagged('type', { all: record({}), some: record({ number: uint(9) }) })
  for (const value of [{ type: 'all' }, { type: 'some', number: 3 }] as const)
    expect(union.decode(union.encode(value), '')).toEqual({ ok: true, value })
  expect(() => union.encode({ type: 'none' } as never)).toThrow('No variant of this name in "type"')
  expect(union.decode(map({ type: 'none' }), 'mode')).toEqual({
    ok: false,
    error: { type: 'BadShape', path: 'mode.type', reason: 'expected "all" or "some"' },
  })
})

test('[EN1] an unsigned 64-bit integer comes back, and nothing else is one', () => {
  for (const value of [0n, 1n, 2n ** 64n - 1n])
    expect(uint64.decode(uint64.encode(value), '')).toEqual({ ok: true, value })
  for (const bad of [-1n, 2n ** 64n, '1', null])
    expect(uint64.decode(bad, 'seq')).toEqual({
      ok: false,
      error: { type: 'BadShape', path: 'seq', reason: 'expected an unsigned 64-bit integer' },
    })
})

test('[EN1] what is written as it is comes back', () => {
  expect(text({ max: 3 }).encode('abc')).toBe('abc')
  expect(oneOf('a', 'b').encode('b')).toBe('b')
  expect(literal('a').encode('a')).toBe('a')
  expect(boolean.encode(true)).toBe(true)
  expect(boolean.encode(false)).toBe(false)
  expect(anyValue.encode([1n])).toEqual([1n])
  expect(anyValue.decode([1n], '')).toEqual({ ok: true, value: [1n] })
})
