import type { PotId } from '../domain/index.ts'

/** Does work on a pot while nobody else of this installation writes there. */
export type WriteAlone = <T>(pot: PotId, work: () => Promise<T>) => Promise<T>

/**
 * One writer at a time among all tabs of a profile, where the browser has locks. They spare a tab from writing what another one has just written at
 * that place; that no place is written twice does not rest on them, but on the store (`LogStore.appendOwn`).
 */
export function createTabWriter(locks: LockManager | undefined = globalThis.navigator?.locks): WriteAlone {
  if (locks === undefined) return (_pot, work) => work()
  return async (pot, work) => {
    const done = await locks.request(`quits/write/${pot}`, async () => ({ value: await work() }))
    return done.value
  }
}
