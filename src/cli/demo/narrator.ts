/** Tells a story in numbered sentences and keeps count of what did not hold. */
export interface Narrator {
  /** The next step. */
  readonly step: (sentence: string) => void
  /** Something that belongs to the step. */
  readonly detail: (line: string) => void
  /** Says whether something holds; what does not makes the story fail. */
  readonly check: (claim: string, holds: boolean) => void
  /** What did not hold. */
  readonly broken: () => readonly string[]
}

/** A narrator that prints line by line. */
export function createNarrator(print: (line: string) => void): Narrator {
  const broken: string[] = []
  let steps = 0
  return {
    step: (sentence) => print(`${String(++steps).padStart(2)}. ${sentence}`),
    detail: (line) => print(`    ${line}`),
    check: (claim, holds) => {
      print(`    ${holds ? 'ok' : 'NOT SO'}: ${claim}`)
      if (!holds) broken.push(claim)
    },
    broken: () => broken,
  }
}

/** The value of a result that the story needs; otherwise it ends here, with the error's facts. */
export function need<T>(
  what: string,
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (result.ok) return result.value
  const facts = JSON.stringify(result.error, (_name, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  throw new Error(`${what} failed: ${facts}`)
}
