import type { HostContext, HostFunctions } from './host-context.ts'
import { after, suspending } from './promise-integration.ts'

/** The greatest u64, as an i64. */
const noProofRecorded = -1n

/** The heap, logging, and what the runtime asks about itself. */
export function hostHeapAndLog({ memory, call }: HostContext): HostFunctions {
  return {
    ext_allocator_malloc_version_1: (size: number) => memory.allocate(size >>> 0),
    ext_allocator_free_version_1: (pointer: number) => memory.free(pointer >>> 0),
    ext_logging_log_version_1: (level: number, target: bigint, message: bigint) =>
      call().log({ level, target: memory.readText(target), message: memory.readText(message) }),
    ext_logging_max_level_version_1: () => call().logLevel,
    ext_panic_handler_abort_on_panic_version_1: (message: bigint) => {
      throw new Error(memory.readText(message))
    },
    ext_misc_print_hex_version_1: () => {},
    ext_misc_print_num_version_1: () => {},
    ext_misc_print_utf8_version_1: () => {},
    ext_misc_runtime_version_version_1: suspending((code: bigint) =>
      after(call().versionOf(memory.readHex(code)), memory.giveOption),
    ),
    // Nobody traces, no proof is recorded, and nothing is kept of transactions for light clients.
    ext_wasm_tracing_enabled_version_1: () => 0,
    ext_wasm_tracing_enter_span_version_1: () => 0n,
    ext_wasm_tracing_event_version_1: () => {},
    ext_wasm_tracing_exit_version_1: () => {},
    ext_storage_proof_size_storage_proof_size_version_1: () => noProofRecorded,
    ext_transaction_index_index_version_1: () => {},
    ext_transaction_index_renew_version_1: () => {},
  }
}
