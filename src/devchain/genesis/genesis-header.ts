import { blake2AsHex } from '@polkadot/util-crypto'
import type { HexString } from '@polkadot/util/types'
import { concatBytes, hexToBytes } from '../executor/bytes.ts'

/** Block 0's header as a node answers it, and its hash. */
export type GenesisHeader = {
  readonly hash: HexString
  readonly header: {
    readonly number: HexString
    readonly parentHash: HexString
    readonly stateRoot: HexString
    readonly extrinsicsRoot: HexString
    readonly digest: { readonly logs: readonly HexString[] }
  }
}

const noParent: HexString = `0x${'00'.repeat(32)}`
/** Root of the empty trie, Blake2b-256. */
const noExtrinsics: HexString = '0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314'

/**
 * The header of block 0, hashed as every header is, so that the parent hashes lead down to it. Chopsticks computes no tries: where
 * the state root belongs stands the checksum of the genesis, and so another genesis has another hash.
 */
export function genesisHeaderOf(sha256: string): GenesisHeader {
  const stateRoot: HexString = `0x${sha256}`
  const numberAndDigest = Uint8Array.of(0) // compact 0, and an empty list
  const encoded = concatBytes(
    hexToBytes(noParent),
    numberAndDigest,
    hexToBytes(stateRoot),
    hexToBytes(noExtrinsics),
    numberAndDigest,
  )
  return {
    hash: blake2AsHex(encoded, 256),
    header: { number: '0x0', parentHash: noParent, stateRoot, extrinsicsRoot: noExtrinsics, digest: { logs: [] } },
  }
}
