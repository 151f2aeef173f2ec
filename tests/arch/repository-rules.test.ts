import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { looseVersions, strayTopLevel, tracesOfElsewhere, type TrackedFile } from './repository-rules.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Tracked files and those about to be; an archive without git history cannot tell them from what is ignored. */
const tracked = (): readonly TrackedFile[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
const hasHistory = existsSync(join(root, '.git'))

const readJson = (path: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Readonly<Record<string, unknown>>

test.runIf(hasHistory)('the top level holds the layout and configuration, nothing else', () => {
  expect(strayTopLevel(tracked().map(({ path }) => path))).toEqual([])
})

test('[threat: XSS, supply chain] every dependency is pinned to one version', () => {
  expect(looseVersions(readJson('package.json'))).toEqual([])
})

test('[threat: XSS, supply chain] the lock file names versions and checksums, no addresses', () => {
  const packages = Object.entries(readJson('package-lock.json')['packages'] as Record<string, Record<string, unknown>>)
  expect(packages.length).toBeGreaterThan(100)
  expect(packages.filter(([, entry]) => 'resolved' in entry).map(([name]) => name)).toEqual([])
  const installed = packages.filter(([name, entry]) => name !== '' && entry['inBundle'] !== true)
  expect(installed.filter(([, entry]) => !('integrity' in entry)).map(([name]) => name)).toEqual([])
})

test.runIf(hasHistory)('no file names a machine, a registry or a document that is not here', () => {
  expect(tracked().flatMap(tracesOfElsewhere)).toEqual([])
})

test('planted: a stray name at the top level is named', () => {
  const paths = ['src/a.ts', 'notes.txt', 'scripts/build.sh', '.ci/run', 'vite.config.ts', 'README.md']
  expect(strayTopLevel(paths)).toEqual(['notes.txt', 'scripts'])
})

test('planted: a loose version is named', () => {
  const loose = { a: '^1.0.0', b: '~1.0.0', c: '*', d: 'latest', e: '1.x', f: 'github:a/b', g: 'npm:a@^1.0.0' }
  const pinned = { h: '1.0.0', i: 'npm:@a/b@1.2.3', j: '6.0.0-beta.1' }
  expect(looseVersions({ dependencies: { ...loose, ...pinned } })).toHaveLength(Object.keys(loose).length)
})

// Assembled here, so that this file passes its own check.
const path = (...parts: readonly string[]): string => ['', ...parts].join('/')
const planted: readonly (readonly [text: string, what: string])[] = [
  [`const a = '${path('home', 'alice', 'quits')}'`, 'machine path'],
  [`see ${path('tmp', 'a.json')}`, 'machine path'],
  [`"file:${path('root', 'a')}"`, 'machine path'],
  [`https://${['registry', 'npmjs', 'org'].join('.')}/vue`, 'registry address'],
  [`source = "${['registry', 'https://example.org/index'].join('+')}"`, 'foreign registry'],
  [`// ${['CHAIN', 'md'].join('.')} section 2`, 'document that is not here'],
  [`${['..', 'shared', ''].join('/')}vectors`, 'folder that is not here'],
]
for (const [text, what] of planted) {
  test(`planted: ${what} in "${text}" is named with its line`, () => {
    expect(tracesOfElsewhere({ path: 'a.ts', text: `first\n${text}\n` })).toEqual([`a.ts:2  ${what}`])
  })
}

test('usual paths and sources are left alone', () => {
  const text = 'import "./home/a.ts" /api/root/x #!/usr/bin/env node SPEC.md src/README.md\n'
  const cargo = 'source = "registry+https://github.com/rust-lang/crates.io-index"\n'
  expect(tracesOfElsewhere({ path: 'a.ts', text: text + cargo })).toEqual([])
})
