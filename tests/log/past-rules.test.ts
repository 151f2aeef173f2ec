import { expect, test } from 'vitest'
import type { PotEvent } from '../../src/domain/index.ts'
import { lamportAfter, pastFaultOf, pastRules } from '../../src/log/past-rules.ts'

const eventOf = (device: string, seq: number, lamport: number): PotEvent =>
  ({ id: `${device}${seq}`, device, seq, lamport }) as unknown as PotEvent
const prev = eventOf('a', 2, 4)
const seen = [eventOf('b', 0, 7), eventOf('c', 3, 5)]
const event = eventOf('a', 3, 8)

test("[EV1] prevIsOwn: a chain is one device's", () => {
  const { prevIsOwn } = pastRules
  expect(prevIsOwn(event, { prev, seen })).toBe(null)
  expect(prevIsOwn(event, { prev: null, seen })).toBe(null)
  expect(prevIsOwn(event, { prev: eventOf('b', 2, 4), seen })).toEqual({
    type: 'PrevOfOtherDevice',
    prev: 'b2',
    device: 'b',
  })
})

test('[EV1] prevIsBefore: positions have no gap and no return', () => {
  const { prevIsBefore } = pastRules
  expect(prevIsBefore(event, { prev, seen })).toBe(null)
  expect(prevIsBefore(event, { prev: null, seen })).toBe(null)
  for (const seq of [0, 1, 3, 4]) {
    expect(prevIsBefore(event, { prev: eventOf('a', seq, 4), seen })).toEqual({
      type: 'PrevNotBefore',
      prev: `a${seq}`,
      prevSeq: seq,
      seq: 3,
    })
  }
})

test('[EV1] seenIsOfOthers: a device does not join its own branches', () => {
  const { seenIsOfOthers } = pastRules
  expect(seenIsOfOthers(event, { prev, seen })).toBe(null)
  expect(seenIsOfOthers(event, { prev, seen: [...seen, eventOf('a', 1, 3)] })).toEqual({
    type: 'SeenOwnDevice',
    seen: 'a1',
  })
})

test('[EV1] lamportIsExact: one more than everything named', () => {
  const { lamportIsExact } = pastRules
  expect(lamportIsExact(event, { prev, seen })).toBe(null)
  expect(lamportIsExact(eventOf('a', 3, 5), { prev, seen: [] })).toBe(null)
  for (const lamport of [0, 7, 9, Number.MAX_SAFE_INTEGER]) {
    expect(lamportIsExact(eventOf('a', 3, lamport), { prev, seen })).toEqual({
      type: 'WrongLamport',
      expected: 8,
      found: lamport,
    })
  }
  expect(lamportAfter({ prev: null, seen: [] })).toBe(0)
})

test('the first broken rule is named', () => {
  expect(pastFaultOf(event, { prev, seen })).toBe(null)
  expect(pastFaultOf(event, { prev: eventOf('b', 0, 0), seen })).toEqual({
    type: 'PrevOfOtherDevice',
    prev: 'b0',
    device: 'b',
  })
})
