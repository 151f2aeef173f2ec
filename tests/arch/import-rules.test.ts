import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkImports, type ImportReport } from './import-rules.ts'
import { plantTree } from './plant-tree.ts'

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly { readonly name: string }[]
}

/** rule -> imports that break it, as `file -> import statement`. */
const planted: Readonly<Record<string, readonly (readonly [file: string, statement: string])[]>> = {
  'layer-domain': [
    ['src/domain/bad-log.ts', "import { log } from '../log/index.ts'"],
    ['src/domain/bad-type.ts', "import type { Log } from '../log/index.ts'"],
    ['src/domain/bad-lazy.ts', "export const lazy = () => import('../log/index.ts')"],
    ['src/domain/bad-test.ts', "import { spec } from '../../tests/spec.ts'"],
  ],
  'layer-crypto': [['src/crypto/bad.ts', "import { log } from '../log/index.ts'"]],
  'layer-log': [['src/log/bad.ts', "import { sync } from '../sync/index.ts'"]],
  'layer-sync': [['src/sync/bad.ts', "import { storage } from '../storage/index.ts'"]],
  'layer-storage': [['src/storage/bad.ts', "import { files } from '../files/index.ts'"]],
  'layer-files': [['src/files/bad.ts', "import { formats } from '../formats/index.ts'"]],
  'layer-formats': [['src/formats/bad.ts', "import { chain } from '../chain/index.ts'"]],
  'layer-chain': [['src/chain/bad.ts', "import { log } from '../log/index.ts'"]],
  'layer-wallet': [['src/wallet/bad.ts', "import { chain } from '../chain/index.ts'"]],
  'layer-devchain': [['src/devchain/bad.ts', "import { app } from '../app/index.ts'"]],
  'layer-app': [['src/app/bad.ts', "import { devchain } from '../devchain/index.ts'"]],
  'layer-ui': [
    ['src/ui/bad.ts', "import { chain } from '../chain/index.ts'"],
    ['src/ui/Bad.vue', '<script setup lang="ts">\nimport { log } from \'../log/index.ts\'\n</script>'],
  ],
  'layer-cli': [['src/cli/bad.ts', "import { ui } from '../ui/index.ts'"]],
  'layer-relay': [['src/relay/bad.ts', "import { crypto } from '../crypto/index.ts'"]],
  'no-platform-in-pure-layers': ['domain', 'log', 'crypto', 'formats', 'app', 'ui'].map((layer) => [
    `src/${layer}/bad-node.ts`,
    "import { readFileSync } from 'node:fs'",
  ]),
  'domain-packages': [['src/domain/bad-package.ts', "import { object } from 'valibot'"]],
  'log-packages': [['src/log/bad-package.ts', "import { object } from 'valibot'"]],
  'primitives-only-in-crypto': [
    ['src/domain/bad-curve.ts', "import { ed25519 } from '@noble/curves/ed25519.js'"],
    ['src/chain/bad-curve.ts', "import { ed25519 } from '@noble/curves/ed25519.js'"],
    ['src/wallet/bad-curve.ts', "import { sign } from '@scure/sr25519'"],
  ],
  'hashes-only-in-crypto-and-domain': [['src/app/bad-hash.ts', "import { sha256 } from '@noble/hashes/sha2.js'"]],
  'polkadot-only-in-adapters': [
    ['src/chain/bad-polkadot.ts', "import { ApiPromise } from '@polkadot/api'"],
    ['src/wallet/bad-polkadot.ts', "import type { ApiPromise } from '@polkadot/api'"],
    ['src/app/bad-polkadot.ts', "export const lazy = () => import('@polkadot/api')"],
    ['src/cli/bad-polkadot.ts', "import { ApiPromise } from '@polkadot/api'"],
  ],
  'chopsticks-only-in-devchain': [['src/cli/bad-chopsticks.ts', "import { setup } from '@acala-network/chopsticks'"]],
  'framework-only-in-ui-and-app': [['src/storage/bad-vue.ts', "import { ref } from 'vue'"]],
  'components-only-in-ui': [['src/app/bad-component.ts', "import Good from '../ui/Good.vue'"]],
  'public-face': [
    ['src/app/bad-inner.ts', "import { inner } from '../log/inner.ts'"],
    ['src/log/bad-inner.ts', "import { inner } from '../domain/inner.ts'"],
    ['src/cli/bad-inner.ts', "import { inner } from '../chain/polkadot/inner.ts'"],
  ],
  'adapters-stay-behind-the-port': [
    ['src/chain/bad-adapter.ts', "import { polkadot } from './polkadot/index.ts'"],
    ['src/wallet/bad-adapter.ts', "import { extension } from './extension/index.ts'"],
  ],
  'app-loads-adapters-in-compose': [
    ['src/app/bad-adapter.ts', "import { polkadot } from '../chain/polkadot/index.ts'"],
    ['src/app/bad-lazy-adapter.ts', "export const lazy = () => import('../wallet/development/index.ts')"],
  ],
  'compose-loads-adapters-lazily': [['src/app/compose.ts', "import { polkadot } from '../chain/polkadot/index.ts'"]],
  'ui-knows-domain-types-only': [['src/ui/bad-domain.ts', "import { domain } from '../domain/index.ts'"]],
  'no-cycles': [
    ['src/sync/ping.ts', "import { pong } from './pong.ts'"],
    ['src/sync/pong.ts', "import { ping } from './ping.ts'"],
    ['src/sync/type-ping.ts', "import type { Pong } from './type-pong.ts'"],
    ['src/sync/type-pong.ts', "import type { Ping } from './type-ping.ts'"],
  ],
  resolvable: [['src/sync/bad-nothing.ts', "import { nothing } from './nothing.ts'"]],
  'no-development-packages': [['src/cli/bad-tool.ts', "import { test } from 'vitest'"]],
  'known-layers-only': [['src/utils/bad.ts', "import { domain } from '../domain/index.ts'"]],
}

const layers = Object.keys(planted).flatMap((rule) => (rule.startsWith('layer-') ? [rule.slice('layer-'.length)] : []))

const stub = (name: string, paths: readonly string[]): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({
    name,
    type: 'module',
    exports: { '.': './index.js', './*': './*' },
  }),
  ...Object.fromEntries(
    ['index.js', ...paths].map((path) => [`node_modules/${name}/${path}`, 'export const it = 1\n']),
  ),
})

/** Imports that the table allows: none of them may be reported. */
const allowed: Readonly<Record<string, string>> = {
  ...Object.fromEntries(layers.map((layer) => [`src/${layer}/index.ts`, `export const ${layer} = 1\n`])),
  'src/domain/inner.ts': "import { sha256 } from '@noble/hashes/sha2.js'\nexport const inner = sha256\n",
  'src/log/inner.ts': "import { domain } from '../domain/index.ts'\nimport { crypto } from '../crypto/index.ts'\n",
  'src/crypto/good.ts': "import { ed25519 } from '@noble/curves/ed25519.js'\n",
  'src/chain/polkadot/index.ts': "import { ApiPromise } from '@polkadot/api'\nimport './inner.ts'\n",
  'src/chain/polkadot/inner.ts': "import { domain } from '../../domain/index.ts'\nexport const inner = 1\n",
  'src/wallet/extension/index.ts': "import { ApiPromise } from '@polkadot/api'\n",
  'src/wallet/development/index.ts': "import { ApiPromise } from '@polkadot/api'\n",
  'src/devchain/good.ts': "import { setup } from '@acala-network/chopsticks'\nimport '../chain/index.ts'\n",
  'src/storage/sqlite/index.ts': "import { DatabaseSync } from 'node:sqlite'\n",
  'src/app/good.ts': "import '../storage/sqlite/index.ts'\nimport { ref } from 'vue'\nimport '../wallet/index.ts'\n",
  'src/app/compose-lazily.ts': "import './compose.ts'\n",
  'src/ui/good.ts':
    "import Good from './Good.vue'\nimport type { D } from '../domain/index.ts'\nimport '../app/index.ts'\n",
  'src/ui/Good.vue': '<template><p /></template>',
  'src/cli/good.ts':
    "import '../devchain/index.ts'\nimport '../relay/index.ts'\nimport { readFileSync } from 'node:fs'\n",
  'tests/spec.ts': 'export const spec = 1\n',
}

const surroundings: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: {
      '@noble/hashes': '1',
      '@noble/curves': '1',
      '@scure/sr25519': '1',
      '@polkadot/api': '1',
      valibot: '1',
      vue: '1',
    },
    devDependencies: { '@acala-network/chopsticks': '1', vitest: '1' },
  }),
  'tsconfig.json': '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }',
  ...stub('@noble/hashes', ['sha2.js']),
  ...stub('@noble/curves', ['ed25519.js']),
  ...stub('@scure/sr25519', []),
  ...stub('@polkadot/api', []),
  ...stub('@acala-network/chopsticks', []),
  ...stub('valibot', []),
  ...stub('vue', []),
  ...stub('vitest', []),
}

const files: Record<string, string> = { ...surroundings, ...allowed }
for (const [path, statement] of Object.values(planted).flat()) files[path] = `${statement}\n`
files['src/app/compose.ts'] += "export const wallet = () => import('../wallet/extension/index.ts')\n"

let report: ImportReport
let remove: () => Promise<void>
beforeAll(async () => {
  const tree = await plantTree(files)
  remove = tree.remove
  report = await checkImports(tree.root)
}, 60_000)
afterAll(() => remove())

test('every import rule has a planted violation', () => {
  expect(Object.keys(planted).toSorted(byText)).toEqual(forbidden.map(({ name }) => name).toSorted(byText))
})

test('every planted file is read', () => {
  expect(report.modules).toBeGreaterThanOrEqual(Object.keys(files).filter((path) => path.startsWith('src/')).length)
})

for (const [rule, imports] of Object.entries(planted)) {
  test(`${rule}: the planted violations are named`, () => {
    const named = report.violations.filter((violation) => violation.rule === rule).flatMap(({ from, to }) => [from, to])
    expect(named).toEqual(expect.arrayContaining(imports.map(([file]) => file)))
  })
}

test('compose.ts is blamed for its static import only', () => {
  const blamed = report.violations.filter(({ from }) => from === 'src/app/compose.ts').map(({ to }) => to)
  expect(blamed).toEqual(['src/chain/polkadot/index.ts'])
})

test('imports that the table allows are not reported', () => {
  expect(report.violations.filter(({ from }) => from in allowed)).toEqual([])
})

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
