import { expect, test } from 'vitest'
import { bundleParts, type Manifest } from './bundle-parts.ts'

const manifest: Manifest = {
  'index.html': {
    file: 'a/index.js',
    isEntry: true,
    imports: ['_core.js', '_vue.js'],
    dynamicImports: ['../chain/polkadot/index.ts'],
  },
  '_core.js': { file: 'a/core.js', name: 'core' },
  '_ledger.js': { file: 'a/ledger.js', name: 'ledger', imports: ['_core.js'] },
  '_vue.js': { file: 'a/vue.js', imports: ['_core.js'] },
  '_style.css': { file: 'a/style.css' },
  '_api.js': { file: 'a/api.js', imports: ['_core.js'] },
  '../chain/polkadot/index.ts': { file: 'a/polkadot.js', imports: ['_api.js', '_core.js', '_ledger.js'] },
  '../wallet/extension/index.ts': { file: 'a/extension.js', imports: ['_api.js'] },
  'screens/ProofScreen.vue': { file: 'a/proof.js', imports: ['_core.js'] },
}

test('the shell is what the entry imports statically, the chain part is what it adds to that and to the ledger', () => {
  const { shell, core, ledger, chain } = bundleParts(manifest)
  expect(shell).toEqual(['a/index.js', 'a/core.js', 'a/vue.js'])
  expect(core).toEqual(['a/core.js'])
  expect(ledger).toEqual(['a/ledger.js'])
  expect(chain.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['a/api.js', 'a/extension.js', 'a/polkadot.js'])
})

test('a chain adapter in the first load counts as shell', () => {
  const eager = { ...manifest, 'index.html': { file: 'a/index.js', isEntry: true, imports: ['_core.js', '_api.js'] } }
  expect(bundleParts(eager).shell).toContain('a/api.js')
})

test('a missing part is refused', () => {
  const { '../chain/polkadot/index.ts': _, '../wallet/extension/index.ts': __, ...chainless } = manifest
  expect(() => bundleParts(chainless)).toThrow('no chain part')
  expect(() => bundleParts({})).toThrow('no shell part')
})
