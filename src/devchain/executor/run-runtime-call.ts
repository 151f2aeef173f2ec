import type { HexString } from '@polkadot/util/types'
import type { CallContext, RuntimeLogEntry, TrustedSigners } from './host-context.ts'
import { withRuntime } from './idle-runtimes.ts'
import { type BlockStorage, createOverlayStorage } from './overlay-storage.ts'

/** What to call, on which code. */
export type RuntimeCall = {
  readonly code: HexString
  readonly method: string
  readonly parameters: readonly HexString[]
  readonly trusted: TrustedSigners
  readonly logLevel: number
}

/** Nobody's signature counts unchecked. */
export const trustsNobody: TrustedSigners = new Set()

/** The result with the storage changes that the call leaves behind; shaped as Chopsticks wants it, arrays mutable. */
export type RuntimeCallOutcome = {
  result: HexString
  storageDiff: [HexString, HexString | null][]
  offchainStorageDiff: [HexString, HexString | null][]
  runtimeLogs: RuntimeLogEntry[]
}

/** Runs one call natively over `block`. A trap throws, with what the runtime logged about it. */
export async function runRuntimeCall(call: RuntimeCall, block: BlockStorage): Promise<RuntimeCallOutcome> {
  const storage = createOverlayStorage(block)
  const runtimeLogs: RuntimeLogEntry[] = []
  const offchain = new Map<HexString, HexString | null>()
  const { trusted, logLevel } = call
  const context: CallContext = {
    storage,
    trusted,
    logLevel,
    log: (entry) => {
      runtimeLogs.push(entry)
    },
    versionOf,
    leaveOffchain: (key, value) => {
      offchain.set(key, value)
    },
  }
  try {
    const result = await withRuntime(call.code, (runtime) => runtime.call(call.method, call.parameters, context))
    return { result, storageDiff: storage.changes(), offchainStorageDiff: [...offchain], runtimeLogs }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const logged = runtimeLogs.map(({ target, message }) => `${target}: ${message}`)
    throw new Error([`${call.method}: ${reason}`, ...logged].join('\n'), { cause })
  }
}

/** What a runtime says of itself, asked when a chain is about to take it on. */
const versionOf = async (code: HexString): Promise<HexString | null> => {
  const none = { getStorage: async () => undefined, getNextKey: async () => undefined }
  const call = { code, method: 'Core_version', parameters: [], trusted: trustsNobody, logLevel: 0 }
  try {
    return (await runRuntimeCall(call, none)).result
  } catch {
    return null // no WebAssembly, or no runtime
  }
}
