// SPEC.md and the tests name the same rules: every built rule is shown by a test, every test shows a rule that there is.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const spec = readFileSync(new URL('src/domain/SPEC.md', root), 'utf8')
const [built = '', notBuilt = ''] = spec.split(/^## Not built yet$/m)

/** Rules as they are stated: a list item that begins with an ID. */
const rules = Array.from(built.matchAll(/^- ([A-Z]{2}\d+) /gm), ([, id]) => id as string)
const lines = notBuilt.split('\n').filter((line) => line.startsWith('- '))
const missing = lines.map((line) => /^- ([A-Z]{2}\d+) (\S.*)$/.exec(line))
const missingWhole = new Set(missing.flatMap((line) => (line?.[2] === 'whole' ? [line[1]] : [])))

/** Titles of tests and of their groups, with the file they are in. */
const titles = readdirSync(new URL('tests/', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:test|spec)\.ts$|-suite\.ts$/.test(path))
  .flatMap((path) => {
    const source = readFileSync(new URL(`tests/${path}`, root), 'utf8')
    const calls = source.matchAll(
      /\b(?:test|it|describe)(?:\.\w+)*(?:\([^)'"`]*\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g,
    )
    return Array.from(calls, ([, , title]) => ({ path, title: title as string }))
  })
const cited = titles.flatMap(({ path, title }) =>
  Array.from(title.matchAll(/\[([A-Z]{2}\d+)\]/g), ([, id]) => ({ path, title, id: id as string })),
)

test('every rule is stated once', () => {
  expect(rules.length).toBeGreaterThan(50)
  expect(rules.filter((id, i) => rules.indexOf(id) !== i)).toEqual([])
})

test('every line of what is not built names a rule, whole or in part, and no rule twice', () => {
  expect(lines.filter((_, i) => missing[i] === null)).toEqual([])
  const ids = missing.flatMap((line) => (line ? [line[1]] : []))
  expect(ids.filter((id) => !rules.includes(id as string))).toEqual([])
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})

test('every built rule is cited by the title of a test', () => {
  const shown = new Set(cited.map(({ id }) => id))
  expect(rules.filter((id) => !missingWhole.has(id) && !shown.has(id))).toEqual([])
})

test('every cited rule exists, and none is one that is not built at all', () => {
  expect(titles.length).toBeGreaterThan(100)
  expect(cited.filter(({ id }) => !rules.includes(id))).toEqual([])
  expect(cited.filter(({ id }) => missingWhole.has(id))).toEqual([])
})

test('a title cites rules at its beginning or in its middle, always in brackets', () => {
  const bare = titles.filter(
    ({ title }) => /^(?:[A-Z]{2}\d+)\b/.test(title) && rules.some((id) => title.startsWith(id)),
  )
  expect(bare).toEqual([])
})
