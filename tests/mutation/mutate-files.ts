// One run of Stryker over some files.
import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { oneLine, type MutantName } from './mutant-name.ts'
import { sourceHash, type FileResult } from './mutation-result.ts'
import type { MutationNews, TestedMutant } from './parent-reporter.ts'
import type { SourceCopy } from './source-copy.ts'

const stryker = join(
  dirname(createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json')),
  'bin/stryker.js',
)

/** What a run of Stryker is given. */
export interface MutationRun {
  readonly files: readonly string[]
  /** Run on each mutant, in this order, until one fails. */
  readonly tests: readonly string[]
  readonly timeoutMs: number
  /** Called for each file as soon as all its mutants were tested. */
  readonly onFile: (file: string, result: FileResult) => void
}

/** Mutates files of the copy. The exit code of Stryker, null when time ran out. */
export const mutateFiles = async (
  copy: SourceCopy,
  { files, tests, timeoutMs, onFile }: MutationRun,
): Promise<number | null> => {
  const texts = new Map(files.map((file) => [file, copy.read(file)]))
  const tested = new Map<string, TestedMutant[]>(files.map((file) => [file, []]))
  const planned = new Map<string, number>()
  const seconds = new Map<string, number>()
  const reported = new Set<string>()
  let last = Date.now()
  const report = (file: string): void => {
    const mutants = tested.get(file) ?? []
    if (mutants.length !== (planned.get(file) ?? 0) || reported.has(file)) return
    reported.add(file)
    onFile(file, summarize(texts.get(file) ?? '', mutants, seconds.get(file) ?? 0))
  }

  const child = fork(stryker, ['run', '--inPlace', '--mutate', files.join(',')], {
    cwd: copy.root,
    detached: true,
    env: { ...process.env, QUITS_PROPERTY_RUNS: '15', QUITS_MUTANT_TESTS: tests.join(':') },
  })
  child.on('message', (news: MutationNews) => {
    if (news.type === 'planned') {
      for (const name of news.files) {
        const file = relative(copy.root, name)
        planned.set(file, 1 + (planned.get(file) ?? 0))
      }
      for (const file of files.filter((each) => !planned.has(each))) report(file)
      return
    }
    const file = relative(copy.root, news.mutant.fileName)
    tested.get(file)?.push(news.mutant)
    seconds.set(file, (Date.now() - last) / 1000 + (seconds.get(file) ?? 0))
    last = Date.now()
    report(file)
  })

  const stop = (): void => {
    // Stryker's own workers are in its group.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
  }
  const alarm = setTimeout(stop, timeoutMs)
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(alarm)
  process.off('SIGINT', stop).off('SIGTERM', stop)
  // Where no file has anything to change there is no plan.
  if (exitCode === 0) for (const file of files) report(file)
  return exitCode
}

const summarize = (source: string, mutants: readonly TestedMutant[], seconds: number): FileResult => {
  const named = (...statuses: readonly string[]): FileResult['survived'] =>
    mutants
      .filter(({ status }) => statuses.includes(status))
      .map((mutant) => nameOf(source, mutant))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  const count = (...statuses: readonly string[]): number => named(...statuses).length
  return {
    sha256: sourceHash(source),
    killed: count('Killed'),
    timeout: count('Timeout'),
    broken: count('RuntimeError', 'CompileError'),
    atLoad: count('Ignored'),
    seconds: Math.round(seconds),
    timedOut: named('Timeout'),
    survived: named('Survived', 'NoCoverage'),
  }
}

const nameOf = (source: string, mutant: TestedMutant): Omit<MutantName, 'file'> => {
  const lines = source.split('\n')
  const offset = ({ line, column }: TestedMutant['location']['start']): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1
  const original = source.slice(offset(mutant.location.start), offset(mutant.location.end))
  return { mutator: mutant.mutatorName, original: oneLine(original), replacement: oneLine(mutant.replacement) }
}
