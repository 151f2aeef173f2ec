// 24 words for a secret. An entry of its own: who never looks at them does not load the list.

export { seedToWords, wordsToSeed, type WordsError } from './recovery-words.ts'
