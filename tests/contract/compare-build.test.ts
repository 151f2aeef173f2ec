import { expect, test } from 'vitest'
import { compareBuild } from '../../contracts/compare-build.mjs'

const versions = { compiler: 'rustc 1', linker: 'LLD 1', cargoContract: '6' }
const metadata = (compiler: string, messages: readonly string[]): Buffer =>
  Buffer.from(JSON.stringify({ source: { compiler }, spec: { messages }, storage: {}, types: [], version: 6 }))
const build = (compiler: string, code: string, messages: readonly string[] = ['pay']) => ({
  'settlement.json': metadata(compiler, messages),
  'settlement.polkavm': Buffer.from(code),
})
const committed = { built: build('rustc 1', 'code'), stamp: versions }

test('equal bytes are equal whatever made them', () => {
  const other = { ...versions, linker: 'LLD 2' }
  expect(compareBuild({ built: build('rustc 1', 'code'), versions: other }, committed).differences).toEqual([])
})

test('with the recorded tools every other byte is a difference', () => {
  const { differences } = compareBuild({ built: build('rustc 1', 'other'), versions }, committed)
  expect(differences).toEqual(['settlement.polkavm differs from the rebuild.'])
})

test('with other tools only the interface is compared, and the note names them', () => {
  const other = { ...versions, compiler: 'rustc 2' }
  const { differences, note } = compareBuild({ built: build('rustc 2', 'other'), versions: other }, committed)
  expect(differences).toEqual([])
  expect(note).toContain('compiler is "rustc 2", recorded is "rustc 1"')
  const changed = compareBuild({ built: build('rustc 2', 'other', ['pay', 'steal']), versions: other }, committed)
  expect(changed.differences).toEqual(['The interface in settlement.json differs from the rebuild.'])
})
