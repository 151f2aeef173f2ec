import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const stamp = 'metadata/development-genesis.stamp.json'
const sourceFiles = (path: string): boolean => !path.includes('/target')
let copy = ''

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'quits-runtime-'))
  const files = ['contracts/runtime-stamp.mjs', 'contracts/source-hash.mjs', 'metadata/development-genesis.json.gz']
  for (const path of [...files, 'contracts/dev-runtime'])
    cpSync(join(root, path), join(copy, path), { recursive: true, filter: sourceFiles })
  run('write') // here, so that these tests also hold while somebody works on the runtime
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

const run = (command: string): { status: number | null; text: string } => {
  const script = join(copy, 'contracts/runtime-stamp.mjs')
  const done = spawnSync(process.execPath, [script, command], { encoding: 'utf8', env: { PATH: copy } })
  return { status: done.status, text: done.stdout + done.stderr }
}

test('knowing that the runtime is that of its sources takes no Rust', () => {
  expect(run('check')).toEqual({
    status: 0,
    text: 'The runtime in the development genesis is the one that its sources gave.\n',
  })
})

test('a changed source is named, with what to do', () => {
  appendFileSync(join(copy, 'contracts/dev-runtime/src/lib.rs'), '\n')
  const { status, text } = run('check')
  expect(text).toContain(`The sources under contracts/dev-runtime are not those that ${stamp} records`)
  expect(text).toContain('npm run runtime:build')
  expect(status).toBe(1)
})

test('another runtime in the genesis is named', () => {
  const path = join(copy, stamp)
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"runtimeHash": "./, '"runtimeHash": "x'))
  const { status, text } = run('check')
  expect(text).toContain(`The runtime in the development genesis is not the one that ${stamp} records`)
  expect(status).toBe(1)
})
