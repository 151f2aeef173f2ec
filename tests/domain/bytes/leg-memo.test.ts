import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { minor } from '../../../src/domain/money/amount.ts'
import type { Hash32 } from '../../../src/domain/ids.ts'
import { legMemo, legSalt } from '../../../src/domain/settling/leg-memo.ts'

const potSalt = '11'.repeat(32) as Hash32
const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

test('[AN1] golden salt and memo', () => {
  const salt = legSalt(potSalt, 1n, 2)
  expect(salt).toBe('37d461f303e93e010109c0b2310a3a06488e24eca72236a26594d9ba597647e6')
  expect(legMemo(salt, { amount: minor(13021n), currency: 'EUR', rate: '38.4' })).toBe(
    '56de733863adf97415d2d67d7f6cda0482e4342e0dbf61cbcd2944a920ffa28c',
  )
  expect(legMemo(salt, { amount: minor(13021n), currency: 'EUR', rate: null })).toBe(
    'edf5fdecb2dfb238bf714a3e09e12e9cad2ff70d78b1fa1efe0bfcfbf61ee93c',
  )
})

test('[AN1] salt and memo are SHA-256 over the stated layouts', () => {
  const salt = legSalt(potSalt, 0x0102n, 62)
  expect(salt).toBe(sha256('quits/leg-salt/v1', Buffer.from(potSalt, 'hex'), Uint8Array.of(2, 1, 0, 0, 0, 0, 0, 0, 62)))
  // {rate: "38.4", amount: "13021", currency: "EUR"}, keys by length.
  const terms = [
    'a3',
    '6472617465',
    '6433382e34',
    '66616d6f756e74',
    '653133303231',
    '6863757272656e6379',
    '63455552',
  ].join('')
  const memo = legMemo(salt, { amount: minor(13021n), currency: 'EUR', rate: '38.4' })
  expect(memo).toBe(sha256('quits/leg/v1', Buffer.from(salt, 'hex'), Buffer.from(terms, 'hex')))
})

test('[AN1] every leg has its own salt', () => {
  const salts = [
    legSalt(potSalt, 1n, 0),
    legSalt(potSalt, 1n, 1),
    legSalt(potSalt, 2n, 0),
    legSalt('22'.repeat(32) as Hash32, 1n, 0),
  ]
  expect(new Set(salts).size).toBe(4)
})
