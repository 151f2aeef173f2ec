/** What a connection's client asks for, and when it has heard enough. */
export type ClientActivity = {
  /** Counts as asked until `work` is done. */
  readonly during: <T>(work: Promise<T>) => Promise<T>
  /** Resolves when the client asked something from now on and has had its answers for a moment, or when it asked nothing for a while. */
  readonly satisfied: () => Promise<void>
}

/** After an answer: long enough for the next question. */
const pauseMs = 10
/** Without a question: enough for a slow client to think of one. */
const silenceMs = 50
/** A client that never stops asking is not waited for. */
const longestMs = 500

/** Nothing asked so far. */
export function createClientActivity(): ClientActivity {
  let open = 0
  const watchers = new Set<() => void>()
  const tell = (): void => {
    for (const changed of watchers) changed()
  }
  return {
    during: async (work) => {
      open++
      tell()
      try {
        return await work
      } finally {
        open--
        tell()
      }
    },
    satisfied: () =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(quiet)
          clearTimeout(longest)
          watchers.delete(changed)
          resolve()
        }
        const changed = (): void => {
          clearTimeout(quiet)
          if (open === 0) quiet = setTimeout(done, pauseMs)
        }
        let quiet = setTimeout(done, silenceMs)
        const longest = setTimeout(done, longestMs)
        watchers.add(changed)
      }),
  }
}
