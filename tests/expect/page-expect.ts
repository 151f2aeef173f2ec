// Vitest's `expect` runs in its own workers only. This one runs anywhere; page-expect.test.ts holds the two against each other.

import type { Expect } from './expect.ts'

/** Expectations for a browser's page. Knows plain data and byte arrays: another kind of object is equal to itself alone. */
export const pageExpect: Expect = (actual) => {
  const hold = (holds: boolean, what: string, expected: unknown): void => {
    if (!holds) throw new Error(`expected ${toText(actual)} ${what} ${toText(expected)}`)
  }
  return {
    toBe: (expected) => hold(Object.is(actual, expected), 'to be', expected),
    toEqual: (expected) => hold(isEqual(actual, expected), 'to equal', expected),
    toMatchObject: (expected) => hold(isLike(actual, expected), 'to match', expected),
    not: { toBe: (expected) => hold(!Object.is(actual, expected), 'not to be', expected) },
  }
}

/** Whether both have the same structure. */
const isEqual = (a: unknown, b: unknown): boolean => {
  if (isPlain(a) && isPlain(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)])
    return [...names].every((name) => isEqual(a[name], b[name]))
  }
  return isSameList(a, b, isEqual) ?? Object.is(a, b)
}

/** Whether `actual` has everything of `expected`. */
const isLike = (actual: unknown, expected: unknown): boolean => {
  if (isPlain(actual) && isPlain(expected))
    return Object.keys(expected).every((name) => name in actual && isLike(actual[name], expected[name]))
  return isSameList(actual, expected, isLike) ?? Object.is(actual, expected)
}

/** Whether two lists of one kind have the same elements; undefined when not both are lists. */
const isSameList = (a: unknown, b: unknown, same: (a: unknown, b: unknown) => boolean): boolean | undefined => {
  if (!isList(a) || !isList(b)) return undefined
  return (
    Array.isArray(a) === Array.isArray(b) &&
    a.length === b.length &&
    Array.from(a, (each, i) => same(each, b[i])).every(Boolean)
  )
}

const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || value instanceof Uint8Array
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

const toText = (value: unknown): string => {
  const text =
    JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)) ?? String(value)
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}
