import type { HostContext, HostFunctions } from './host-context.ts'

/** `ext_offchain_index_*`: what blocks leave behind for a node's own use. */
export function hostOffchainIndex({ memory, call }: HostContext): HostFunctions {
  return {
    ext_offchain_index_set_version_1: (key: bigint, value: bigint) =>
      call().leaveOffchain(memory.readHex(key), memory.readHex(value)),
    ext_offchain_index_clear_version_1: (key: bigint) => call().leaveOffchain(memory.readHex(key), null),
  }
}
