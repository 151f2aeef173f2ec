import type { Result } from '../domain/index.ts'

/**
 * What the process leaves behind: 0 done, or everything matches; 1 something differs; 2 the command or a file cannot be used; 3 nothing differs, but it rests on
 * somebody's word.
 */
export type ExitCode = 0 | 1 | 2 | 3

/** What a command found. */
export interface Report {
  /** Lines for people. */
  readonly lines: readonly string[]
  /** The same for programs, printed with `--json`. */
  readonly json: unknown
  readonly exit: 0 | 1 | 3
}

/** Why a command could not do its work: one sentence. */
export interface CommandError {
  readonly type: 'Unusable'
  readonly sentence: string
}

/** What surrounds a command. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The directory against which paths are resolved. */
  readonly directory: string
  /** Progress and notes, beside the report. */
  readonly note: (line: string) => void
}

/** Values of the command line: the words after the command, and the options that were given. */
export interface Arguments {
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
}

/** A command of `quits`. */
export interface Command {
  /** The words that call it: `import splitwise`. */
  readonly name: string
  readonly summary: string
  /** Names of the words it takes, for the usage line. */
  readonly takes: readonly string[]
  /** Name of the words that may follow those, as many as there are. */
  readonly takesMore?: string
  /** Its options besides `--json` and `--help`: `value` names what follows an option, null for a switch. */
  readonly options: readonly {
    readonly name: string
    readonly value: string | null
    readonly isRequired: boolean
    /** Whether it may be given several times: its value is then a list. */
    readonly isRepeated?: boolean
    readonly summary: string
  }[]
  /** What else people should know, as lines. */
  readonly about: readonly string[]
  readonly run: (args: Arguments, around: Surroundings) => Promise<Result<Report, CommandError>>
}

/** A command's failure with its sentence. */
export function unusable(sentence: string): { readonly ok: false; readonly error: CommandError } {
  return { ok: false, error: { type: 'Unusable', sentence } }
}
