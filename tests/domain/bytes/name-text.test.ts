import { expect, test } from 'vitest'
import { isNameText } from '../../../src/domain/people/name-text.ts'

test.each([
  ['one character', 'a'],
  ['80 characters', 'a'.repeat(80)],
  ['80 characters of two units each', '😀'.repeat(80)],
  ['words', 'Ana María'],
  ['Arabic', 'ليلى'],
  ['the characters beside the refused ones', 'a\u200d\u2010\u2027\u202f\u2065b'],
])('[ME4] %s make a name', (_, text) => {
  expect(isNameText(text)).toBe(true)
})

test.each([
  ['nothing', ''],
  ['81 characters', 'a'.repeat(81)],
  ['a space before', ' a'],
  ['a space behind', 'a '],
  ['a line break behind', 'a\n'],
  ['text that is not NFC', 'e\u0301'],
  ['a control character', 'a\u0000b'],
  ['a tab', 'a\tb'],
  ['the last control character', 'a\u009fb'],
  ['a left-to-right mark', 'a\u200eb'],
  ['a right-to-left mark', 'a\u200fb'],
  ['an Arabic letter mark', 'a\u061cb'],
  ['an embedding', 'a\u202ab'],
  ['an override', 'a\u202eb'],
  ['an isolate', 'a\u2066b'],
  ['the end of an isolate', 'a\u2069b'],
  ['a line separator', 'a\u2028b'],
  ['a paragraph separator', 'a\u2029b'],
])('[ME4] %s: no name', (_, text) => {
  expect(isNameText(text)).toBe(false)
})
