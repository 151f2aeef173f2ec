import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const tests = new URL('..', import.meta.url)

test('every threat that SECURITY.md says is tested has a test whose title names it', () => {
  const text = readFileSync(new URL('../src/sync/SECURITY.md', tests), 'utf8')
  const named = [...text.matchAll(/`(\[threat: [^`]+\])`/g)].map(([, name]) => name as string)
  expect(named.length).toBeGreaterThanOrEqual(10)
  const titles = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => readFileSync(new URL(path, tests), 'utf8'))
    .join('\n')
  for (const name of named) expect(titles).toContain(`test('${name}`)
})
