// Golden bytes of what travels, and what its parser refuses.

import { expect, test } from 'vitest'
import { bytesToHex } from '../../src/domain/index.ts'
import {
  bytesToQrFrames,
  framesToSyncFile,
  parseSyncMessage,
  syncMessageToBytes,
  type SyncMessage,
} from '../../src/sync/index.ts'

const message = {
  pot: 'a0'.repeat(32),
  session: 'b1'.repeat(8),
  number: 300,
  heard: 2,
  more: false,
  statement: {
    size: 5_000_000_000,
    fingerprint: 'c2'.repeat(16),
    heads: [{ device: 'd3'.repeat(8), seq: 7, prefix: 'e4'.repeat(16) }],
  },
  ranges: [{ upper: { at: Infinity, prefix: '' }, mode: 'ids', ids: ['f5'.repeat(16)] }],
  needs: ['06'.repeat(16)],
  relays: [],
  payloads: [{ id: '17'.repeat(32), bytes: Uint8Array.of(1, 2, 3) }],
} as unknown as SyncMessage

test('golden: a message has these bytes', () => {
  const bytes = syncMessageToBytes(message)
  expect(bytesToHex(bytes)).toBe(
    [
      '510101',
      'a0'.repeat(32),
      'b1'.repeat(8),
      'ac02',
      '02',
      '06',
      '80e497d012',
      'c2'.repeat(16),
      '01',
      'd3'.repeat(8),
      '0700000000000000',
      'e4'.repeat(16),
      '01',
      '82',
      '01',
      'f5'.repeat(16),
      '01',
      '06'.repeat(16),
      '00',
      '01',
      '17'.repeat(32),
      '03',
      '010203',
    ].join(''),
  )
  expect(parseSyncMessage(bytes)).toEqual({ ok: true, value: message })
})

test('golden: a file and a QR code have these bytes', () => {
  expect(bytesToHex(framesToSyncFile([Uint8Array.of(1, 2), new Uint8Array(0)]))).toBe(
    '71756974732d73796e632f310a1bc43c00dfc126cf02010200',
  )
  expect(bytesToQrFrames(Uint8Array.of(1, 2, 3)).map(bytesToHex)).toEqual([
    '515301039058c6f2c0cb49000001001ff709b4010203',
  ])
})

test('ten devices cost 320 bytes of heads', () => {
  const { statement } = message
  const heads = Array.from({ length: 10 }, (_, n) => ({
    device: n.toString(16).padStart(16, '0'),
    seq: 1000 + n,
    prefix: 'e4'.repeat(16),
  }))
  const bare = { ...message, ranges: [], needs: [], payloads: [] }
  const without = syncMessageToBytes({ ...bare, statement: { ...statement, heads: [] } } as unknown as SyncMessage)
  const withHeads = syncMessageToBytes({ ...bare, statement: { ...statement, heads } } as unknown as SyncMessage)
  expect(withHeads.length - without.length).toBe(320)
  expect(without.length).toBeLessThan(80)
})

const altered = (change: object): Uint8Array => syncMessageToBytes({ ...message, ...change })
const reasonOf = (bytes: Uint8Array): unknown => {
  const parsed = parseSyncMessage(bytes)
  return parsed.ok ? 'read' : 'reason' in parsed.error ? parsed.error.reason : parsed.error.type
}

test('what breaks the layout is refused with its reason', () => {
  const heads = (...list: readonly object[]) => ({ statement: { ...message.statement, heads: list } })
  const head = { device: 'd3'.repeat(8), seq: 7, prefix: 'e4'.repeat(16) }
  const end = { upper: { at: Infinity, prefix: '' }, mode: 'skip' }
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [new Uint8Array(0), 'NotASyncMessage'],
    [Uint8Array.of(0x51, 2, 1), 'OtherSyncVersion'],
    [Uint8Array.of(0x51, 1, 2), 'NotASyncMessage'],
    [syncMessageToBytes(message).slice(0, -1), 'Truncated'],
    [Uint8Array.of(...syncMessageToBytes(message), 0), 'TrailingBytes'],
    [altered({ number: 0 }), 'UnknownValue'],
    [altered({ more: true }), 'UnknownValue'],
    [altered({ statement: null }), 'UnknownValue'],
    [altered(heads(head, head)), 'NotSorted'],
    [altered(heads({ ...head, seq: 8 }, head)), 'NotSorted'],
    [altered({ needs: ['02'.repeat(16), '01'.repeat(16)] }), 'NotSorted'],
    [altered({ ranges: [end, end] }), 'NotSorted'],
    [altered({ ranges: [{ upper: { at: 0, prefix: '' }, mode: 'skip' }] }), 'NotSorted'],
    [altered({ payloads: [{ id: '17'.repeat(32), bytes: new Uint8Array(90_000) }] }), 'PayloadTooLarge'],
  ]
  for (const [bytes, reason] of cases) expect(reasonOf(bytes)).toBe(reason)
})

test('a varint of more bytes than it needs is refused', () => {
  const bytes = syncMessageToBytes(message)
  const longer = Uint8Array.of(...bytes.subarray(0, 43), 0xac, 0x82, 0x00, ...bytes.subarray(45))
  expect(reasonOf(longer)).toBe('NotShortest')
})
