/** Functions to call when something happens, each until it stops. */
export interface Listeners<News extends readonly unknown[] = []> {
  readonly tell: (...news: News) => void
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: (...news: News) => void) => () => void
  /** Nobody is told any more. */
  readonly clear: () => void
}

/** No listeners yet. */
export function createListeners<News extends readonly unknown[] = []>(): Listeners<News> {
  const listeners = new Set<{ readonly call: (...news: News) => void }>()
  return {
    tell: (...news) => {
      for (const { call } of listeners) call(...news)
    },
    subscribe: (call) => {
      const entry = { call }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    clear: () => listeners.clear(),
  }
}
