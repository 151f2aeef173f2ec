// `npm run mutate [-- options] [files]`: plants mutants in `src/domain` and `src/log` and runs the tests of the two layers on each.
//   no files         those that changed since the committed result
//   files            these, changed or not
//   --all            every file
//   --known          of those that changed only files that the committed result has; the others are named
//   --without <test> leaves out a test file, say one that fails at the moment
//   --minutes <n>    start no run after that, and stop the one that goes on; what was left out is named
// Results are merged into `result.json` file by file, so a run that was stopped goes on where it was. Ends with an error when a
// survivor is not explained in MUTANTS.md, an explanation has no survivor, or fewer than 95 % of the mutants were noticed.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compareExplanations, explanationLine, parseExplanations } from './explanations.ts'
import { countNames, mutantKey } from './mutant-name.ts'
import {
  countsOf,
  resultToJson,
  sourceHash,
  survivorsOf,
  type FileResult,
  type MutationResult,
} from './mutation-result.ts'
import { mutateFiles } from './mutate-files.ts'
import { mergeNear, nearTests } from './near-tests.ts'
import { copySources } from './source-copy.ts'

const LEAST_RATE = 0.95
// Each run of Stryker begins with a run of all tests; a run over many files is worth it, and loses more when it is stopped.
const FILES_PER_RUN = 6

const root = fileURLToPath(new URL('../..', import.meta.url))
const resultFile = join(root, 'tests/mutation/result.json')
const explanationsFile = join(root, 'src/domain/MUTANTS.md')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    // Leaves out what the committed result does not know: a first run over a file takes minutes and finds work for a person.
    known: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '600' },
    without: { type: 'string', multiple: true, default: [] },
  },
})
const deadline = Date.now() + Number(values.minutes) * 60_000

const sources = ['src/domain', 'src/log'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${String(name)}`)
    .filter((path) => path.endsWith('.ts')),
)
const wanted = positionals.map((path) => relative(root, resolve(path)))
const stray = wanted.find((file) => !sources.includes(file))
if (stray !== undefined) {
  console.error(`${stray} is no source file of src/domain or src/log`)
  process.exit(2)
}

const readResult = (): MutationResult => {
  const stored = existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as MutationResult) : {}
  return Object.fromEntries(Object.entries(stored).filter(([file]) => sources.includes(file)))
}
const isChanged = (file: string): boolean =>
  readResult()[file]?.sha256 !== sourceHash(readFileSync(join(root, file), 'utf8'))

const isWanted = (file: string): boolean => isChanged(file) && (!values.known || readResult()[file] !== undefined)
const queue = wanted.length > 0 ? wanted : values.all ? sources : sources.filter(isWanted)
console.log(`${queue.length} of ${sources.length} files to mutate`)

// The first reads the rulebook and the titles of tests, no code. The others fold hundreds of long random stories: minutes for each
// mutant, and a mutant should be noticed by a test that says what is wrong.
const unsuited = new Set([
  'tests/domain/spec.test.ts',
  'tests/domain/fold/any-people.test.ts',
  'tests/domain/fold/any-story.test.ts',
  ...values.without,
])
const tests = ['tests/domain', 'tests/log', 'tests/conformance']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`))
  .filter((path) => path.endsWith('.test.ts') && !unsuited.has(path))
  .toSorted((a, b) => (a < b ? -1 : 1))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

// Files that have the same tests go together, those with few tests first: what they need is soon known.
const filesByTests = new Map<string, string[]>()
for (const file of queue) {
  const near = nearTests(file, tests).toSorted().join()
  filesByTests.set(near, [...(filesByTests.get(near) ?? []), file])
}
const batches: { readonly near: readonly string[]; readonly files: readonly string[] }[] = []
for (const [, files] of [...filesByTests].toSorted(([a], [b]) => a.length - b.length))
  for (let start = 0; start < files.length; start += FILES_PER_RUN) {
    const together = files.slice(start, start + FILES_PER_RUN)
    batches.push({ near: mergeNear(together.map((file) => nearTests(file, tests))), files: together })
  }

const leftIn: ReadonlySet<string>[] = []
const copy = copySources(root)
let failed = false
let stopped = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true))
try {
  for (const { near, files } of batches) {
    const timeoutMs = deadline - Date.now()
    const left = new Set(files)
    leftIn.push(left)
    if (stopped || timeoutMs <= 0) continue
    const onFile = (file: string, found: FileResult): void => {
      left.delete(file)
      writeFileSync(resultFile, resultToJson({ ...readResult(), [file]: found }))
      const { all, noticed } = countsOf(found)
      console.log(
        `${file}: ${noticed} of ${all} noticed, ${found.timeout} of them by time, ${found.atLoad} not run, in ${found.seconds} s`,
      )
    }
    const exitCode = await mutateFiles(copy, { files, tests: near, timeoutMs, onFile })
    if (exitCode !== 0 && Date.now() < deadline && !stopped) failed = true
  }
} finally {
  copy.remove()
}

const result = readResult()
const counts = Object.values(result).map(countsOf)
const all = counts.reduce((sum, count) => sum + count.all, 0)
const atLoad = Object.values(result).reduce((sum, found) => sum + found.atLoad, 0)
const noticed = counts.reduce((sum, count) => sum + count.noticed, 0)
const { explanations, unreadable } = parseExplanations(readFileSync(explanationsFile, 'utf8'))
const survivors = survivorsOf(result)
const { unexplained, stale } = compareExplanations(survivors, explanations, new Set(Object.keys(result)))

for (const file of new Set(unexplained.map((name) => name.file))) {
  const own = unexplained.filter((name) => name.file === file)
  const times = countNames(own)
  console.log(`\nnot explained:\n\n## \`${file}\`\n`)
  for (const key of times.keys()) {
    const name = own.find((one) => mutantKey(one) === key)
    if (name !== undefined) console.log(explanationLine(name, times.get(key) ?? 1))
  }
}
for (const line of stale)
  console.log(`stale in MUTANTS.md, ${line.file}: ${explanationLine(line, line.count)}${line.why}`)
for (const line of unreadable) console.log(`unreadable in MUTANTS.md: ${line}`)
const leftOut = leftIn.flatMap((files) => [...files])
const behind = sources.filter(isChanged)
if (behind.length > 0) console.log(`\nnot mutated as they are now: ${behind.join(' ')}`)
if (leftOut.length > 0) console.log(`\nleft out, ${failed ? 'the run failed' : 'no time'}: ${leftOut.join(' ')}`)

const rate = all === 0 ? 1 : noticed / all
console.log(
  `\n${noticed} of ${all} mutants noticed (${(100 * rate).toFixed(2)} %), ${survivors.length} survived, ${unexplained.length} of them not explained, ${atLoad} not run (code of module load), in ${Object.keys(result).length} of ${sources.length} files`,
)
if (failed || unexplained.length + stale.length + unreadable.length > 0 || rate < LEAST_RATE) process.exitCode = 1
