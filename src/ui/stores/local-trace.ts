import type { StorageTrace } from '../../app/index.ts'
import { databaseName } from '../development/profile.ts'

/** The trace of this browser's pots, in what is left where a browser deletes databases alone. */
export function createLocalTrace(key = `${databaseName()} had pots`): StorageTrace {
  return {
    read: () => attempt(() => localStorage.getItem(key)),
    write: (word) =>
      void attempt(() => (word === null ? localStorage.removeItem(key) : localStorage.setItem(key, word))),
  }
}

/** A browser may refuse to keep anything at all. */
function attempt<T>(use: () => T): T | null {
  try {
    return use()
  } catch {
    return null
  }
}
