// The vectors under tests/vectors/conformance are the rulebook for other implementations: this one answers each as committed.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { vectorFiles } from './cases.ts'
import { evaluate, type Vector, type VectorKind } from './evaluate.ts'
import { vectorsOf } from './vectors-of.ts'

interface CommittedFile {
  readonly kind: VectorKind
  readonly vectors: readonly Vector[]
}

const folder = new URL('../vectors/conformance/', import.meta.url)
const committed = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CommittedFile,
    ]),
)

describe.each([...committed])('[OR2] vectors of %s', (_, { kind, vectors }) => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, { input, expected }) => {
    expect(evaluate(kind, input)).toEqual(expected)
  })
})

test('the committed vectors are those of the cases', () => {
  expect([...committed.keys()].sort()).toEqual(Object.keys(vectorFiles).sort())
  for (const [name, file] of Object.entries(vectorFiles)) expect(vectorsOf(file)).toEqual(committed.get(name))
})

test('there are at least 200, and every one names its rules', () => {
  const all = [...committed.values()].flatMap(({ vectors }) => vectors)
  expect(all.length).toBeGreaterThanOrEqual(200)
  for (const { name, rules } of all) expect([name, rules.length > 0]).toEqual([name, true])
})
