import type { HexString } from '@polkadot/util/types'
import type { OverlayStorage } from './overlay-storage.ts'
import type { HostFunction } from './promise-integration.ts'
import type { RuntimeMemory } from './runtime-memory.ts'

/**
 * Whose signatures count without being checked: everybody's, as Chopsticks authors inherents; those that bear Chopsticks' mark of a mocked
 * signature, as it does with `mock-signature-host`; or those of these public keys.
 */
export type TrustedSigners = 'everybody' | 'marked' | ReadonlySet<HexString>

/** What one call into the runtime works on. */
export type CallContext = {
  readonly storage: OverlayStorage
  readonly trusted: TrustedSigners
  /** 0 is off, 5 is trace. */
  readonly logLevel: number
  readonly log: (entry: RuntimeLogEntry) => void
  /** The SCALE encoded version of another runtime, or null when its code is none. */
  readonly versionOf: (code: HexString) => Promise<HexString | null>
  readonly leaveOffchain: (key: HexString, value: HexString | null) => void
}

/** What a runtime's imports work on: the instance's memory, and the call that it serves at the moment. */
export type HostContext = { readonly memory: RuntimeMemory; readonly call: () => CallContext }

/** A line that the runtime logged; a panic is one. */
export type RuntimeLogEntry = { readonly level: number; readonly target: string; readonly message: string }

/** Imports by their name in the runtime's module. */
export type HostFunctions = Readonly<Record<string, HostFunction>>
