import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { plantTree } from './plant-tree.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')

const platformNames =
  'console process fetch crypto performance setTimeout Buffer TextEncoder localStorage indexedDB navigator URL'.split(
    ' ',
  )

/** A layer that stands in for what the layer under test refers to. */
const stubLayer = (layer: string): Readonly<Record<string, string>> => ({
  [`src/${layer}/tsconfig.json`]: '{ "compilerOptions": { "composite": true }, "include": ["."] }',
  [`src/${layer}/index.ts`]: 'export const it = 1\n',
})

for (const layer of ['domain', 'log']) {
  test(`${layer} is compiled where no platform name exists`, async () => {
    const tree = await plantTree({
      'tsconfig.json': read('tsconfig.json'),
      ...stubLayer('domain'),
      ...stubLayer('crypto'),
      [`src/${layer}/tsconfig.json`]: read(`src/${layer}/tsconfig.json`),
      [`src/${layer}/planted.ts`]: platformNames
        .map((name, index) => `export const a${index}: unknown = ${name}\n`)
        .join(''),
    })
    const { stdout } = spawnSync(process.execPath, [`${root}/node_modules/.bin/tsc`, '-p', `src/${layer}`], {
      cwd: tree.root,
      encoding: 'utf8',
    })
    const missing = [...stdout.matchAll(/Cannot find name '(\w+)'/g)].map(([, name]) => name)
    expect(missing).toEqual(platformNames)
    await tree.remove()
  })
}
