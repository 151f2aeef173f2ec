// npm run contract:build [-- attacker]: compiles a crate, the settlement contract unless another is named, and writes its
// artefacts.

import { writeArtefacts } from './artefacts.mjs'
import { compileContract } from './compile.mjs'
import { crates } from './crates.mjs'

const [wanted = 'settlement'] = process.argv.slice(2)
const crate = crates.find(({ name }) => name === wanted)
if (crate === undefined) {
  console.error(`No crate "${wanted}"; there are ${crates.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const { built, versions, failed } = compileContract(crate)
if (failed !== undefined) {
  console.error(failed)
  process.exit(1)
}
const stamp = writeArtefacts(built, versions, { crate })
console.log(`Built ${stamp.codeBytes} bytes of code with hash ${stamp.codeHash}. Commit what changed in ${crate.artefacts}/.`)
