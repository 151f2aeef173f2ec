import type { HostContext, HostFunctions } from './host-context.ts'

/** The heap, logging, and what the runtime asks about itself. */
export function hostHeapAndLog({ memory, call }: HostContext): HostFunctions {
  return {
    ext_allocator_malloc_version_1: (size: number) => memory.allocate(size >>> 0),
    ext_allocator_free_version_1: (pointer: number) => memory.free(pointer >>> 0),
    ext_logging_log_version_1: (level: number, target: bigint, message: bigint) =>
      call().log({ level, target: memory.readText(target), message: memory.readText(message) }),
    ext_logging_max_level_version_1: () => call().logLevel,
    ext_misc_print_hex_version_1: () => {},
    ext_misc_print_utf8_version_1: () => {},
    ext_misc_runtime_version_version_1: () => memory.give(Uint8Array.of(0)), // None: the caller asks the new code itself
  }
}
