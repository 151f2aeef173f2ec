// Which files of a build the browser loads when, from Vite's manifest.

/** The fields used of one chunk in `dist/.vite/manifest.json`. */
export type ManifestChunk = {
  readonly file: string
  readonly name?: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

/** Key (source path or chunk name) -> chunk. */
export type Manifest = Readonly<Record<string, ManifestChunk>>

/** Files of a build by part; a file may be in `shell` and `core` at once. */
export type BundleParts = {
  /** Everything loaded before anything is shown. */
  readonly shell: readonly string[]
  /** The part of the shell with cryptography, storage and what they need of the ledger. */
  readonly core: readonly string[]
  /** What opening a pot loads of the ledger on top. */
  readonly ledger: readonly string[]
  /** What the first use of the chain or of a wallet loads on top of both. */
  readonly chain: readonly string[]
}

const chainEntry = /(^|\/)(chain\/polkadot|wallet\/(extension|development))\//

/** Throws when a part is missing: a size that is not measured is not a small size. */
export const bundleParts = (manifest: Manifest): BundleParts => {
  const keys = Object.keys(manifest)
  const entries = keys.filter((key) => manifest[key]?.isEntry === true)
  const shell = closure(manifest, entries)
  const chain = closure(
    manifest,
    keys.filter((key) => chainEntry.test(key)),
  )
  const ledger = keys.filter((key) => manifest[key]?.name === 'ledger')
  const parts = {
    shell: filesOf(manifest, shell),
    core: filesOf(
      manifest,
      keys.filter((key) => manifest[key]?.name === 'core'),
    ),
    ledger: filesOf(manifest, ledger),
    chain: filesOf(
      manifest,
      chain.filter((key) => !shell.includes(key) && !ledger.includes(key)),
    ),
  }
  for (const [part, files] of Object.entries(parts)) {
    if (files.length === 0) throw new Error(`the build has no ${part} part`)
  }
  return parts
}

const closure = (manifest: Manifest, from: readonly string[]): readonly string[] => {
  const reached = new Set(from)
  for (const key of reached) for (const next of manifest[key]?.imports ?? []) reached.add(next)
  return [...reached]
}

const filesOf = (manifest: Manifest, keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => manifest[key]?.file ?? []).filter((file) => file.endsWith('.js'))
