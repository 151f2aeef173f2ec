import type { OverlayStorage } from './overlay-storage.ts'
import type { HostFunction } from './promise-integration.ts'
import type { RuntimeMemory } from './runtime-memory.ts'

/** What a runtime's imports work on during one call. */
export type HostContext = {
  readonly memory: RuntimeMemory
  readonly storage: OverlayStorage
  /** Accept every signature: Chopsticks authors inherents that way. */
  readonly acceptsAnySignature: boolean
  /** 0 is off, 5 is trace. */
  readonly logLevel: number
  readonly log: (entry: RuntimeLogEntry) => void
}

/** A line that the runtime logged; a panic is one. */
export type RuntimeLogEntry = { readonly level: number; readonly target: string; readonly message: string }

/** Imports by their name in the runtime's module. */
export type HostFunctions = Readonly<Record<string, HostFunction>>
