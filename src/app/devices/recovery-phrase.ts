import type { WordsError } from '../../crypto/words/index.ts'
import { err, ok, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import type { Quits } from '../quits.ts'
import { replaceAccount, type AccountError } from './replace-account.ts'

/** Why words gave no account, or there are none to show. */
export type PhraseError = WordsError | AccountError | { readonly type: 'AccountElsewhere' }

/** The 24 words of this installation's account. The list of words is loaded then. */
export async function recoveryWords({ ports }: Quits): Promise<Result<readonly string[], PhraseError | StorageError>> {
  const keys = await ports.storage.keys.loadOrCreate()
  if (!keys.ok) return keys
  const { account } = keys.value
  if (account.kind !== 'seed') return err({ type: 'AccountElsewhere' })
  const { seedToWords } = await import('../../crypto/words/index.ts')
  return ok(seedToWords(account.seed))
}

/** Makes this installation one of the person whose words these are. The app has to be started again with it. */
export async function recoverAccount(quits: Quits, words: string): Promise<Result<void, PhraseError>> {
  const { wordsToSeed } = await import('../../crypto/words/index.ts')
  const seed = wordsToSeed(words)
  return seed.ok ? replaceAccount(quits, { kind: 'seed', seed: seed.value }) : seed
}
