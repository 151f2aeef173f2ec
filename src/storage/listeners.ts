/** Functions to call when something happens, each until it stops. */
export interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => () => void
  readonly tell: (value: T) => void
}

/** No listeners yet. */
export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<{ readonly call: (value: T) => void }>()
  return {
    add: (call) => {
      const entry = { call }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    tell: (value) => {
      for (const { call } of listeners) call(value)
    },
  }
}
