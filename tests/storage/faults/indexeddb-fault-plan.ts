// What may go wrong at a request of IndexedDB that writes, in Node and in a page alike.

import type { Failing } from './assert-all-or-none.ts'

/** What happens to the transaction of a request that writes, as in browsers: not at once, but before it is kept. */
export const indexedDbFaults = {
  'no room left': (transaction: IDBTransaction): void => transaction.abort(),
  'a connection that the browser closed': (transaction: IDBTransaction): void => {
    transaction.db.close()
    transaction.abort()
  },
} as const

/** Called around each request that writes: before it is made, and after. */
export interface WriteWatch {
  readonly before?: (nth: number) => void
  readonly after?: (nth: number, transaction: IDBTransaction) => void
}

/** A watch that goes on until it is stopped. */
export interface WatchedWrites {
  readonly count: () => number
  /** What work writes is not counted. */
  readonly aside: <T>(work: () => Promise<T>) => Promise<T>
  readonly stop: () => void
}

/** Counts the requests that write, from 1. */
export function watchWrites({ before, after }: WriteWatch): WatchedWrites {
  const { prototype } = IDBObjectStore
  type Request = (this: IDBObjectStore, ...args: unknown[]) => IDBRequest
  const originals = (['put', 'add', 'delete', 'clear'] as const).map(
    (name) => [name, Reflect.get(prototype, name) as Request] as const,
  )
  let count = 0
  let isAside = false
  for (const [name, original] of originals) {
    prototype[name] = function (this: IDBObjectStore, ...args: unknown[]) {
      if (isAside) return original.apply(this, args) as never
      const nth = (count += 1)
      before?.(nth)
      const request = original.apply(this, args)
      after?.(nth, this.transaction)
      return request as never
    }
  }
  return {
    count: () => count,
    aside: async (work) => {
      isAside = true
      try {
        return await work()
      } finally {
        isAside = false
      }
    },
    stop: () => void Object.assign(prototype, Object.fromEntries(originals)),
  }
}

/** The nth request that writes fails, once. */
export const failingWrite =
  (fault: (transaction: IDBTransaction) => void) =>
  (nth: number): WatchedWrites & ReturnType<Failing> => {
    let hasFailed = false
    const watched = watchWrites({
      after: (count, transaction) => {
        if (count !== nth) return
        hasFailed = true
        queueMicrotask(() => fault(transaction))
      },
    })
    return { ...watched, hasFailed: () => hasFailed }
  }
