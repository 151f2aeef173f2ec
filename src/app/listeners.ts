/** Those who want to be told of something. */
export interface Listeners<News extends readonly unknown[] = []> {
  readonly tell: (...news: News) => void
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: (...news: News) => void) => () => void
  /** Nobody is told any more. */
  readonly clear: () => void
}

/** Nobody yet. Whoever subscribes twice with the same function is told once. */
export function createListeners<News extends readonly unknown[] = []>(): Listeners<News> {
  const listeners = new Set<(...news: News) => void>()
  return {
    tell: (...news) => {
      for (const listener of listeners) listener(...news)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    clear: () => listeners.clear(),
  }
}
