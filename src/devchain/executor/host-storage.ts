import { bytesToHex, concatBytes, hexToBytes, u32ToBytes } from './bytes.ts'
import { compactToLength, lengthToCompact } from './compact.ts'
import type { HostContext, HostFunctions } from './host-context.ts'
import type { Cleared, OverlayStorage } from './overlay-storage.ts'
import { after, suspending } from './promise-integration.ts'

/** `ext_storage_*`: the chain's main storage and its transactions. */
export function hostStorage({ memory, call }: HostContext): HostFunctions {
  const { readHex } = memory
  const storage = (): OverlayStorage => call().storage
  return {
    ext_storage_set_version_1: (key: bigint, value: bigint) => storage().set(readHex(key), readHex(value)),
    ext_storage_clear_version_1: (key: bigint) => storage().set(readHex(key), null),
    ext_storage_get_version_1: suspending((key: bigint) => after(storage().get(readHex(key)), memory.giveOption)),
    ext_storage_read_version_1: suspending((key: bigint, out: bigint, offset: number) =>
      after(storage().get(readHex(key)), (value) => memory.giveRead(value, out, offset)),
    ),
    ext_storage_exists_version_1: suspending((key: bigint) =>
      after(storage().get(readHex(key)), (value) => Number(value !== null)),
    ),
    ext_storage_next_key_version_1: suspending((key: bigint) =>
      after(storage().nextKey('0x', readHex(key)), memory.giveOption),
    ),
    ext_storage_clear_prefix_version_1: suspending((prefix: bigint) =>
      after(storage().clearPrefix(readHex(prefix), null), () => {}),
    ),
    ext_storage_clear_prefix_version_2: suspending((prefix: bigint, limit: bigint) =>
      after(storage().clearPrefix(readHex(prefix), memory.readOptionU32(limit)), (cleared) =>
        memory.give(clearedToResult(cleared)),
      ),
    ),
    ext_storage_append_version_1: suspending((packedKey: bigint, packedItem: bigint) => {
      const key = readHex(packedKey)
      const item = memory.read(packedItem) // read now: the runtime may reuse the memory while it is suspended
      return after(storage().get(key), (list) =>
        storage().set(key, bytesToHex(appendItem(list === null ? null : hexToBytes(list), item))),
      )
    }),
    ext_storage_start_transaction_version_1: () => storage().startTransaction(),
    ext_storage_commit_transaction_version_1: () => storage().commitTransaction(),
    ext_storage_rollback_transaction_version_1: () => storage().rollbackTransaction(),
    ext_storage_changes_root_version_1: () => memory.give(Uint8Array.of(0)), // None, for ever
    // Chopsticks writes no state root into its headers, so neither root is worth computing.
    ext_storage_root_version_1: () => memory.give(new Uint8Array(32)),
    ext_storage_root_version_2: () => memory.give(new Uint8Array(32)),
  }
}

/** `KillStorageResult`: `AllRemoved(count)` or `SomeRemaining(count)`. */
export function clearedToResult({ count, isAll }: Cleared): Uint8Array {
  return concatBytes(Uint8Array.of(isAll ? 0 : 1), u32ToBytes(count))
}

/** A SCALE list with one more item; the items' own layout does not matter. */
const appendItem = (list: Uint8Array | null, item: Uint8Array): Uint8Array => {
  if (list === null) return concatBytes(lengthToCompact(1), item)
  const { length, width } = compactToLength(list)
  return concatBytes(lengthToCompact(length + 1), list.subarray(width), item)
}
