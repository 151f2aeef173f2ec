import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtNames, sourceFolder } from './artefacts.mjs'
import { findToolchain, installCargoContract } from './toolchain.mjs'

/**
 * Compiles the contract in release mode: `{ built, versions }` with the bytes of both artefacts, or `{ failed }` with
 * what to do. Nothing of the machine gets in: release contracts carry no panic messages, so no paths, and the ABI none.
 */
export function compileContract({ from = sourceFolder, target = join(from, 'target') } = {}) {
  const { env, versions, missing } = findToolchain()
  if (missing !== undefined) return { failed: ['The contract cannot be built here. Install:', ...missing].join('\n  ') }
  if (!installCargoContract()) return { failed: 'cargo-contract could not be installed; its output is above.' }
  const done = spawnSync('cargo', ['contract', 'build', '--release'], {
    cwd: from,
    stdio: 'inherit',
    env: { ...process.env, ...env, CARGO_TARGET_DIR: target },
  })
  if (done.status !== 0) return { failed: 'The contract does not build; the compiler says why above.' }
  const built = Object.fromEntries(builtNames.map((name) => [name, readFileSync(join(target, 'ink', name))]))
  return { built, versions }
}
