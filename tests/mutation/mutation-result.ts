// The committed result: per source file the hash it was mutated at, how many mutants were noticed, and which were not.
import { createHash } from 'node:crypto'
import type { MutantName } from './mutant-name.ts'

/**
 * What became of a file's mutants. `timeout`: noticed by running for ever (which ones stands in `timedOut`, for a slow machine
 * looks the same); `broken`: noticed by loading no more; `atLoad`: not run,
 * because their code runs only while its module loads (tables of names, schemas), where a run for each costs too much.
 */
export interface FileResult {
  readonly sha256: string
  readonly killed: number
  readonly timeout: number
  readonly broken: number
  readonly atLoad: number
  readonly timedOut: readonly Omit<MutantName, 'file'>[]
  readonly survived: readonly Omit<MutantName, 'file'>[]
  readonly seconds: number
}

/** All files, by path. */
export type MutationResult = Readonly<Record<string, FileResult>>

/** The hash that tells whether a file is still the one that was mutated. Where it imports from is not part of it: that holds no mutants. */
export const sourceHash = (text: string): string =>
  createHash('sha256')
    .update(text.replaceAll(/ from '[^']*'/g, ''))
    .digest('hex')

/** JSON with one line per file and per survivor: small, and a diff of it reads. */
export const resultToJson = (result: MutationResult): string => {
  const lines = Object.entries(result)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, { timedOut, survived, ...counts }]) => {
      const names = (list: FileResult['survived']): string =>
        list.map((name) => `\n    ${JSON.stringify(name)}`).join(',')
      const head = JSON.stringify(counts).slice(0, -1)
      return `  ${JSON.stringify(file)}: ${head},\n   "timedOut":[${names(timedOut)}],\n   "survived":[${names(survived)}]}`
    })
  return `{\n${lines.join(',\n')}\n}\n`
}

/** The survivors of all files, named in full. */
export const survivorsOf = (result: MutationResult): readonly MutantName[] =>
  Object.entries(result).flatMap(([file, { survived }]) => survived.map((name) => ({ file, ...name })))

/** Mutants in all, and those that were noticed. */
export const countsOf = ({ killed, timeout, broken, survived }: FileResult): { all: number; noticed: number } => {
  const noticed = killed + timeout + broken
  return { all: noticed + survived.length, noticed }
}
