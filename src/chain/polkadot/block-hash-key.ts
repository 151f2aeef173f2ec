import { xxhashAsU8a } from '@polkadot/util-crypto'
import { concatBytes, uintLe } from '../../domain/index.ts'
import { BLOCK_HASH_PREFIX } from '../proof/storage-keys.ts'

/** Where a block's state keeps the hash of an older one: Twox64Concat of its number as u32. */
export function blockHashKey(number: number): Uint8Array {
  const bytes = uintLe(BigInt(number), 4)
  return concatBytes(BLOCK_HASH_PREFIX, xxhashAsU8a(bytes, 64), bytes)
}
