import type { HexString } from '@polkadot/util/types'
import type { RuntimeLogEntry, TrustedSigners } from './host-context.ts'
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
  const { trusted, logLevel } = call
  const log = (entry: RuntimeLogEntry): void => {
    runtimeLogs.push(entry)
  }
  try {
    const result = await withRuntime(call.code, (runtime) =>
      runtime.call(call.method, call.parameters, { storage, trusted, logLevel, log }),
    )
    return { result, storageDiff: storage.changes(), offchainStorageDiff: [], runtimeLogs }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const logged = runtimeLogs.map(({ target, message }) => `${target}: ${message}`)
    throw new Error([`${call.method}: ${reason}`, ...logged].join('\n'), { cause })
  }
}
