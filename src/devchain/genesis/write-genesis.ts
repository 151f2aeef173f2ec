import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Genesis } from './development-genesis.ts'

/** Writes a gzipped genesis with its `.sha256` file beside it, and answers the checksum of the JSON. */
export function writeGenesis(path: URL, genesis: Genesis): string {
  const json = JSON.stringify(genesis)
  const sha256 = createHash('sha256').update(json).digest('hex')
  writeFileSync(path, gzipSync(json, { level: 9 }))
  writeFileSync(new URL(`${path.href}.sha256`), `${sha256}  ${basename(path.pathname, '.gz')}\n`)
  return sha256
}
