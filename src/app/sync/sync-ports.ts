import type { Random } from '../../crypto/index.ts'
import type { OpenRoute } from './shared-connections.ts'

/** What talking to relays needs from outside. */
export interface RelayPorts {
  readonly random: Random
  /** Connects to a relay's address for one route. */
  readonly open: OpenRoute
  /** Resolves after so long. */
  readonly wait: (ms: number) => Promise<void>
}

/** Does `work` while nobody else of this installation holds the name; it ends when `signal` aborts, and so does waiting for it. */
export type HoldLock = (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>

/** A number from 0 to below 1, for waits that should not fall together. */
export function jitterOf({ bytes }: Random): number {
  const [high = 0, low = 0] = bytes(2)
  return (high * 256 + low) / 65_536
}
