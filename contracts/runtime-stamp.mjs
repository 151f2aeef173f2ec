// npm run runtime:check: the runtime in the committed genesis is the one that its sources gave, by the stamp beside it. Takes no Rust:
// who changes the sources runs npm run runtime:build, which ends with `node contracts/runtime-stamp.mjs write`.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { sha256, sourceHash, sourceHashRecipe } from './source-hash.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = 'contracts/dev-runtime'
const stampPath = 'metadata/development-genesis.stamp.json'
/** `:code`, where a chain keeps its runtime. */
const codeKey = '0x3a636f6465'

/** What sources and what runtime there are now. The genesis may change around its runtime: other accounts need no build of it. */
function stampNow() {
  const genesis = JSON.parse(gunzipSync(readFileSync(join(root, 'metadata/development-genesis.json.gz'))).toString('utf8'))
  const code = Buffer.from(genesis.genesis.raw.top[codeKey].slice(2), 'hex')
  return {
    sourceHash: sourceHash(join(root, sources)),
    sourceHashRecipe: sourceHashRecipe(sources),
    runtimeHash: sha256(code),
    runtimeBytes: code.length,
  }
}

function problems() {
  const recorded = JSON.parse(readFileSync(join(root, stampPath), 'utf8'))
  const now = stampNow()
  const found = []
  if (recorded.sourceHash !== now.sourceHash)
    found.push(`The sources under ${sources} are not those that ${stampPath} records. Run "npm run runtime:build" and commit metadata/.`)
  if (recorded.runtimeHash !== now.runtimeHash)
    found.push(`The runtime in the development genesis is not the one that ${stampPath} records. Restore metadata/ from the last commit.`)
  return found
}

const [wanted] = process.argv.slice(2)
if (wanted === 'write') {
  const stamp = stampNow()
  writeFileSync(join(root, stampPath), `${JSON.stringify(stamp, null, 2)}\n`)
  console.log(`${stampPath} written: ${stamp.runtimeBytes} bytes of runtime, SHA-256 ${stamp.runtimeHash}`)
} else if (wanted === 'check') {
  const sentences = problems()
  for (const sentence of sentences) console.error(sentence)
  if (sentences.length === 0) console.log('The runtime in the development genesis is the one that its sources gave.')
  process.exitCode = sentences.length === 0 ? 0 : 1
} else {
  console.error('Say "write" or "check".')
  process.exitCode = 2
}
