import type { IDBPTransaction, StoreNames } from 'idb'
import type { Connection } from './database.ts'
import type { Layout } from './layout.ts'

/** The names of object stores. */
export type StoreName = StoreNames<Layout>

/** A transaction that writes to these stores. */
export type Writing<S extends StoreName> = IDBPTransaction<Layout, S[], 'readwrite'>

/**
 * Does all of `work` or nothing, and resolves when that is kept. Nothing else may be awaited in `work`: the transaction would end. A throw in the
 * middle takes back what went before it, which IndexedDB alone does for failed requests only.
 */
export async function transact<S extends StoreName, T>(
  connection: Connection,
  stores: S[],
  work: (transaction: Writing<S>) => Promise<T>,
): Promise<T> {
  const transaction = connection.transaction(stores, 'readwrite', { durability: 'strict' })
  // The end is awaited below; when the work fails first, its failure must not count as unhandled.
  transaction.done.catch(() => undefined)
  try {
    const value = await work(transaction)
    await transaction.done
    return value
  } catch (cause) {
    if (transaction.error === null) abort(transaction)
    throw transaction.error ?? cause
  }
}

function abort(transaction: { readonly abort: () => void }): void {
  try {
    transaction.abort()
  } catch {
    // Over already: there is nothing to take back.
  }
}
