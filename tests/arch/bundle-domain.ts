// The rulebook alone as another program would carry it, minified and without its one dependency: what its size limit is measured on.

import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const outDir = path('node_modules/.cache/quits')

/** Where the bundle is written. */
export const DOMAIN_BUNDLE: string = `${outDir}/domain.js`

/** Bundles src/domain. */
export async function bundleDomain(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      minify: true,
      lib: { entry: path('src/domain/index.ts'), formats: ['es'], fileName: () => 'domain.js' },
      rolldownOptions: { external: [/^@noble\//], output: { minify: true } },
    },
  })
}
