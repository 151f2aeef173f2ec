import type { HoldLock } from './sync-ports.ts'

/** Locks that hold within this process: for platforms without any, and for tests. */
export function createProcessLocks(): HoldLock {
  const last = new Map<string, Promise<void>>()
  return async (name, signal, work) => {
    const before = last.get(name) ?? Promise.resolve()
    const mine = Promise.withResolvers<void>()
    last.set(
      name,
      before.then(() => mine.promise),
    )
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    await Promise.race([before, aborted])
    try {
      if (!signal.aborted) await work()
    } finally {
      mine.resolve()
    }
  }
}

/** Locks that hold for all tabs of the profile, where the browser has them. */
export function createTabLocks(locks: LockManager | undefined = globalThis.navigator?.locks): HoldLock {
  if (locks === undefined) return createProcessLocks()
  return async (name, signal, work) => {
    try {
      await locks.request(name, { signal }, work)
    } catch (cause) {
      if (!signal.aborted) throw cause
    }
  }
}
