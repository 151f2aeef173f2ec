import { constants, zstdCompressSync } from 'node:zlib'
import { bytesToHex } from '../executor/bytes.ts'
import type { HexString } from '@polkadot/util/types'

/** What marks a zstd-compressed runtime (sp-maybe-compressed-blob). */
const marker = Uint8Array.of(0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05)
const strongest = { params: { [constants.ZSTD_c_compressionLevel]: 19 } }

/** A runtime's WebAssembly as `:code` keeps it: a sixth of the size. */
export function compressRuntime(wasm: Uint8Array): HexString {
  return bytesToHex(Buffer.concat([marker, zstdCompressSync(wasm, strongest)]))
}
