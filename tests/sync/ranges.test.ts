// Range-based reconciliation of any two sets: as a model of what a log gives it, and of what only hostile authors make.

import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRangeSet, openingRanges, reconcileRanges, type Range, type RangeItem } from '../../src/sync/index.ts'
import { createReplica } from '../../src/log/index.ts'
import { rangeSetOf } from '../../src/sync/ranges/range-set.ts'
import { boundBetween, isBefore } from '../../src/sync/ranges/range-bound.ts'
import { readRanges, writeRanges } from '../../src/sync/ranges/range.ts'
import { createByteReader } from '../../src/sync/wire/byte-reader.ts'
import { createByteWriter } from '../../src/sync/wire/byte-writer.ts'
import { lisbon } from '../log/people.ts'

const item = (n: number, at = n % 97): RangeItem => ({ at, id: createHash('sha256').update(`${n}`).digest('hex') })

/** Two sides that talk until no range is left. What each lacks, and how many messages it took. */
const reconcile = (a: readonly RangeItem[], b: readonly RangeItem[], byteLimit?: number) => {
  const sides = [createRangeSet(a), createRangeSet(b)] as const
  const lacking = [new Set<string>(), new Set<string>()] as const
  let ranges: readonly Range[] = openingRanges(sides[0])
  let messages = 1
  for (let to = 1; ranges.length > 0; to = 1 - to, messages++) {
    if (messages > 40) throw new Error('they never end')
    const answer = reconcileRanges(sides[to as 0 | 1], sent(ranges), byteLimit)
    for (const id of answer.lackingThere) lacking[(1 - to) as 0 | 1].add(id.slice(0, 32))
    for (const id of answer.lackingHere) lacking[to as 0 | 1].add(id)
    ranges = answer.ranges
  }
  return { lacking, messages }
}

/** Over the wire and back. */
const sent = (ranges: readonly Range[]): readonly Range[] => {
  const writer = createByteWriter()
  writeRanges(writer, ranges)
  const reader = createByteReader(writer.take())
  const read = readRanges(reader)
  reader.end()
  expect(reader.fault()).toBe(null)
  expect(read).toEqual(ranges)
  return read
}

const missing = (from: readonly RangeItem[], there: readonly RangeItem[]): readonly string[] => {
  const ids = new Set(there.map(({ id }) => id))
  return from.filter(({ id }) => !ids.has(id)).map(({ id }) => id.slice(0, 32))
}
const sorted = (ids: Iterable<string>): readonly string[] => [...ids].sort((x, y) => (x < y ? -1 : 1))

test('any two sets: each side learns exactly what the other has and it has not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 400, size: 'max' }),
      fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 400, size: 'max' }),
      fc.constantFrom(1, 7, 97, Number.MAX_SAFE_INTEGER),
      (left, right, spread) => {
        const make = (numbers: readonly number[]) => [...new Set(numbers)].map((n) => item(n, n % spread))
        const [a, b] = [make(left), make(right)]
        const { lacking } = reconcile(a, b)
        expect(sorted(lacking[0])).toEqual(sorted(missing(b, a)))
        expect(sorted(lacking[1])).toEqual(sorted(missing(a, b)))
      },
    ),
    { numRuns: 200, seed: 5 },
  )
})

test('10 of 10,000 anywhere: three answers, and a set of equal ones ends at once', () => {
  const all = Array.from({ length: 10_000 }, (_, n) => item(n))
  const { lacking, messages } = reconcile(
    all.filter((_, n) => n % 1000 !== 0),
    all,
  )
  expect(lacking[0].size).toBe(10)
  expect(messages).toBeLessThanOrEqual(5)
  expect(reconcile(all, all).messages).toBe(2)
})

test('a small limit for messages takes more of them and finds the same', () => {
  const all = Array.from({ length: 3000 }, (_, n) => item(n))
  const { lacking } = reconcile(
    all.filter((_, n) => n % 3 !== 0),
    all,
    8000,
  )
  expect(lacking[0].size).toBe(1000)
})

test('seconds of any size, all at one second, and neighbours that share most of an id', () => {
  const far = [item(1, 0), item(2, Number.MAX_SAFE_INTEGER), item(3, 2 ** 32), item(4, 2 ** 31)]
  expect(reconcile(far, []).lacking[1].size).toBe(4)
  const near: readonly RangeItem[] = [
    { at: 5, id: `${'ab'.repeat(31)}00` },
    { at: 5, id: `${'ab'.repeat(31)}01` },
  ]
  const bound = boundBetween(near[0] as RangeItem, near[1] as RangeItem)
  expect(bound.prefix.length).toBe(64)
  expect(isBefore(near[0] as RangeItem, bound)).toBe(true)
  expect(isBefore(near[1] as RangeItem, bound)).toBe(false)
})

test('golden: the ranges of forty items have these bytes', () => {
  const writer = createByteWriter()
  writeRanges(writer, openingRanges(createRangeSet(Array.from({ length: 40 }, (_, n) => item(n)))))
  const bytes = writer.take()
  expect(bytes.length).toBe(303)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(
    '44c39911c544b83365f512334871667b3f0b83bfe9767588cd879719ef7a2c7c',
  )
})

test('a set that grows with its log is the one that would be made anew, in whatever order events come', async () => {
  const story = await lisbon()
  const all = story.events.map((signed, n) => ({ ...signed, event: { ...signed.event, at: (n * 7) % 5 } }))
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), fc.integer({ min: 1, max: 4 }), (events, step) => {
      const replica = createReplica(story.pot)
      for (const [n, signed] of events.entries()) {
        replica.insert(signed)
        if (n % step !== 0) continue
        const anew = createRangeSet(Array.from(replica.events.values(), ({ event: { at, id } }) => ({ at, id })))
        const grown = rangeSetOf(replica)
        expect(grown.items).toEqual(anew.items)
        expect(grown.fingerprint(0, n + 1)).toBe(anew.fingerprint(0, n + 1))
      }
    }),
    { numRuns: 50, seed: 3 },
  )
})
