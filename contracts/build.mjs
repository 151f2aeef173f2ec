// npm run contract:build: compiles the contract and writes metadata/settlement.*

import { writeArtefacts } from './artefacts.mjs'
import { compileContract } from './compile.mjs'

const { built, versions, failed } = compileContract()
if (failed !== undefined) {
  console.error(failed)
  process.exit(1)
}
const stamp = writeArtefacts(built, versions)
console.log(`Built ${stamp.codeBytes} bytes of code with hash ${stamp.codeHash}. Commit what changed in metadata/.`)
