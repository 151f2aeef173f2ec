import type { HexString } from '@polkadot/util/types'
import type { HostContext, HostFunctions } from './host-context.ts'
import { clearedEverything } from './host-storage.ts'
import type { OverlayStorage } from './overlay-storage.ts'
import { after, suspending } from './promise-integration.ts'

/** `:child_storage:default:`, where Chopsticks keeps child tries as ordinary keys. */
export const childStoragePrefix: HexString = `0x${Buffer.from(':child_storage:default:').toString('hex')}`

/** `ext_default_child_storage_*`: contracts keep their state there. */
export function hostChildStorage({ memory, call }: HostContext): HostFunctions {
  const storage = (): OverlayStorage => call().storage
  const trie = (child: bigint): HexString => `${childStoragePrefix}${memory.readHex(child).slice(2)}`
  const at = (child: bigint, key: bigint): HexString => `${trie(child)}${memory.readHex(key).slice(2)}`
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
    ext_default_child_storage_storage_kill_version_3: suspending((child: bigint) =>
      after(storage().clearPrefix(trie(child)), (count) => memory.give(clearedEverything(count))),
    ),
  }
}
