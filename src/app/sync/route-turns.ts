/** One change of a route at a time; nothing new is begun at the end. */
export interface RouteTurns {
  /** Does work after all that was asked for before, or answers `otherwise` at the end. */
  readonly take: <T>(work: () => Promise<T>, otherwise: T) => Promise<T>
  readonly end: () => void
  readonly isEnding: () => boolean
  /** Resolves when it was ended. */
  readonly ended: Promise<void>
  /** Resolves when nothing is done any more. */
  readonly idle: () => Promise<void>
}

/** Turns that go on until they are ended. */
export function createRouteTurns(): RouteTurns {
  const end = Promise.withResolvers<void>()
  let isEnding = false
  let turn: Promise<unknown> = Promise.resolve()
  return {
    take: (work, otherwise) => {
      const next = turn.then(() => (isEnding ? otherwise : work()))
      turn = next.catch(() => undefined)
      return next
    },
    end: () => {
      isEnding = true
      end.resolve()
    },
    isEnding: () => isEnding,
    ended: end.promise,
    idle: async () => void (await turn),
  }
}
