import type { Block } from '@acala-network/chopsticks-core'
import type { HexString } from '@polkadot/util/types'
import type { BlockStorage } from './overlay-storage.ts'

/** Pallet and entry, 16 bytes each, as hex text with `0x`. */
const entryPrefixLength = 66

/** A block's storage for the runtime. Without a prefix the next key is looked for in the same storage entry: Chopsticks walks no further. */
export function blockStorageOf(block: Block): BlockStorage {
  return {
    getStorage: (key) => block.get(key),
    getNextKey: async (prefix, key) => {
      const within = prefix === '0x' ? (key.slice(0, entryPrefixLength) as HexString) : prefix
      const [next] = await block.getKeysPaged({ prefix: within, pageSize: 1, startKey: key })
      return next
    },
  }
}
