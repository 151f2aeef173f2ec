import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { HexString } from '@polkadot/util/types'

/** The storage a chain starts from, with what its node says about itself. Child tries are keyed by their full storage key. */
export type Genesis = {
  readonly id: string
  readonly name: string
  readonly properties: { readonly ss58Format: number; readonly tokenDecimals: number; readonly tokenSymbol: string }
  readonly genesis: {
    readonly raw: {
      readonly top: Readonly<Record<HexString, HexString>>
      readonly childrenDefault?: Readonly<Record<HexString, Readonly<Record<HexString, HexString>>>>
    }
  }
}

/** A genesis and the SHA-256 of its uncompressed JSON, hex text without `0x`. */
export type CheckedGenesis = { readonly genesis: Genesis; readonly sha256: string }

/** Where the committed genesis and its checksum lie. */
export const developmentGenesisPath: URL = new URL('../../../metadata/development-genesis.json.gz', import.meta.url)

/** Reads a gzipped genesis and throws unless it is the one that the `.sha256` file beside it records. */
export function readGenesis(path: URL = developmentGenesisPath): CheckedGenesis {
  const checksumPath = new URL(`${path.href}.sha256`)
  const recorded = readFileSync(checksumPath, 'utf8').trim().split(/\s/)[0] ?? ''
  const json = gunzipSync(readFileSync(path))
  const sha256 = createHash('sha256').update(json).digest('hex')
  if (sha256 !== recorded)
    throw new Error(
      `The development genesis ${path.pathname} is not the recorded one: its SHA-256 is ${sha256}, ` +
        `${checksumPath.pathname} says ${recorded}. Restore the file, or run "npm run genesis:build" to make both anew.`,
    )
  return { genesis: JSON.parse(json.toString()) as Genesis, sha256 }
}
