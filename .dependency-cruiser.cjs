// Who may import whom: the layer table of src/README.md as rules. tests/arch/import-rules.test.ts plants a violation of
// every rule below and fails when a rule has none.
// dependency-cruiser reads TypeScript through the `typescript` package, which must be version 6 here: with version 7 it
// silently sees no imports at all.

/** layer -> the other layers it may import; a layer that is not listed may import none. */
const table = {
  domain: [],
  crypto: ['domain'],
  log: ['domain', 'crypto'],
  sync: ['domain', 'log', 'crypto'],
  storage: ['domain', 'log', 'crypto'],
  files: ['domain', 'log', 'crypto'],
  formats: ['domain', 'log', 'crypto'],
  chain: ['domain', 'crypto'],
  wallet: ['domain', 'crypto'],
  devchain: ['chain'],
  app: ['domain', 'log', 'crypto', 'sync', 'storage', 'files', 'formats', 'chain', 'wallet'],
  ui: ['app', 'domain'],
  cli: [
    'domain',
    'log',
    'crypto',
    'sync',
    'storage',
    'files',
    'formats',
    'chain',
    'wallet',
    'devchain',
    'app',
    'relay',
  ],
  relay: ['log', 'sync', 'storage', 'files'],
}

const layers = Object.keys(table)

/** Built artefacts that a layer reads: the contract's interface, the hash of its code, and where it was deployed. */
const artefacts = { chain: ['^metadata/(settlement|deployments)'] }

const layerRules = layers.map((layer) => ({
  name: `layer-${layer}`,
  comment: `${layer} may import ${table[layer].join(', ') || 'no other layer'}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: '^(src|tests|contracts|metadata)/',
    pathNot: [...(artefacts[layer] ?? []), ...[layer, ...table[layer]].map((to) => `^src/${to}/`)],
  },
}))

/** Modules that do not run in a browser may be reached only by the layers that never do. */
const platformRules = [
  {
    name: 'no-platform-in-pure-layers',
    comment: 'domain, log, crypto, formats, app and ui run everywhere: no module of Node',
    severity: 'error',
    from: { path: '^src/(domain|log|crypto|formats|app|ui)/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'domain-packages',
    comment: 'the rulebook uses @noble/hashes and nothing else',
    severity: 'error',
    from: { path: '^src/domain/' },
    to: { path: 'node_modules/', pathNot: 'node_modules/@noble/hashes/' },
  },
  {
    name: 'log-packages',
    comment: 'the log reaches packages only through crypto',
    severity: 'error',
    from: { path: '^src/log/' },
    to: { path: 'node_modules/' },
  },
  {
    name: 'primitives-only-in-crypto',
    comment: '@noble, @scure, age and argon2 belong to crypto (the domain may hash)',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/crypto/' },
    to: {
      path: 'node_modules/(@noble|@scure|age-encryption|hash-wasm|argon2[^/]*)/',
      pathNot: 'node_modules/@noble/hashes/',
    },
  },
  {
    name: 'hashes-only-in-crypto-and-domain',
    comment: '@noble/hashes belongs to crypto and domain',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(crypto|domain)/' },
    to: { path: 'node_modules/@noble/hashes/' },
  },
  {
    name: 'polkadot-only-in-adapters',
    comment: '@polkadot weighs 350 KB: only chain/polkadot, wallet/extension, wallet/development and devchain know it',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(chain/polkadot|wallet/extension|wallet/development|devchain)/' },
    to: { path: 'node_modules/@polkadot/' },
  },
  {
    name: 'chopsticks-only-in-devchain',
    comment: 'Chopsticks is a development tool',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/devchain/' },
    to: { path: 'node_modules/@acala-network/' },
  },
  {
    name: 'framework-only-in-ui-and-app',
    comment: 'Vue and its plugins belong to ui; stores in app may use vue and pinia',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(ui|app)/' },
    to: { path: 'node_modules/(vue|@vue|pinia|vue-router|vue-i18n|reka-ui|@vueuse)/' },
  },
  {
    name: 'components-only-in-ui',
    comment: 'components are imported by ui only',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/ui/' },
    to: { path: '[.]vue$' },
  },
]

const faceRules = [
  {
    name: 'public-face',
    comment: 'another layer is imported through its index.ts, or through the index.ts of one of its adapters',
    severity: 'error',
    from: { path: '^src/([^/]+)/' },
    to: { path: '^src/', pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', '^src/[^/]+/[^/]+/index[.]ts$'] },
  },
  {
    name: 'adapters-stay-behind-the-port',
    comment: 'inside chain and wallet nothing but the adapter itself knows an adapter that carries @polkadot',
    severity: 'error',
    from: { path: '^src/(chain|wallet)/', pathNot: '^src/(chain/polkadot|wallet/(extension|development))/' },
    to: { path: '^src/(chain/polkadot|wallet/(extension|development))/' },
  },
  {
    name: 'app-loads-adapters-in-compose',
    comment: 'app reaches chain/polkadot and the wallets in compose.ts only',
    severity: 'error',
    from: { path: '^src/app/', pathNot: '^src/app/compose[.]ts$' },
    to: { path: '^src/(chain/polkadot|wallet/[^/]+)/' },
  },
  {
    name: 'compose-loads-adapters-lazily',
    comment: 'compose.ts reaches chain/polkadot and the wallets by dynamic import only',
    severity: 'error',
    from: { path: '^src/app/compose[.]ts$' },
    to: { path: '^src/(chain/polkadot|wallet/[^/]+)/', dynamic: false, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'ui-knows-domain-types-only',
    comment: 'ui takes types from domain; values and functions come through app',
    severity: 'error',
    from: { path: '^src/ui/' },
    to: { path: '^src/domain/', dependencyTypesNot: ['type-only'] },
  },
]

const hygieneRules = [
  { name: 'no-cycles', comment: 'no import cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    comment: 'an import that resolves to nothing is not checked by any rule',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-development-packages',
    comment: 'what ships imports no development dependency; the embedded chain does not ship',
    severity: 'error',
    // `npm start` serves the development build with Vite; declaration files are erased.
    from: { path: '^src/', pathNot: ['^src/devchain/', '^src/cli/start', '[.]d[.]ts$'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer', 'type-only'] },
  },
  {
    name: 'known-layers-only',
    comment: 'every folder of src is a layer of the table',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/(${layers.join('|')})/` },
    to: {},
  },
]

module.exports = {
  forbidden: [...layerRules, ...platformRules, ...faceRules, ...hygieneRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](css|svg|png|wasm)$' },
    tsPreCompilationDeps: true, // so that `import type` counts as well
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json', '.vue'],
    },
  },
}
