import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findNondeterminism, type Nondeterminism } from './determinism.ts'
import { plantTree } from './plant-tree.ts'

/** source -> what the checker says about it. */
const refused: readonly (readonly [source: string, what: string])[] = [
  ['export const a = Date.now()', 'Date'],
  ['export const a = new Date(0)', 'Date'],
  ['export type A = Date', 'Date'],
  ['export const a = { Date }', 'Date'],
  ['export const a = Math.random()', 'Math.random'],
  ["export const a = Math['random']()", 'Math.random'],
  ['export const { random } = Math', 'Math'],
  ['export const a = Math.pow(2, 2)', 'Math.pow'],
  ['export const a = Math.sqrt(2)', 'Math.sqrt'],
  ['export const a = Intl.NumberFormat', 'Intl'],
  ['export const a = (1).toLocaleString()', 'toLocaleString'],
  ["export const a = 'i'.toLocaleUpperCase()", 'toLocaleUpperCase'],
  ["export const a = 'a'.localeCompare('b')", 'localeCompare'],
  ["export const a = 'a'['localeCompare']('b')", 'localeCompare'],
  ['export const a = JSON.stringify({})', 'JSON.stringify'],
  ['export const { stringify } = JSON', 'JSON'],
  ['export const a = setTimeout(() => 1, 1)', 'setTimeout'],
  ['export const a = setInterval(() => 1, 1)', 'setInterval'],
  ['queueMicrotask(() => 1)', 'queueMicrotask'],
  ["export const a = fetch('x')", 'fetch'],
  ["export const a = localStorage.getItem('x')", 'localStorage'],
  ["export const a = indexedDB.open('x')", 'indexedDB'],
  ['console.log(1)', 'console'],
  ['export const a = process.env', 'process'],
  ['export const a = crypto.subtle', 'crypto'],
  ['export const a = performance.now()', 'performance'],
  ['export const a = new TextEncoder()', 'TextEncoder'],
  ['export const a = globalThis', 'globalThis'],
  ["export const a = eval('1')", 'eval'],
  ["export const a = parseFloat('1.5')", 'parseFloat'],
  ["export const a = Number.parseFloat('1.5')", 'Number.parseFloat'],
  ['export const a = [2, 1].sort()', 'sort() without comparator'],
  ['export const a = [2, 1].toSorted()', 'toSorted() without comparator'],
  ["export const a = ['b', 'a']['sort']()", 'sort() without comparator'],
  ['export const a = (b: number): number => b / 2', '/ on numbers'],
  ['export let a = 4\na /= 2', '/= on numbers'],
  ['export const a = (b: any) => b / b', '/ on numbers'],
  ['export const a = (b: number): number => 2 ** b', '** on numbers'],
  ['export const a = 0.5', 'fraction 0.5'],
  ['export const a = (1).toFixed(2)', 'toFixed'],
]

/** Looks alike, is exact. */
const accepted: readonly string[] = [
  'export const a = (b: bigint): bigint => b / 2n',
  "type Minor = bigint & { readonly brand: 'Minor' }\nexport const a = (b: Minor, c: Minor): bigint => b / c",
  'export const a = (b: bigint): bigint => 10n ** b',
  'export const a = Math.max(1, Math.min(2, 3))',
  'export const a = [2, 1].toSorted((b, c) => b - c)',
  "export const a = JSON.parse('1') as unknown",
  'export const a = Number(1n) + 1e3',
  'export const a = (process: number): number => process + 1',
  'export const a = { console: 1, fetch: 2 }\nexport const b = a.console + a.fetch',
  'export type A = { readonly Date: number }',
  '// Date, Math.random() and localeCompare in a comment\nexport const a = "Date"',
]

const planted = [...refused.map(([source]) => source), ...accepted]
const fileOf = (index: number): string => `case-${index}.ts`

let found: readonly Nondeterminism[]
let remove: () => Promise<void>
beforeAll(async () => {
  const tree = await plantTree(
    Object.fromEntries(planted.map((source, index) => [fileOf(index), `${source}\nexport {}\n`])),
  )
  remove = tree.remove
  found = findNondeterminism(planted.map((_, index) => join(tree.root, fileOf(index))))
}, 60_000)
afterAll(() => remove())

const foundIn = (index: number): readonly string[] =>
  found.filter(({ file }) => file.endsWith(`/${fileOf(index)}`)).map(({ what }) => what)

for (const [index, [source, what]] of refused.entries()) {
  test(`refuses ${what} in: ${source.split('\n').at(-1)}`, () => expect(foundIn(index)).toContain(what))
}
for (const [index, source] of accepted.entries()) {
  test(`accepts: ${source.split('\n').at(-1)}`, () => expect(foundIn(refused.length + index)).toEqual([]))
}

test('a finding names its line', async () => {
  const tree = await plantTree({ 'late.ts': 'export const a = 1\n\nexport const b = Date.now()\n' })
  const file = join(tree.root, 'late.ts')
  expect(findNondeterminism([file])).toEqual([{ file, line: 3, what: 'Date' }])
  await tree.remove()
})
