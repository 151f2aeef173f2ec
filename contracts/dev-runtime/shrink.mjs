// usage: node shrink.mjs <binaryen's index.js> <runtime.wasm> <output.wasm>
// Makes the code smaller, and refuses host functions that an executor may lack: tracing ones come in with a crate's feature, unasked for.
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [library, input, output] = process.argv.slice(2)
if (library === undefined || input === undefined || output === undefined) {
  console.error("usage: node shrink.mjs <binaryen's index.js> <runtime.wasm> <output.wasm>")
  process.exit(1)
}
const { default: binaryen } = await import(pathToFileURL(resolve(library)).href)

const runtime = binaryen.readBinary(readFileSync(input))
for (let index = 0; index < runtime.getNumFunctions(); index++) {
  const { name, base } = binaryen.getFunctionInfo(runtime.getFunctionByIndex(index))
  if (base?.startsWith('ext_wasm_tracing')) throw new Error(`the runtime traces itself: it imports ${name}`)
}
binaryen.setOptimizeLevel(2)
binaryen.setShrinkLevel(2)
runtime.optimize()
if (!runtime.validate()) throw new Error('the module is not valid any more')
writeFileSync(output, runtime.emitBinary())
