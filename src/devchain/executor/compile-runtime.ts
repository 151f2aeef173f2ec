import { zstdDecompressSync } from 'node:zlib'
import type { HexString } from '@polkadot/util/types'

/** What a zstd-compressed runtime starts with (sp-maybe-compressed-blob). */
const compressed = '52bc537646db8e05'
const compiledByCode = new Map<HexString, WebAssembly.Module>()

/** Compiles a runtime's code, as stored under `:code`, once per process. */
export function compileRuntime(code: HexString): WebAssembly.Module {
  const known = compiledByCode.get(code)
  if (known !== undefined) return known
  const bytes = Buffer.from(code.slice(2), 'hex')
  const isCompressed = bytes.subarray(0, 8).toString('hex') === compressed
  const compiled = new WebAssembly.Module(isCompressed ? zstdDecompressSync(bytes.subarray(8)) : bytes)
  compiledByCode.set(code, compiled)
  return compiled
}
