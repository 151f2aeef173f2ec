import { expect, test } from 'vitest'
import type { Expect } from './expect.ts'
import { pageExpect } from './page-expect.ts'

const values: readonly unknown[] = [
  undefined,
  null,
  0,
  -0,
  NaN,
  1n,
  '',
  'a',
  [],
  {},
  [undefined],
  ['a'],
  ['a', 'b'],
  [{ a: 1 }],
  [{ a: 1, b: 2 }],
  { a: undefined },
  { a: 1 },
  { a: 1n },
  { a: 1, b: 2 },
  { a: 1, b: undefined },
  { a: { b: ['c'] } },
  { a: { b: ['c'], d: 2 } },
  { a: { b: ['d'] } },
  JSON.parse('{"__proto__":{"b":1}}'),
  new Uint8Array(0),
  new Uint8Array(1),
  Uint8Array.of(0, 1),
  Uint8Array.of(0, 2),
]

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const kindOf = (value: unknown): unknown => (isObject(value) ? Object.getPrototypeOf(value) : typeof value)

const holds = (expectation: () => void): boolean => {
  try {
    expectation()
    return true
  } catch {
    return false
  }
}

for (const matcher of ['toBe', 'toEqual', 'toMatchObject'] as const)
  test(`the page's ${matcher} holds where vitest's holds`, () => {
    const verdictsOf = (check: Expect): ReadonlyMap<string, boolean> =>
      new Map(
        values.flatMap((actual, i) =>
          values.flatMap((expected, j) => {
            // Vitest refuses what is no object, and takes an empty object of one kind for part of any of another.
            if (matcher === 'toMatchObject' && (!isObject(expected) || kindOf(actual) !== kindOf(expected))) return []
            return [[`${i} ${matcher} ${j}`, holds(() => check(actual)[matcher](expected as object))] as const]
          }),
        ),
      )
    const [own, vitests] = [verdictsOf(pageExpect), verdictsOf(expect)]
    expect([...own].filter(([pair, verdict]) => vitests.get(pair) !== verdict)).toEqual([])
    expect(new Set(own.values())).toEqual(new Set([true, false]))
  })

test("the page's `not` is the opposite", () => {
  expect(holds(() => pageExpect('a').not.toBe('b'))).toBe(true)
  expect(holds(() => pageExpect('a').not.toBe('a'))).toBe(false)
})
