// npm run contract:check: what is committed is what its sources give, crate by crate. Quick and without Rust while neither
// has changed since the stamp; otherwise, or with --rebuild, a rebuild, a comparison, the crate's tests and its lints.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { artefactProblems, builtNames, readStamp, stampName } from './artefacts.mjs'
import { compareBuild } from './compare-build.mjs'
import { compileContract } from './compile.mjs'
import { crates } from './crates.mjs'
import { sourceHash } from './source-hash.mjs'

const always = process.argv.includes('--rebuild')
for (const crate of crates) checkCrate(crate)

/** Says that the crate is well, or ends with what is wrong. */
function checkCrate(crate) {
  const { name, sources, artefacts, sourceFolder, artefactFolder } = crate
  const rebuildIt = `Run "npm run contract:build -- ${name}" and commit ${artefacts}/.`
  const problems = artefactProblems(crate)
  if (problems.length > 0) fail([...problems, `Restore ${artefacts}/ from the last commit. If you meant to change it: ${rebuildIt}`])

  const stamp = readStamp(crate)
  const isStamped = sourceHash(sourceFolder) === stamp.sourceHash
  if (isStamped && !always) {
    console.log(`The sources of ${name} are those of the committed build ${stamp.codeHash}, whose checksums hold.`)
    return
  }

  if (!isStamped) console.log(`The sources under ${sources} are not those that ${artefacts}/${stampName(crate)} records.`)
  console.log(`Rebuilding ${name}.`)
  const { built, versions, failed } = compileContract(crate)
  if (failed !== undefined) fail([failed])
  const committed = Object.fromEntries(builtNames(crate).map((file) => [file, readFileSync(join(artefactFolder, file))]))
  const { differences, note } = compareBuild({ built, versions }, { built: committed, stamp })
  console.log(note)
  if (differences.length > 0) fail([...differences, `The sources of ${name} no longer give what is committed. ${rebuildIt}`])

  const run = (args, sentence) => {
    if (spawnSync('cargo', args, { cwd: sourceFolder, stdio: 'inherit' }).status !== 0) fail([sentence])
  }
  run(['test', '--locked'], `The tests of ${name} fail: see above.`)
  run(
    ['clippy', '--locked', '--all-targets', '--', '-D', 'warnings'],
    `Clippy refuses ${name}: see above (if there is no clippy: rustup component add clippy).`,
  )
  console.log(isStamped ? 'All is well.' : `All is well. To make the next check quick: ${rebuildIt}`)
}

function fail(sentences) {
  for (const sentence of sentences) console.error(sentence)
  process.exit(1)
}
