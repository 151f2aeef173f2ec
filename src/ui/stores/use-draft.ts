import { onScopeDispose, reactive, watch } from 'vue'

/** A form's content that outlives a reload. `isFound` says that it was there already. */
export interface Draft<T extends object> {
  readonly value: T
  readonly isFound: boolean
  /** Forgets it: it was saved, or the person gave it up. */
  readonly clear: () => void
}

/** The draft under a name in this tab's storage, or a new one. Plain data only. */
export function useDraft<T extends object>(name: string, initial: () => T): Draft<T> {
  const key = `quits.draft.${name}`
  const found = read(key) as T | null
  const value = reactive(found ?? initial()) as T
  const stop = watch(value, () => sessionStorage.setItem(key, JSON.stringify(value)), { deep: true, flush: 'sync' })
  onScopeDispose(stop)
  return {
    value,
    isFound: found !== null,
    clear: () => {
      stop()
      sessionStorage.removeItem(key)
    },
  }
}

function read(key: string): unknown {
  try {
    const text = sessionStorage.getItem(key)
    return text === null ? null : JSON.parse(text)
  } catch {
    return null // a draft that cannot be read is none
  }
}
