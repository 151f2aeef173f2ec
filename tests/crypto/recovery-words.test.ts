import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seedToWords, wordsToSeed } from '../../src/crypto/words/index.ts'

test('the words of a seed are those of BIP-39', () => {
  // Test vectors of the BIP: 32 bytes of entropy.
  expect(seedToWords(new Uint8Array(32)).join(' ')).toBe(`${'abandon '.repeat(23)}art`)
  expect(seedToWords(new Uint8Array(32).fill(0x7f)).join(' ')).toBe(
    'legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth title',
  )
  expect(() => seedToWords(new Uint8Array(16))).toThrow(RangeError)
})

test('every seed comes back from its words, however they are written down', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
      const words = seedToWords(seed)
      const onPaper = words.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join('\n')
      expect(wordsToSeed(words.join(' '))).toEqual({ ok: true, value: seed })
      expect(wordsToSeed(` ${onPaper}\n`)).toEqual({ ok: true, value: seed })
    }),
    { numRuns: 50 },
  )
})

test('words that are no seed are told what is wrong with them', () => {
  const words = seedToWords(new Uint8Array(32).fill(5))
  expect(wordsToSeed('')).toEqual({ ok: false, error: { type: 'WordCount', found: 0 } })
  expect(wordsToSeed(words.slice(1).join(' '))).toEqual({ ok: false, error: { type: 'WordCount', found: 23 } })
  const misspelt = words.with(4, 'constructor')
  expect(wordsToSeed(misspelt.join(' '))).toEqual({
    ok: false,
    error: { type: 'UnknownWord', place: 5, word: 'constructor' },
  })
  const other = words.with(0, words[0] === 'zoo' ? 'zone' : 'zoo')
  expect(wordsToSeed(other.join(' '))).toEqual({ ok: false, error: { type: 'WordsDiffer' } })
})

test('words with anything in them: 100,000 cases end with a seed or a reason', () => {
  const words = seedToWords(new Uint8Array(32).fill(6))
  let seeds = 0
  for (let i = 0; i < 100_000; i++) {
    const mixed = words.with(i % 24, words[(i * 7) % 24] as string).with((i >> 5) % 24, i % 3 ? 'zoo' : '\u{1f600}x')
    const read = wordsToSeed(mixed.join(i % 2 ? ' ' : '\n'))
    if (read.ok && read.value.length === 32) seeds++
  }
  expect(seeds).toBeLessThan(2000)
})
