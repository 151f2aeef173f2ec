// What is held against one (a relay, or whoever sent what was refused) until a person has seen it or it is no longer so. It outlives the app: it is kept
// in the write that it came up in, or in one of its own where that write does not happen.

import type { KeptWarning, Warned } from '../../storage/index.ts'
import type { RouteBook } from './route-book.ts'

/** Warnings about one, the last of each name. */
export interface WarningList<T extends KeptWarning> {
  readonly all: () => readonly T[]
  readonly add: (...warnings: readonly T[]) => void
  /** Takes back those that no longer hold. */
  readonly drop: (isOver: (warning: T) => boolean) => void
  /** What a write has to hold of them: nothing, if it is kept already. */
  readonly unkept: () => readonly Warned[]
  /** Does a write that holds what is unkept then, and keeps the rest, or all if it fails, in one of its own. */
  readonly during: (write: () => Promise<boolean>) => Promise<boolean>
}

/** The warnings about one as they are kept. `nameOf` says of which there is one alone; `most` are remembered. */
export function createWarningList<T extends KeptWarning>(
  book: RouteBook,
  about: string,
  nameOf: (warning: T) => string,
  most = 32,
): WarningList<T> {
  // What this app has written: the shapes are those of the version that wrote them, and their types are all that decides anything.
  const warnings = new Map((book.warningsAbout(about) as readonly T[]).map((each) => [nameOf(each), each]))
  let version = 0
  let keptVersion = 0
  let heldVersion = 0
  let writes = 0

  const isKept = (): boolean => version === keptVersion
  const changed = (): void => {
    version += 1
    // Whoever hears something of a relay keeps it in the same breath: what came up is kept with it.
    queueMicrotask(() => writes === 0 && void keepAlone())
  }
  const keepAlone = async (): Promise<void> => {
    if (isKept()) return
    const now = version
    const kept = await book.keep([], undefined, [{ about, warnings: [...warnings.values()] }])
    if (kept.ok) keptVersion = Math.max(keptVersion, now)
  }
  const unkept = (): readonly Warned[] => {
    heldVersion = version
    return isKept() ? [] : [{ about, warnings: [...warnings.values()] }]
  }

  return {
    all: () => [...warnings.values()],
    add: (...added) => {
      for (const each of added) {
        warnings.delete(nameOf(each))
        warnings.set(nameOf(each), each)
      }
      for (const name of [...warnings.keys()].slice(0, -most)) warnings.delete(name)
      if (added.length > 0) changed()
    },
    drop: (isOver) => {
      const over = [...warnings].filter(([, each]) => isOver(each))
      for (const [name] of over) warnings.delete(name)
      if (over.length > 0) changed()
    },
    unkept,
    during: async (write) => {
      writes += 1
      heldVersion = keptVersion
      const isDone = await write().finally(() => (writes -= 1))
      if (isDone) keptVersion = Math.max(keptVersion, heldVersion)
      await keepAlone()
      return isDone
    },
  }
}
