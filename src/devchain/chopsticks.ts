// The only door to Chopsticks. It reads its log level from the environment while it loads, and prints every block unless told otherwise.
import type { RuntimeVersion } from '@acala-network/chopsticks-core'
import type { HexString } from '@polkadot/util/types'

process.env['LOG_LEVEL'] ??= 'error'

/** Chopsticks' library, loaded with its log silenced down to errors unless `LOG_LEVEL` says otherwise. */
export const chopsticks = await import('@acala-network/chopsticks-core')

/** An answer that Chopsticks asks its worker thread for once, and keeps by the runtime's code (with lodash's `memoize`). */
type Remembered<T> = {
  readonly cache: {
    readonly has: (code: HexString) => boolean
    readonly set: (code: HexString, answer: Promise<T>) => unknown
  }
}

/** What Chopsticks remembers of a runtime. Answers put here beforehand are never asked for. */
export const remembered = {
  version: (chopsticks as unknown as { readonly getRuntimeVersion: Remembered<RuntimeVersion> }).getRuntimeVersion
    .cache,
  slotMs: (chopsticks as unknown as { readonly getAuraSlotDuration: Remembered<number> }).getAuraSlotDuration.cache,
}
