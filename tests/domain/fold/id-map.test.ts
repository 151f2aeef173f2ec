import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { IdMap } from '../../../src/domain/id-map.ts'
import type { EventId } from '../../../src/domain/index.ts'
import { hashOf } from '../story.ts'
import { RUNS } from './any-story.ts'

/** Ids of which many begin alike. */
const ids = fc
  .tuple(fc.nat(3), fc.nat(12))
  .map(([same, n]) => `${'ab'.repeat(same * 10)}${hashOf(String(n))}`.slice(0, 64) as EventId)

const changes = fc.array(fc.tuple(fc.constantFrom('set', 'set', 'delete', 'copy'), ids, fc.nat(9)), { maxLength: 60 })

const sorted = (map: ReadonlyMap<EventId, number>): readonly (readonly [EventId, number])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1))

test('[BA2] a map by id is a map, and no copy ever changes another', () => {
  fc.assert(
    fc.property(changes, (list) => {
      let [map, model] = [new IdMap<EventId, number>(), new Map<EventId, number>()]
      const copies: (readonly [IdMap<EventId, number>, Map<EventId, number>])[] = []
      for (const [what, id, value] of list) {
        if (what === 'set') {
          map.set(id, value)
          model.set(id, value)
        } else if (what === 'delete') expect(map.delete(id)).toBe(model.delete(id))
        else {
          copies.push([map, model])
          // Going on with the copy or with the original is the same.
          const copy = IdMap.from(map)
          if (value % 2 === 0) copies.push([copy, new Map(model)])
          else [map, model] = [copy, new Map(model)]
        }
        expect([map.get(id), map.has(id)]).toEqual([model.get(id), model.has(id)])
      }
      for (const [kept, expected] of [...copies, [map, model] as const]) {
        expect(kept.size).toBe(expected.size)
        expect([...kept]).toEqual(sorted(expected))
      }
    }),
    { numRuns: RUNS },
  )
})

test('[BA2] what holds the same is equal, and is read in the order of its ids', () => {
  const list = ['one', 'two', 'three', 'four'].map((name, i) => [hashOf(name) as string as EventId, i] as const)
  const map = IdMap.from(new Map(list))
  const other = IdMap.from(new Map(list.toReversed()))
  expect(map).toEqual(other)
  expect(map).not.toEqual(IdMap.from(new Map(list.slice(1))))
  expect([...map.keys()]).toEqual([...map.keys()].toSorted((a, b) => (a < b ? -1 : 1)))
  expect([...map.values()]).toEqual([...map].map(([, value]) => value))
  const visited: [number, EventId][] = []
  map.forEach((value, id, whole) => {
    expect(whole).toBe(map)
    visited.push([value, id])
  })
  expect(visited).toEqual([...map].map(([id, value]) => [value, id]))
  expect(new IdMap().get(hashOf('none') as string)).toBeUndefined()
  expect(new IdMap().delete(hashOf('none') as string)).toBe(false)
})

test('[BA2] of ids that begin alike one is taken out without the others', () => {
  const alike = ['0', '1', 'f'].map((last) => `${'ab'.repeat(31)}a${last}` as EventId) as [EventId, EventId, EventId]
  const map = IdMap.from(new Map(alike.map((id, index) => [id, index])))
  expect(map.delete(alike[1])).toBe(true)
  expect(map.delete(alike[1])).toBe(false)
  expect([...map]).toEqual([
    [alike[0], 0],
    [alike[2], 2],
  ])
  expect(map.size).toBe(2)
})
