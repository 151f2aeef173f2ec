import type { HexString } from '@polkadot/util/types'
import type { HostContext, HostFunctions } from './host-context.ts'
import { clearedToResult } from './host-storage.ts'
import type { Cleared, OverlayStorage } from './overlay-storage.ts'
import { after, suspending } from './promise-integration.ts'

/** `:child_storage:default:`, where Chopsticks keeps child tries as ordinary keys. */
export const childStoragePrefix: HexString = `0x${Buffer.from(':child_storage:default:').toString('hex')}`

/** `ext_default_child_storage_*`: contracts keep their state there. */
export function hostChildStorage({ memory, call }: HostContext): HostFunctions {
  const storage = (): OverlayStorage => call().storage
  const trie = (child: bigint): HexString => `${childStoragePrefix}${memory.readHex(child).slice(2)}`
  const at = (child: bigint, key: bigint): HexString => `${trie(child)}${memory.readHex(key).slice(2)}`
  const giveCleared = (cleared: Cleared): bigint => memory.give(clearedToResult(cleared))
  return {
    ext_default_child_storage_set_version_1: (child: bigint, key: bigint, value: bigint) =>
      storage().set(at(child, key), memory.readHex(value)),
    ext_default_child_storage_clear_version_1: (child: bigint, key: bigint) => storage().set(at(child, key), null),
    ext_default_child_storage_get_version_1: suspending((child: bigint, key: bigint) =>
      after(storage().get(at(child, key)), memory.giveOption),
    ),
    ext_default_child_storage_read_version_1: suspending((child: bigint, key: bigint, out: bigint, offset: number) =>
      after(storage().get(at(child, key)), (value) => memory.giveRead(value, out, offset)),
    ),
    ext_default_child_storage_exists_version_1: suspending((child: bigint, key: bigint) =>
      after(storage().get(at(child, key)), (value) => Number(value !== null)),
    ),
    ext_default_child_storage_next_key_version_1: suspending((child: bigint, key: bigint) => {
      const prefix = trie(child)
      return after(storage().nextKey(prefix, at(child, key)), (next) =>
        memory.giveOption(next === null ? null : `0x${next.slice(prefix.length)}`),
      )
    }),
    ext_default_child_storage_clear_prefix_version_1: suspending((child: bigint, prefix: bigint) =>
      after(storage().clearPrefix(at(child, prefix), null), () => {}),
    ),
    ext_default_child_storage_clear_prefix_version_2: suspending((child: bigint, prefix: bigint, limit: bigint) =>
      after(storage().clearPrefix(at(child, prefix), memory.readOptionU32(limit)), giveCleared),
    ),
    ext_default_child_storage_storage_kill_version_1: suspending((child: bigint) =>
      after(storage().clearPrefix(trie(child), null), () => {}),
    ),
    ext_default_child_storage_storage_kill_version_2: suspending((child: bigint, limit: bigint) =>
      after(storage().clearPrefix(trie(child), memory.readOptionU32(limit)), ({ isAll }) => Number(isAll)),
    ),
    ext_default_child_storage_storage_kill_version_3: suspending((child: bigint, limit: bigint) =>
      after(storage().clearPrefix(trie(child), memory.readOptionU32(limit)), giveCleared),
    ),
    // As with the main trie's root.
    ext_default_child_storage_root_version_1: () => memory.give(new Uint8Array(32)),
    ext_default_child_storage_root_version_2: () => memory.give(new Uint8Array(32)),
  }
}
