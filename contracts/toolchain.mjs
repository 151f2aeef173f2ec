// Finds what a contract build needs. The target has no ready-made standard library, so `core` and `alloc` are compiled
// from the compiler's own sources: Debian's `rustc-web cargo-web rust-web-src` bring a compiler with them, installed
// under /usr. The linker is the `rust-lld` of any toolchain that rustup has, or Debian's lld of the same version.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The cargo-contract that built what is committed. */
export const cargoContractVersion = '6.0.0-beta.2'

const compilerRoot = '/usr'
const host = 'x86_64-unknown-linux-gnu'

/** Runs a command and returns its trimmed output, or undefined when it fails or does not exist. */
export function output(command, args, env = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env } })
  return done.status === 0 ? done.stdout.trim() : undefined
}

/**
 * The tools of a build: `{ env, versions }`, or `{ missing }` with a sentence for each thing to install. `versions` goes
 * into the stamp: same versions and same sources give the same bytes.
 */
export function findToolchain() {
  const compiler = output(join(compilerRoot, 'bin/rustc'), ['--version'])
  const sources = join(compilerRoot, 'lib/rustlib/src/rust/library/core/src/lib.rs')
  const linker = findLinker()
  const missing = []
  if (compiler === undefined || !existsSync(sources) || !existsSync(join(compilerRoot, 'bin/cargo'))) {
    missing.push('A Rust compiler with its library sources: apt-get install rustc-web cargo-web rust-web-src')
  }
  if (linker === undefined) missing.push('A linker: apt-get install lld-22 (or, with rustup: rustup toolchain install stable)')
  if (missing.length > 0) return { missing }
  const env = {
    RUSTUP_TOOLCHAIN: compilerRoot,
    RUSTC_BOOTSTRAP: '1',
    CARGO_UNSTABLE_JSON_TARGET_SPEC: 'true',
    CARGO_TARGET_RISCV64EMAC_UNKNOWN_NONE_POLKAVM_LINKER: linker,
  }
  return { env, versions: { compiler, linker: versionOf(linker), cargoContract: cargoContractVersion } }
}

/** Installs cargo-contract when it is not there in the right version; false when that fails. */
export function installCargoContract() {
  const found = output('cargo', ['contract', '--version'])
  if (found?.includes(` ${cargoContractVersion}-`) || found?.endsWith(` ${cargoContractVersion}`)) return true
  console.log(`Installing cargo-contract ${cargoContractVersion} (about ten minutes)...`)
  const args = ['install', '--locked', '--force', `cargo-contract@${cargoContractVersion}`]
  return spawnSync('cargo', args, { stdio: 'inherit' }).status === 0
}

function findLinker() {
  const toolchains = output('rustup', ['toolchain', 'list'])?.split('\n') ?? []
  const roots = toolchains.map((line) => output('rustup', ['run', line.split(' ')[0], 'rustc', '--print', 'sysroot']))
  const ofRustup = roots
    .filter((root) => root !== undefined)
    .map((root) => join(root, 'lib/rustlib', host, 'bin/rust-lld'))
  return [...ofRustup, '/usr/bin/ld.lld-22', '/usr/bin/ld.lld'].find((path) => versionOf(path) !== undefined)
}

/** "LLD 22.1.2", without what the vendor adds; undefined for what cannot be run. */
function versionOf(linker) {
  const asGnu = linker.endsWith('rust-lld') ? ['-flavor', 'gnu'] : []
  return /LLD [\d.]+/.exec(output(linker, [...asGnu, '--version']) ?? '')?.[0]
}
