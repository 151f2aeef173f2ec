import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { err, ok, type Result } from '../../domain/index.ts'

/** Why words are no secret: not 24 of them, one that is not in the list (its place, from 1), or all known and not these, in this order. */
export type WordsError =
  | { readonly type: 'WordCount'; readonly found: number }
  | { readonly type: 'UnknownWord'; readonly place: number; readonly word: string }
  | { readonly type: 'WordsDiffer' }

const WORDS = 24
const known = new Set(wordlist)

/** A seed of 32 bytes as 24 words of BIP-39's English list: the seed is the entropy itself, nothing is derived. Throws on another length. */
export function seedToWords(seed: Uint8Array): readonly string[] {
  if (seed.length !== 32) throw new RangeError('a seed has 32 bytes')
  return entropyToMnemonic(seed, wordlist).split(' ')
}

/** The seed of 24 words as somebody typed them: case, blanks and line breaks do not matter, nor numbers and points between the words. */
export function wordsToSeed(text: string): Result<Uint8Array, WordsError> {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  if (words.length !== WORDS) return err({ type: 'WordCount', found: words.length })
  const strange = words.findIndex((word) => !known.has(word))
  if (strange >= 0) return err({ type: 'UnknownWord', place: strange + 1, word: words[strange] as string })
  try {
    return ok(mnemonicToEntropy(words.join(' '), wordlist))
  } catch {
    return err({ type: 'WordsDiffer' }) // its checksum; all else was looked at above
  }
}
