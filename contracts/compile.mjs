import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtNames } from './artefacts.mjs'
import { settlement } from './crates.mjs'
import { findToolchain, installCargoContract } from './toolchain.mjs'

/**
 * Compiles a crate in release mode: `{ built, versions }` with the bytes of both artefacts, or `{ failed }` with what to
 * do. Nothing of the machine gets in: release contracts carry no panic messages, so no paths, and the ABI none.
 */
export function compileContract(crate = settlement) {
  const { env, versions, missing } = findToolchain()
  if (missing !== undefined) return { failed: [`${crate.name} cannot be built here. Install:`, ...missing].join('\n  ') }
  if (!installCargoContract()) return { failed: 'cargo-contract could not be installed; its output is above.' }
  const target = join(crate.sourceFolder, 'target')
  const done = spawnSync('cargo', ['contract', 'build', '--release'], {
    cwd: crate.sourceFolder,
    stdio: 'inherit',
    env: { ...process.env, ...env, CARGO_TARGET_DIR: target },
  })
  if (done.status !== 0) return { failed: `${crate.name} does not build; the compiler says why above.` }
  const built = Object.fromEntries(builtNames(crate).map((name) => [name, readFileSync(join(target, 'ink', name))]))
  return { built, versions }
}
