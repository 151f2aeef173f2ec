import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantTree } from './plant-tree.ts'
import { findBrokenSourceRules, type SourceFinding } from './source-rules.ts'

/** file -> its text and what the checker says about it. */
const planted: Readonly<Record<string, readonly [text: string, ...said: string[]]>> = {
  'src/domain/bare.ts': ['export const a = 1', '1 export without docstring'],
  'src/log/bare-type.ts': ['/** An A. */\nexport type A = 1\nexport type B = 2', '3 export without docstring'],
  'src/crypto/line-comment.ts': ['// not a docstring\nexport const a = () => 1', '2 export without docstring'],
  'src/domain/documented.ts': [
    '/** An A. */\nexport type A = 1\nexport const A = 1\n/** Reads. */\nexport function f() {}',
  ],
  'src/domain/index.ts': ["export { A } from './documented.ts'"],
  'src/app/bare.ts': ['export const a = 1'],
  'src/app/app-utils.ts': ['export const a = 1', '1 a file name that says nothing'],
  'src/app/helpers.ts': ['export const a = 1', '1 a file name that says nothing'],
  'src/app/utility-bill.ts': ['export const a = 1'],
  'src/app/pots/deep/index.ts': ['export const a = 1', "1 index.ts below a layer's edge"],
  'src/chain/polkadot/index.ts': ['/** One. */\nexport const a = 1'],
  'src/app/short.ts': ["import { a } from './bare'", '1 import without extension: ./bare'],
  'src/app/short-lazy.ts': ["const a = () =>\n  import('./bare')", '2 import without extension: ./bare'],
  'src/app/short-export.ts': ["export * from '..'", '1 import without extension: ..'],
  'src/app/styled.ts': ["import './a.css'\nimport text from './a.md?raw'\nimport { ref } from 'vue'"],
  'src/app/default.ts': ['export default 1', '1 default export'],
  'src/app/default-function.ts': ['export default function a() {}', '1 default export'],
}

let found: readonly SourceFinding[]
let remove: () => Promise<void>
beforeAll(async () => {
  const tree = await plantTree(Object.fromEntries(Object.entries(planted).map(([path, [text]]) => [path, text])))
  remove = tree.remove
  found = findBrokenSourceRules(
    tree.root,
    Object.keys(planted).map((path) => join(tree.root, path)),
  )
})
afterAll(() => remove())

for (const [path, [, ...said]] of Object.entries(planted)) {
  test(`${path}: ${said.join(', ') || 'nothing to say'}`, () => {
    expect(found.filter(({ file }) => file === path).map(({ line, what }) => `${line} ${what}`)).toEqual(said)
  })
}
