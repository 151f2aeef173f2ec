// Runs the import rules of .dependency-cruiser.cjs over one tree. The command line tool is used, not its API, so that the
// tests judge exactly what `npm run arch` runs.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** One import that a rule forbids; paths are relative to the tree. */
export type ImportViolation = { readonly rule: string; readonly from: string; readonly to: string }

/** What a run saw: `modules` guards against a tool that parses nothing and therefore reports nothing. */
export type ImportReport = { readonly violations: readonly ImportViolation[]; readonly modules: number }

const repository = fileURLToPath(new URL('../..', import.meta.url))
const cruiser = `${repository}/node_modules/dependency-cruiser/bin/dependency-cruiser.mjs`
const config = `${repository}/.dependency-cruiser.cjs`

/** Checks `tree/src` against the import rules. Throws when the tool itself fails. */
export const checkImports = async (tree: string): Promise<ImportReport> => {
  const report = JSON.parse(await run(tree)) as CruiserReport
  return {
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    modules: report.summary.totalCruised,
  }
}

type CruiserReport = {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
    }[]
  }
}

const run = (tree: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cruiser, '--config', config, '--output-type', 'json', 'src'], { cwd: tree })
    let output = ''
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.on('error', reject)
    child.on('close', () => (output.startsWith('{') ? resolve(output) : reject(new Error(complaint || output))))
  })
