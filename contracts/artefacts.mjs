import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settlement } from './crates.mjs'
import { sha256, sourceHash, sourceHashRecipe } from './source-hash.mjs'

/** What the compiler makes of a crate: how to call it, and the code to deploy. */
export const builtNames = ({ name }) => [`${name}.json`, `${name}.polkavm`]

/** What a build was made from and with. */
export const stampName = ({ name }) => `${name}.stamp.json`

/** One sha256sum line for each of the files above. */
export const sumsName = ({ name }) => `${name}.sha256`

/** Commits to a build: writes both artefacts, the stamp and the checksums. Returns the stamp. */
export function writeArtefacts(built, versions, { crate = settlement, from = crate.sourceFolder, to = crate.artefactFolder } = {}) {
  const [metadata, code] = builtNames(crate)
  const stamp = {
    sourceHash: sourceHash(from),
    sourceHashRecipe: sourceHashRecipe(crate.sources),
    // pallet-revive knows code by its keccak-256, which cargo-contract writes into the metadata.
    codeHash: JSON.parse(built[metadata].toString('utf8')).source.hash.slice(2),
    codeBytes: built[code].length,
    ...versions,
  }
  const files = { ...built, [stampName(crate)]: Buffer.from(`${JSON.stringify(stamp, null, 2)}\n`) }
  const names = [metadata, code, stampName(crate)]
  mkdirSync(to, { recursive: true })
  for (const name of names) writeFileSync(join(to, name), files[name])
  writeFileSync(join(to, sumsName(crate)), names.map((name) => `${sha256(files[name])}  ${name}\n`).join(''))
  return stamp
}

/** The committed stamp, or undefined when there is none that can be read. */
export function readStamp(crate = settlement) {
  try {
    return JSON.parse(readFileSync(join(crate.artefactFolder, stampName(crate)), 'utf8'))
  } catch {
    return undefined
  }
}

/** What is wrong with the committed files by their own checksums and stamp: a sentence each, none when all is well. */
export function artefactProblems(crate = settlement) {
  const { artefacts: shown, artefactFolder: folder } = crate
  const made = [...builtNames(crate), stampName(crate)]
  const missing = [...made, sumsName(crate)].filter((name) => !existsSync(join(folder, name)))
  if (missing.length > 0) return missing.map((name) => `${shown}/${name} is missing.`)
  const sums = new Map(
    readFileSync(join(folder, sumsName(crate)), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const changed = made
    .filter((name) => sums.get(name) !== sha256(readFileSync(join(folder, name))))
    .map((name) => `${shown}/${name} does not match its checksum in ${shown}/${sumsName(crate)}.`)
  if (changed.length > 0) return changed
  const stamp = readStamp(crate)
  if (stamp === undefined) return [`${shown}/${stampName(crate)} is not JSON.`]
  const [metadata] = builtNames(crate)
  const codeHash = JSON.parse(readFileSync(join(folder, metadata), 'utf8')).source?.hash
  return codeHash === `0x${stamp.codeHash}`
    ? []
    : [`${shown}/${metadata} and ${shown}/${stampName(crate)} name different code hashes.`]
}
