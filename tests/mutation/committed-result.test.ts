import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareExplanations, parseExplanations } from './explanations.ts'
import { countsOf, resultToJson, survivorsOf, type MutationResult } from './mutation-result.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const json = read('tests/mutation/result.json')
const result = JSON.parse(json) as MutationResult

test('MUTANTS.md explains every survivor of the committed result, and no other', () => {
  const { explanations, unreadable } = parseExplanations(read('src/domain/MUTANTS.md'))
  const { unexplained, stale } = compareExplanations(survivorsOf(result), explanations, new Set(Object.keys(result)))
  expect({ unexplained, stale, unreadable }).toEqual({ unexplained: [], stale: [], unreadable: [] })
})

test('at least 95 % of the mutants of the committed result were noticed', () => {
  const counts = Object.values(result).map(countsOf)
  const sum = (key: 'all' | 'noticed'): number => counts.reduce((total, count) => total + count[key], 0)
  expect(sum('noticed')).toBeGreaterThanOrEqual(0.95 * sum('all'))
})

test('the committed result is written as it is read', () => {
  expect(resultToJson(result)).toBe(json)
})
