// `npm run vectors`: writes the conformance vectors. An answer that is not what its case says stops the build.

import { writeFileSync } from 'node:fs'
import { vectorFiles } from './cases.ts'
import { vectorsOf } from './vectors-of.ts'

for (const [name, file] of Object.entries(vectorFiles)) {
  const path = new URL(`../vectors/conformance/${name}.json`, import.meta.url)
  writeFileSync(path, `${JSON.stringify(vectorsOf(file), null, 1)}\n`)
  console.log(`${name}: ${file.cases.length} vectors`)
}
