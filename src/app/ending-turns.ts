import { createTurns } from './turns.ts'

/** Work that is done one after the other until it is ended: nothing new is begun then. */
export interface EndingTurns {
  /** Does work after all that was asked for before, or answers `otherwise` at the end. */
  readonly take: <T>(work: () => Promise<T>, otherwise: T) => Promise<T>
  /** The same for work that nobody waits for: what it throws is lost. */
  readonly queue: (work: () => unknown) => void
  readonly end: () => void
  readonly isEnding: () => boolean
  /** Resolves when it was ended. */
  readonly ended: Promise<void>
  /** Resolves when nothing is done any more. */
  readonly idle: () => Promise<void>
}

/** Turns that go on until they are ended. */
export function createEndingTurns(): EndingTurns {
  const end = Promise.withResolvers<void>()
  const turns = createTurns()
  let isEnding = false
  return {
    take: (work, otherwise) => turns.take(() => (isEnding ? otherwise : work())),
    queue: (work) => turns.queue(() => (isEnding ? undefined : work())),
    end: () => {
      isEnding = true
      end.resolve()
    },
    isEnding: () => isEnding,
    ended: end.promise,
    idle: turns.idle,
  }
}
