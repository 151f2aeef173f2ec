import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sha256, sourceHash, sourceHashRecipe } from './source-hash.mjs'

/** Where the contract's sources are. */
export const sourceFolder = fileURLToPath(new URL('./settlement', import.meta.url))

/** Where the built contract is committed. */
export const artefactFolder = fileURLToPath(new URL('../metadata', import.meta.url))

/** What the compiler makes: the code to deploy, and how to call it. */
export const builtNames = ['settlement.json', 'settlement.polkavm']

/** What it was made from and with. */
export const stampName = 'settlement.stamp.json'

/** One sha256sum line for each of the files above. */
export const sumsName = 'settlement.sha256'

/** Commits to a build: writes both artefacts, the stamp and the checksums. Returns the stamp. */
export function writeArtefacts(built, versions, { from = sourceFolder, to = artefactFolder } = {}) {
  const stamp = {
    sourceHash: sourceHash(from),
    sourceHashRecipe,
    // pallet-revive knows code by its keccak-256, which cargo-contract writes into the metadata.
    codeHash: JSON.parse(built['settlement.json'].toString('utf8')).source.hash.slice(2),
    codeBytes: built['settlement.polkavm'].length,
    ...versions,
  }
  const files = { ...built, [stampName]: Buffer.from(`${JSON.stringify(stamp, null, 2)}\n`) }
  const names = [...builtNames, stampName]
  for (const name of names) writeFileSync(join(to, name), files[name])
  writeFileSync(join(to, sumsName), names.map((name) => `${sha256(files[name])}  ${name}\n`).join(''))
  return stamp
}

/** The committed stamp, or undefined when there is none that can be read. */
export function readStamp(folder = artefactFolder) {
  try {
    return JSON.parse(readFileSync(join(folder, stampName), 'utf8'))
  } catch {
    return undefined
  }
}

/** What is wrong with the committed files by their own checksums and stamp: a sentence each, none when all is well. */
export function artefactProblems(folder = artefactFolder) {
  const names = [...builtNames, stampName, sumsName]
  const missing = names.filter((name) => !existsSync(join(folder, name)))
  if (missing.length > 0) return missing.map((name) => `metadata/${name} is missing.`)
  const sums = new Map(
    readFileSync(join(folder, sumsName), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const changed = [...builtNames, stampName]
    .filter((name) => sums.get(name) !== sha256(readFileSync(join(folder, name))))
    .map((name) => `metadata/${name} does not match its checksum in metadata/${sumsName}.`)
  if (changed.length > 0) return changed
  const stamp = readStamp(folder)
  if (stamp === undefined) return [`metadata/${stampName} is not JSON.`]
  const codeHash = JSON.parse(readFileSync(join(folder, 'settlement.json'), 'utf8')).source?.hash
  return codeHash === `0x${stamp.codeHash}`
    ? []
    : [`metadata/settlement.json and metadata/${stampName} name different code hashes.`]
}
