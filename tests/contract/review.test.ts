// What the review says of the committed contract, where that can be read off the contract.

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KNOWN_CODE } from '../../src/chain/index.ts'

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url)
const review = readFileSync(at('contracts/settlement/REVIEW.md'), 'utf8')

test('the review is of the committed code', () => {
  const [, first = '', last = ''] = /Reviewed: code hash `([0-9a-f]{8})…([0-9a-f]{4})`/.exec(review) ?? []
  expect(KNOWN_CODE[0]).toMatch(new RegExp(`^${first || 'no hash'}.*${last}$`))
})

test('the code imports the host functions that the review names, and no other', () => {
  const [, named = ''] = /The code imports `([a-z0-9_ ]+)`/.exec(review) ?? []
  const blob = readFileSync(at('metadata/settlement.polkavm'), 'latin1')
  // The blob has the names in a row, sorted, each from where the one before ends.
  const names = named.split(' ')
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)))
  const [run] = /[a-z0-9_]*address[a-z0-9_]*value_transferred[a-z0-9_]*/.exec(blob) ?? []
  expect(run).toBe(names.join(''))
})

test('every suite that the review calls as a witness is there', () => {
  const suites = [...review.matchAll(/\((?:chain|unit): ([^)]+)\)/g)].flatMap(([all, list = '']) =>
    list
      .split(';')
      .flatMap((part) => part.replace(/^ *(?:chain|unit): */, '').split(','))
      .map((name) => [all, name.trim().replace(/^for all of them$/, '')] as const)
      .filter(([, name]) => name !== '' && name !== 'model'),
  )
  expect(suites.length).toBeGreaterThan(20)
  const missing = suites.filter(
    ([, name]) =>
      !existsSync(at(`tests/contract/${name}.chain.test.ts`)) &&
      !existsSync(at(`contracts/settlement/src/tests/${name}.rs`)),
  )
  expect(missing).toEqual([])
})
