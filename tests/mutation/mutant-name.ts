// What a mutant is called in the committed result and in MUTANTS.md. Lines move with every edit, so the name is the change itself.

/** Which mutator, what it replaced and by what; `file` is relative to the repository. */
export interface MutantName {
  readonly file: string
  readonly mutator: string
  readonly original: string
  readonly replacement: string
}

const LONGEST = 90

/** Code on one line, the middle of what is long left out. */
export const oneLine = (code: string): string => {
  const line = code.replaceAll(/\s+/g, ' ').trim()
  return line.length <= LONGEST ? line : `${line.slice(0, 60)} … ${line.slice(-26)}`
}

/** Two mutants with one key are told apart by nothing but their place. */
export const mutantKey = ({ file, mutator, original, replacement }: MutantName): string =>
  [file, mutator, original, replacement].join('\n')

/** How often each name occurs. */
export const countNames = (names: readonly MutantName[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(mutantKey(name), 1 + (counts.get(mutantKey(name)) ?? 0))
  return counts
}
