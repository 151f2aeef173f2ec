import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeArtefacts } from '../../contracts/artefacts.mjs'
import { crates } from '../../contracts/crates.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sourceFiles = (path: string): boolean => !path.includes('/target') && !path.includes('/dev-runtime')
let copy = ''

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'quits-contract-'))
  for (const folder of ['contracts', 'metadata', 'tests/contract/fixtures'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true, filter: sourceFiles })
  // Stamped here, so that these tests also hold while somebody works on the contract.
  const artefact = (name: string): Buffer => readFileSync(join(copy, 'metadata', name))
  const built = Object.fromEntries(['settlement.json', 'settlement.polkavm'].map((name) => [name, artefact(name)]))
  writeArtefacts(built, {}, { from: join(copy, 'contracts/settlement'), to: join(copy, 'metadata') })
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

/** Runs the check on the copy where there is no Rust at all. */
const check = (): { status: number | null; text: string } => {
  const done = spawnSync(process.execPath, [join(copy, 'contracts/check.mjs')], {
    encoding: 'utf8',
    env: { PATH: copy },
  })
  return { status: done.status, text: done.stdout + done.stderr }
}

const change = (path: string, edit: (text: string) => string): void =>
  writeFileSync(join(copy, path), edit(readFileSync(join(copy, path), 'latin1')), 'latin1')

test('knowing that nothing changed takes no Rust', () => {
  const { status, text } = check()
  for (const { name } of crates) expect(text).toContain(`The sources of ${name} are those of the committed build`)
  expect(status).toBe(0)
})

test('what is written about a contract is no source of it', () => {
  writeFileSync(join(copy, 'contracts/settlement/NOTES.md'), 'prose')
  expect(check().status).toBe(0)
})

test('each crate has its own stamp: only the one that changed is named', () => {
  change('contracts/attacker/src/lib.rs', (text) => `${text}\n`)
  const { status, text } = check()
  expect(text).toContain('The sources of settlement are those of the committed build')
  expect(text).toContain('are not those that tests/contract/fixtures/attacker.stamp.json records')
  expect(text).not.toContain('Rebuilding settlement')
  expect(status).toBe(1)
})

test.each(['settlement.polkavm', 'settlement.json', 'settlement.stamp.json'])(
  'one other byte in %s is named',
  (name) => {
    change(`metadata/${name}`, (text) => `${text.slice(0, -2)} ${text.slice(-1)}`)
    const { status, text } = check()
    expect(text).toContain(`metadata/${name} does not match its checksum`)
    expect(status).toBe(1)
  },
)

test('a missing artefact is named', () => {
  rmSync(join(copy, 'metadata/settlement.polkavm'))
  const { status, text } = check()
  expect(text).toContain('metadata/settlement.polkavm is missing.')
  expect(status).toBe(1)
})

test.each([
  [
    'a changed source',
    () => change('contracts/settlement/src/lib.rs', (text) => text.replace('VERSION: u32 = 1', 'VERSION: u32 = 2')),
  ],
  ['a new file', () => writeFileSync(join(copy, 'contracts/settlement/src/other.rs'), '')],
  ['a removed file', () => rmSync(join(copy, 'contracts/settlement/src/tests/pay.rs'))],
])('%s calls for a rebuild, which says what it lacks', (_, edit) => {
  edit()
  const { status, text } = check()
  expect(text).toContain('are not those that metadata/settlement.stamp.json records')
  expect(status).toBe(1)
})
