// Where a chain keeps what proofs are about. Keys begin with hashes of the pallet's and the item's name (Twox128), which never change, so they stand here
// as they are: `twox128("System") ++ twox128("Events")`.

import { ascii, concatBytes, hexToBytes, type H160, type Hash32 } from '../../domain/index.ts'
import { blake2b128 } from '../../crypto/index.ts'

const SYSTEM = '26aa394eea5630e07c48ae0c9558cef7'
/** Under which the contract keeps its groups; its interface (`metadata/settlement.json`) says so too, and a test compares them. */
export const GROUPS_ROOT_KEY = '3faab689'
const REVIVE = '735f040a5d490f1107ad9c56f5ca00d2'

/** `System.Events`: all events of the block. */
export const EVENTS_KEY: Uint8Array = hexToBytes(`${SYSTEM}80d41e5e16056765bc8461851072c9d7`)

/** `System.LastRuntimeUpgrade`: version and name of the runtime that wrote the block. */
export const RUNTIME_KEY: Uint8Array = hexToBytes(`${SYSTEM}f9cce9c888469bb1a0dceaa129672ef8`)

/** `System.BlockHash`, without the number, whose hash (Twox64) the adapter makes. */
export const BLOCK_HASH_PREFIX: Uint8Array = hexToBytes(`${SYSTEM}a44704b568d21667356a5a050c118746`)

/** `Revive.AccountInfoOf`: what stands at an address. */
export function accountInfoKey(contract: H160): Uint8Array {
  return hexToBytes(`${REVIVE}ae37ff0591fdbbcd9c2406df7147a9dc${contract}`)
}

/** Where the state names the root of a contract's own storage. */
export function childTrieKey(trieId: Uint8Array): Uint8Array {
  return concatBytes(ascii(':child_storage:default:'), trieId)
}

/** The settlement contract's record of a group in its own storage: Blake2_128Concat of the mapping's key and the group. */
export function groupRecordKey(group: Hash32): Uint8Array {
  const key = hexToBytes(`${GROUPS_ROOT_KEY}${group}`)
  return concatBytes(blake2b128(key), key)
}
