// What may be in the repository: its top level, exact versions, and no trace of the machine it was written on.

/** A tracked file: path relative to the repository, and its text. */
export type TrackedFile = { readonly path: string; readonly text: string }

const folders = ['contracts', 'metadata', 'src', 'tests']
const files = ['README.md', 'LICENSE', 'chopsticks.yml', 'package.json', 'package-lock.json', 'tsconfig.json']
const allowedTop = new Set([...folders, ...files])
const configuration = /^(\..+|[\w-]+\.config\.(ts|js|mjs|cjs))$/

/** Names at the top level that are neither part of the layout nor a tool's configuration. */
export const strayTopLevel = (paths: readonly string[]): readonly string[] => {
  const names = new Set(paths.map((path) => path.split('/', 1)[0] ?? ''))
  return [...names].filter((name) => !allowedTop.has(name) && !configuration.test(name))
}

const exact = /^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/
const dependencyFields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'overrides']

/** Dependencies of a package.json that are not pinned to one version. */
export const looseVersions = (manifest: Readonly<Record<string, unknown>>): readonly string[] =>
  dependencyFields.flatMap((field) =>
    Object.entries((manifest[field] ?? {}) as Readonly<Record<string, unknown>>)
      .filter(([, version]) => typeof version !== 'string' || !exact.test(version))
      .map(([name, version]) => `${field}: ${name} ${JSON.stringify(version)}`),
  )

// Written so that this file does not contain what it looks for.
const traces: Readonly<Record<string, RegExp>> = {
  'machine path': /(?:^|[\s"'`(=:,])\/(?:home|root|Users|tmp|work|workspace|mnt)\/[\w.-]+|[A-Z]:\\Users\\/m,
  'registry address':
    /registry[.]npmjs|registry[.]yarnpkg|npm[.]pkg[.]github|(?:index|static)[.]crates[.]io|pythonhosted[.]org/,
  'foreign registry': /"(?:registry|sparse)[+](?!https:\/\/github[.]com\/rust-lang\/crates[.]io-index")/,
  'document that is not here': /\b(?:DESIGN|STYLE|RULEBOOK|CHAIN|SYNC|PRODUCT|FORMATS)[.]md\b/,
  'folder that is not here': /[.][.]\/shared\//,
}

/** Lines that name a machine, a registry, or something that a reader of the repository does not have. */
export const tracesOfElsewhere = ({ path, text }: TrackedFile): readonly string[] =>
  Object.entries(traces)
    .filter(([, pattern]) => pattern.test(text))
    .flatMap(([what, pattern]) =>
      text.split('\n').flatMap((line, index) => (pattern.test(line) ? `${path}:${index + 1}  ${what}` : [])),
    )
