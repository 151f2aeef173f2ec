// usage: node stub-tracing.mjs <binaryen's index.js> <runtime.wasm> <output.wasm>
// Replaces the ext_wasm_tracing_* imports, which Chopsticks' interpreter lacks, by functions that do nothing, and shrinks the code.
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [library, input, output] = process.argv.slice(2)
if (library === undefined || input === undefined || output === undefined) {
  console.error("usage: node stub-tracing.mjs <binaryen's index.js> <runtime.wasm> <output.wasm>")
  process.exit(1)
}
const { default: binaryen } = await import(pathToFileURL(resolve(library)).href)

const runtime = binaryen.readBinary(readFileSync(input))
const nothing = (results) => {
  if (results === binaryen.i64) return runtime.i64.const(0n)
  return results === binaryen.i32 ? runtime.i32.const(0) : runtime.nop()
}
for (let index = runtime.getNumFunctions() - 1; index >= 0; index--) {
  const { name, base, params, results } = binaryen.getFunctionInfo(runtime.getFunctionByIndex(index))
  if (!base?.startsWith('ext_wasm_tracing')) continue
  runtime.removeFunction(name)
  runtime.addFunction(name, params, results, [], nothing(results))
}
binaryen.setOptimizeLevel(2)
binaryen.setShrinkLevel(2)
runtime.optimize()
if (!runtime.validate()) throw new Error('the module is not valid any more')
writeFileSync(output, runtime.emitBinary())
