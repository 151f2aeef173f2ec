// `npm run arch`: import rules, determinism of domain and log, and the house rules of single files, over this repository.
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNondeterminism } from './determinism.ts'
import { checkImports } from './import-rules.ts'
import { findBrokenSourceRules } from './source-rules.ts'

const tree = fileURLToPath(new URL('../..', import.meta.url))

const sources = (await readdir(join(tree, 'src'), { recursive: true }))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file}`)
  .toSorted((a, b) => (a < b ? -1 : 1))
const pure = sources.filter((file) => /^src\/(domain|log)\//.test(file))
const absolute = (files: readonly string[]): readonly string[] => files.map((file) => join(tree, file))

const imports = await checkImports(tree)
// A cruise that reads nothing also finds nothing: count what it saw.
if (imports.modules < sources.length)
  throw new Error(`only ${imports.modules} modules of ${sources.length} were cruised`)

const findings = [
  ...imports.violations.map(({ rule, from, to }) => `${from}  imports ${to}  (${rule})`),
  ...findNondeterminism(absolute(pure)).map(
    ({ file, line, what }) => `${relative(tree, file)}:${line}  ${what}  (determinism)`,
  ),
  ...findBrokenSourceRules(tree, absolute(sources)).map(
    ({ file, line, what }) => `${file}:${line}  ${what}  (house rule)`,
  ),
]

for (const finding of findings) console.error(finding)
console.log(`arch: ${sources.length} files, ${findings.length} findings`)
process.exitCode = findings.length === 0 ? 0 : 1
