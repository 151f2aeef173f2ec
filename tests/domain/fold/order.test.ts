import { expect, test } from 'vitest'
import type { PotEvent } from '../../../src/domain/index.ts'
import { canonicalOrder, compareEvents, insertInOrder } from '../../../src/domain/epochs/order.ts'

/** What the order looks at: lamport, device, seq and id, each as a small number. */
const place = (lamport: number, device: number, seq: number, id: number): PotEvent =>
  ({ lamport, device: `${device}`.repeat(64), seq, id: `${id}`.repeat(64) }) as PotEvent

const first = place(1, 9, 9, 9)
const second = place(2, 1, 9, 8)
const third = place(2, 2, 1, 7)
const fourth = place(2, 2, 2, 1)
const fifth = place(2, 2, 2, 3)
const all = [first, second, third, fourth, fifth]

test('[OR1] lamport decides before device, device before seq, seq before id', () => {
  for (const [index, event] of all.entries()) {
    expect(compareEvents(event, event)).toBe(0)
    for (const later of all.slice(index + 1)) {
      expect(compareEvents(event, later)).toBeLessThan(0)
      expect(compareEvents(later, event)).toBeGreaterThan(0)
    }
  }
})

test('[OR1] a set has one order, each event once', () => {
  expect(canonicalOrder([fourth, first, fourth, fifth, third, second, first])).toEqual(all)
  expect(canonicalOrder([])).toEqual([])
})

test('[OR1] events are put in where they belong; what comes before them is taken over as it is', () => {
  expect(insertInOrder([], [second, third])).toEqual([second, third])
  expect(insertInOrder([first, second], [third, fourth, fifth])).toEqual(all)
  expect(insertInOrder([third, fourth], [first, second, fifth])).toEqual(all)
  expect(insertInOrder([first, third, fifth], [second, fourth])).toEqual(all)
})

test('[OR1] what comes before the first new event is not compared again', () => {
  // Out of order on purpose: an insertion that sorted everything would put it right.
  expect(insertInOrder([second, first, third], [fourth, fifth])).toEqual([second, first, third, fourth, fifth])
  expect(insertInOrder([second, first, fifth], [third, fourth])).toEqual([second, first, third, fourth, fifth])
})
