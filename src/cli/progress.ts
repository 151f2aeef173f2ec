/** Says what takes long. Quiet for the first second. */
export interface Progress {
  /** Changes what is said. */
  readonly update: (line: string) => void
  /** Ends it. Calling it twice is harmless. */
  readonly end: () => void
}

const EVERY_MS = 1000

/** Notes a line after a second, then the newest one again each second, until the work ends. */
export function startProgress(note: (line: string) => void, line: string): Progress {
  let newest = line
  const timer = setInterval(() => note(newest), EVERY_MS)
  return {
    update: (next) => {
      newest = next
    },
    end: () => clearInterval(timer),
  }
}
