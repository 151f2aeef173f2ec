// npm run contract:check: the committed contract is what its sources give. Quick and without Rust while neither has
// changed since the stamp; otherwise, or with --rebuild, a rebuild, a comparison, the contract's tests and its lints.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { artefactFolder, artefactProblems, builtNames, readStamp, sourceFolder, stampName } from './artefacts.mjs'
import { compareBuild } from './compare-build.mjs'
import { compileContract } from './compile.mjs'
import { sourceHash } from './source-hash.mjs'

const rebuildIt = 'Run "npm run contract:build" and commit metadata/.'

const problems = artefactProblems()
if (problems.length > 0) end(1, [...problems, `Restore metadata/ from the last commit. If you meant to change it: ${rebuildIt}`])

const stamp = readStamp()
const isStamped = sourceHash(sourceFolder) === stamp.sourceHash
if (isStamped && !process.argv.includes('--rebuild')) {
  end(0, [`The contract's sources are those of the committed build ${stamp.codeHash}, whose checksums hold.`])
}

if (!isStamped) console.log(`The sources under contracts/settlement are not those that metadata/${stampName} records.`)
console.log('Rebuilding the contract.')
const { built, versions, failed } = compileContract()
if (failed !== undefined) end(1, [failed])
const committed = Object.fromEntries(builtNames.map((name) => [name, readFileSync(join(artefactFolder, name))]))
const { differences, note } = compareBuild({ built, versions }, { built: committed, stamp })
console.log(note)
if (differences.length > 0) end(1, [...differences, `The sources no longer give the committed contract. ${rebuildIt}`])

run(['test', '--locked'], "The contract's tests fail: see above.")
run(
  ['clippy', '--locked', '--all-targets', '--', '-D', 'warnings'],
  'Clippy refuses the contract: see above (if there is no clippy: rustup component add clippy).',
)
end(0, [isStamped ? 'All is well.' : `All is well. To make the next check quick: ${rebuildIt}`])

function run(args, sentence) {
  if (spawnSync('cargo', args, { cwd: sourceFolder, stdio: 'inherit' }).status !== 0) end(1, [sentence])
}

function end(code, sentences) {
  for (const sentence of sentences) (code === 0 ? console.log : console.error)(sentence)
  process.exit(code)
}
