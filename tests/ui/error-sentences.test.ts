import { expect, test } from 'vitest'
import { enErrors } from '../../src/ui/messages/en-errors.ts'
import { enTransaction } from '../../src/ui/messages/en-transaction.ts'
import { DISPATCH_REASONS, PLAIN_CONTRACT_ERRORS, type DispatchCause } from '../../src/chain/index.ts'
import type { H160 } from '../../src/domain/index.ts'
import { errorSentence } from '../../src/ui/messages/error-sentence.ts'
import { errorTags } from './error-tags.ts'

const DISPATCH_CAUSES = Object.keys(DISPATCH_REASONS) as readonly DispatchCause[]

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
    ...DISPATCH_CAUSES,
    ...(['StaleHead', 'DispatchFailed', 'CallerNotMapped', 'InsufficientBalance', 'NotOnRecord'] as const),
  ]
  expect(tags.filter((tag) => !/no money moved/i.test(enErrors[tag]))).toEqual([])
})

test('whatever a node, a contract, a chain or a wallet did is said with what to do, or that there is nothing to do', () => {
  const all = Object.keys(enErrors)
  const from = (first: string, last: string) => all.slice(all.indexOf(first), all.indexOf(last) + 1)
  const tags = [...from('WalletTaken', 'HeadMismatch')] as readonly (keyof typeof enErrors)[]
  expect(tags.length).toBeGreaterThan(60)
  const says =
    /\b(try again|choose|check|connect this|ask the|wait|do not (use|agree)|pay (nothing|another way)|look (at|for)|free some|reload|prepare it here|compare with|vote you in|read again|they have to|made another way|it takes|1 to 32|nothing to do|unlock it|which account)\b/iu
  expect(tags.filter((tag) => !says.test(enErrors[tag])).map((tag) => `${tag}: ${enErrors[tag]}`)).toEqual([])
})

test('a cause is the same before signing and in a block: only the state that it stands under says what was charged', () => {
  expect(Object.entries(enErrors).filter(([, text]) => /charged|fee may/i.test(text))).toEqual([])
  const { state } = enTransaction.transaction
  expect(state['would fail']).toContain('nothing was signed')
  for (const failed of ['finalized failed', 'resumed failed'] as const)
    expect(state[failed]).toContain('only the fee was charged')
})

test('an account that was prepared in the meantime is told that trying again works', () => {
  expect(enErrors.AlreadyMapped).toContain('Try again')
})

test('what the chain refuses is told by its cause, and an unknown reason in general', () => {
  const say = (reason: string): string =>
    errorSentence((key) => key, { type: 'DispatchFailed', reason }).replace('error.', '')
  expect(
    [
      'Revive.OutOfGas',
      'Token.FundsUnavailable',
      'Token.BelowMinimum',
      'Balances.LiquidityRestrictions',
      'BadOrigin',
    ].map(say),
  ).toEqual(['OutOfGas', 'NotEnoughThere', 'BelowMinimum', 'MoneyLocked', 'NotAllowed'])
  expect(say('Revive.SomethingNew')).toBe('DispatchFailed')
  const sayOfToken = (reason: string): string =>
    errorSentence((key) => key, { type: 'TokenRefused', token: 'ab'.repeat(20) as H160, reason }).replace('error.', '')
  expect(['Assets.Frozen', 'Token.Frozen', 'Token.BelowMinimum', 'Assets.New'].map(sayOfToken)).toEqual([
    'TokenFrozen',
    'TokenFrozen',
    'BelowMinimum',
    'TokenRefused',
  ])
})
