import { expect, test } from 'vitest'
import { amountText, costText, tokenText } from '../../src/ui/format/amount-text.ts'
import { dayText } from '../../src/ui/format/date-text.ts'
import { potFileName } from '../../src/ui/pot/pot-file.ts'
import { cleanContract, cleanEndpoint, readNetwork } from '../../src/ui/stores/network-choice.ts'

test('amounts are exact beyond what a float holds', () => {
  expect(amountText(123_456_789_012_345_678_901n, { code: 'EUR', digits: 2 }, 'en-GB')).toBe(
    '€1,234,567,890,123,456,789.01',
  )
  expect(amountText(-5n, { code: 'EUR', digits: 2 }, 'de-DE')).toBe('-0,05\u00a0€')
})

test('a currency keeps its own digits, and one that nobody knows keeps its code', () => {
  expect(amountText(1234n, { code: 'JPY', digits: 0 }, 'en-GB')).toBe('JP¥1,234')
  expect(amountText(1234n, { code: 'BEERS', digits: 0 }, 'en-GB')).toBe('1,234 BEERS')
  expect(amountText(1234n, { code: 'ZZQ', digits: 3 }, 'en-GB')).toBe('1.234 ZZQ')
})

test('tokens are written without zeros at their end', () => {
  expect(tokenText(16_005_000_000_000n, { code: 'UNIT', digits: 12 }, 'en-GB')).toBe('16.005 UNIT')
  expect(tokenText(1n, { code: 'UNIT', digits: 12 }, 'en-GB')).toBe('0.000000000001 UNIT')
  expect(tokenText(200n, { code: 'WHOLE', digits: 0 }, 'en-GB')).toBe('200 WHOLE')
})

test('a cost is never said to be less than it is', () => {
  const unit = { code: 'UNIT', digits: 12 }
  expect(costText(51_967_390_093n, unit, 'en-GB')).toBe('0.052 UNIT')
  expect(costText(1n, unit, 'en-GB')).toBe('0.0001 UNIT')
  expect(costText(0n, unit, 'en-GB')).toBe('0 UNIT')
  expect(costText(7n, { code: 'WHOLE', digits: 0 }, 'en-GB')).toBe('7 WHOLE')
})

test('a calendar day is the same day everywhere', () => {
  expect(dayText('2026-01-01', 'en-GB')).toBe('1 Jan 2026')
})

test('a file name holds nothing that a system forbids', () => {
  expect(potFileName('Flat / 2026: “a*b?”')).toBe('Flat-2026-“a-b-”.quits.json')
  expect(potFileName('..')).toBe('pot.quits.json')
  expect(potFileName('日本 旅行')).toBe('日本-旅行.quits.json')
})

test('addresses of nodes and contracts are taken as people paste them, and nothing else', () => {
  expect(cleanEndpoint(' wss://node.example/ ')).toBe('wss://node.example/')
  expect([cleanEndpoint('https://node.example'), cleanEndpoint('ws://'), cleanEndpoint('')]).toEqual([null, null, ''])
  expect(cleanContract(`0x${'AB'.repeat(20)}`)).toBe('ab'.repeat(20))
  expect([cleanContract('0x12'), cleanContract('')]).toEqual([null, ''])
  expect(readNetwork('{"endpoint":"ws://a","contract":7}')).toEqual({
    endpoint: 'ws://a',
    second: '',
    contract: '',
    tokenContract: '',
    subscan: '',
    blockscout: '',
  })
  expect(readNetwork('no json')).toBeNull()
})
