import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const tests = new URL('..', import.meta.url)

/** Rows of the table of threats, each as its last cell. */
const rows = readFileSync(new URL('../src/sync/SECURITY.md', tests), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!threat |---)/.test(line))
  .map((line) => line.split(' | ').at(-1) as string)

test('every threat of SECURITY.md has a test whose title names it', () => {
  expect(rows.length).toBeGreaterThanOrEqual(14)
  const titles = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => readFileSync(new URL(path, tests), 'utf8'))
    .join('\n')
  for (const row of rows) {
    const named = [...row.matchAll(/`(\[threat: [^`]+\])`/g)].map(([, name]) => name as string)
    expect([row, named.length > 0]).toEqual([row, true])
    for (const name of named) expect(titles).toContain(`test('${name}`)
  }
})
