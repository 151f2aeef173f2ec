// `npm test [-- suite ...]`: what needs neither chain nor browser first, then the chain suites, then the browser suite.
// Starts under any Node that npm runs on; the suites get the Node of node_modules/.bin. A suite that cannot run here is
// named with the reason, and fails the run where CI is set. What failed is told once more at the end, and written to the file
// that QUITS_FAILED_TESTS names.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { findChromium } from './find-chromium.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'quits-tests-'))
const minutes = (count) => count * 60_000

const vitest = (project, timeout) => ({
  name: project,
  timeout,
  command: (report) => [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ],
  count: ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }),
  failures: ({ testResults }) =>
    testResults.flatMap(({ name, message, assertionResults }) => [
      ...(message ? [{ title: name, messages: [message] }] : []),
      ...assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => ({ title: `${name}: ${fullName}`, messages: failureMessages })),
    ]),
})

/** What the page showed when a browser test failed. */
const pageOf = (path) =>
  readFileSync(path, 'utf8')
    .match(/^```yaml\n[^]*?^```/gm)
    ?.join('\n') ?? ''

const browserFailures = ({ suites = [], specs = [] }) => [
  ...suites.flatMap(browserFailures),
  ...specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ projectName, results }) => ({
        title: `${file}: ${title} (${projectName})`,
        messages: results.flatMap(({ errors, attachments }) => [
          ...errors.map(({ message }) => message ?? ''),
          ...attachments.filter(({ name }) => name === 'error-context').map(({ path }) => pageOf(path)),
        ]),
      })),
  ),
]

const suites = [
  vitest('unit', minutes(10)),
  vitest('chain', minutes(20)),
  {
    name: 'browser',
    timeout: minutes(25),
    missing: () =>
      findChromium() === undefined ? 'no Chromium found: install chromium or set CHROMIUM_PATH' : undefined,
    command: () => ['playwright', 'test', '--reporter=list,json'],
    count: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }),
    failures: browserFailures,
  },
]

/** Runs one suite to its end; resolves with its exit code. */
const run = ({ name, timeout, command }, report) =>
  new Promise((resolve) => {
    const [program, ...args] = command(report)
    const bin = join(root, 'node_modules', '.bin')
    const env = {
      ...process.env,
      QUITS_PROPERTY_RUNS: process.env.QUITS_PROPERTY_RUNS ?? (process.env.CI ? '1000' : '200'),
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }
    const child = spawn(join(bin, program), args, { cwd: root, env, stdio: 'inherit' })
    const alarm = setTimeout(() => {
      console.error(`${name}: stopped after ${timeout / minutes(1)} minutes`)
      child.kill('SIGTERM')
    }, timeout)
    child.on('error', (error) => console.error(`${name}: ${error.message}`))
    child.on('close', (code) => {
      clearTimeout(alarm)
      resolve(code)
    })
  })

const readReport = (suite, path) => {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'))
    return { counts: suite.count(report), failures: suite.failures(report) }
  } catch {
    return { counts: { passed: 0, failed: 0, skipped: 0 }, failures: [] } // it did not come as far as a report
  }
}

/** A failed test and the beginnings of its errors. */
const describeFailure = ({ title, messages }) =>
  [
    title.replace(root, ''),
    ...messages.map((message) => stripVTControlCharacters(message).split('\n').slice(0, 60).join('\n')),
  ].join('\n')

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !suites.some((suite) => suite.name === name))
if (unknown !== undefined) {
  console.error(`No suite "${unknown}"; there are ${suites.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
const failed = []
const notRun = []
for (const suite of suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const missing = suite.missing?.()
  if (missing !== undefined) {
    notRun.push(`${suite.name}: NOT RUN, ${missing}`)
    continue
  }
  console.log(`\n== ${suite.name} ==`)
  const started = Date.now()
  const report = join(reports, `${suite.name}.json`)
  const code = await run(suite, report)
  const { counts, failures } = readReport(suite, report)
  // A suite that breaks outside of a test (a file that does not load, a timeout) is a failure too.
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1
    failures.push({ title: `${suite.name}: ended with code ${code} outside of a test`, messages: [] })
  }
  failed.push(...failures.map(describeFailure))
  if (code === 0 && counts.passed === 0) notRun.push(`${suite.name}: NOT RUN, it has no tests`)
  for (const key of Object.keys(total)) total[key] += counts[key]
  const seconds = Math.round((Date.now() - started) / 1000)
  lines.push(
    `${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`,
  )
}
rmSync(reports, { recursive: true, force: true })

if (failed.length > 0) console.log(`\n== failed ==\n${failed.join('\n\n')}`)
if (process.env.QUITS_FAILED_TESTS) writeFileSync(process.env.QUITS_FAILED_TESTS, failed.join('\n\n'))
console.log('\n== all suites ==')
for (const line of [...lines, ...notRun]) console.log(line)
if (notRun.length > 0 && process.env.CI) {
  console.log('CI is set: a suite that did not run is a failure')
  total.failed += notRun.length
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
