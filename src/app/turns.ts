/** Work that is done one after the other. */
export interface Turns {
  /** Does work after all that was asked for before, whatever became of that. */
  readonly take: <T>(work: () => T | Promise<T>) => Promise<T>
  /** The same for work that nobody waits for: what it throws is lost. */
  readonly queue: (work: () => unknown) => void
  /** Resolves when all that was asked for is done. */
  readonly idle: () => Promise<void>
}

/** Turns, of which none is taken. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  const take: Turns['take'] = (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
  return {
    take,
    queue: (work) => void take(work).catch(() => undefined),
    idle: async () => void (await last),
  }
}
