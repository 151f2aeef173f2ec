import { expect, test } from 'vitest'
import { enErrors } from '../../src/ui/messages/en-errors.ts'
import { PLAIN_CONTRACT_ERRORS } from '../../src/chain/index.ts'
import { errorTags } from './error-tags.ts'

test('every error that a screen can meet has a sentence, and every sentence belongs to an error', () => {
  const sentences = Object.keys(enErrors).filter((key) => key !== 'details')
  expect(sentences.sort((a, b) => (a < b ? -1 : 1))).toEqual(errorTags())
})

test('a sentence is one: it begins with a capital and ends with a mark', () => {
  const odd = Object.entries(enErrors).filter(([tag, text]) => tag !== 'details' && !/^[A-Z“].*[.?]$/su.test(text))
  expect(odd).toEqual([])
})

test('whatever stops or fails a call says that no money moved', () => {
  const tags = [
    ...PLAIN_CONTRACT_ERRORS,
    ...(['StaleHead', 'DispatchFailed', 'CallerNotMapped', 'InsufficientBalance', 'NotOnRecord'] as const),
  ]
  expect(tags.filter((tag) => !/no money moved/i.test(enErrors[tag]))).toEqual([])
})
