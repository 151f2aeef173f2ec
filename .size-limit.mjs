// Limits on what the browser downloads (gzip, 1 KB = 1000 bytes). Needs a build: `npm run sizes` makes one first, and a
// build without one of the parts is an error.
import { readFileSync } from 'node:fs'
import { bundleDomain, DOMAIN_BUNDLE } from './tests/arch/bundle-domain.ts'
import { bundleParts } from './tests/arch/bundle-parts.ts'

await bundleDomain()

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))
const parts = bundleParts(manifest)

const limit = (name, part, size) => ({ name, path: part.map((file) => `dist/${file}`), gzip: true, limit: size })

export default [
  limit('core: cryptography, storage and what they need of the ledger', parts.core, '60 kB'),
  limit('app shell: everything loaded first, core included', parts.shell, '110 kB'),
  limit('the ledger, loaded with the first pot that is opened', parts.ledger, '40 kB'),
  { name: 'the rulebook alone, without @noble/hashes', path: DOMAIN_BUNDLE, gzip: true, limit: '36 kB' },
  limit('chain and wallets, loaded on first use', parts.chain, '380 kB'),
]
