import { expect, test } from 'vitest'
import { mergeNear, nearTests } from './near-tests.ts'

const vectors = 'tests/conformance/conformance.test.ts'
const tests = [
  { path: vectors, text: '' },
  { path: 'tests/domain/bytes/cbor.test.ts', text: '' },
  { path: 'tests/domain/bytes/leg-tree.test.ts', text: "from '../../../src/domain/encoding/keccak.ts'" },
  { path: 'tests/domain/fold/anchors.test.ts', text: '' },
  { path: 'tests/domain/fold/ties.test.ts', text: '' },
  { path: 'tests/log/replica.test.ts', text: '' },
]

test.each([
  ['src/domain/encoding/cbor-reader.ts', ['tests/domain/bytes/cbor.test.ts', vectors]],
  ['src/domain/encoding/keccak.ts', ['tests/domain/bytes/leg-tree.test.ts', vectors]],
  ['src/domain/epochs/anchor.ts', ['tests/domain/fold/anchors.test.ts', vectors, 'tests/domain/fold/ties.test.ts']],
  ['src/domain/facts.ts', [vectors, 'tests/domain/fold/anchors.test.ts', 'tests/domain/fold/ties.test.ts']],
  ['src/log/fork.ts', ['tests/log/replica.test.ts']],
])('the tests near %s', (source, expected) => {
  expect(nearTests(source, tests)).toEqual(expected)
})

test('the tests of several files: those nearest to any of them come first', () => {
  expect(
    mergeNear([
      ['a', 'b', 'c', 'd'],
      ['d', 'b', 'a', 'c'],
    ]),
  ).toEqual(['a', 'd', 'b', 'c'])
})
