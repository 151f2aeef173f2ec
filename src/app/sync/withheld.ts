import type { RelayClient } from '../../sync/index.ts'

/** Watches whether what a relay has signed for comes. */
export interface WithheldWatch {
  /** Something came, or the connection is another: whatever is missing may be on its way. */
  readonly moved: () => void
  /** How things stand may have changed. */
  readonly look: () => void
}

/** How long nothing at all comes of what is missing before it is held against the relay: more than a slow network takes for a frame. */
const PATIENCE_MS = 60_000

/** Tells of envelopes that a connected relay has signed for and keeps back; no connection, no complaint. */
export function watchWithheld(
  status: RelayClient['status'],
  wait: (ms: number) => Promise<void>,
  onWithheld: (envelopes: number) => void,
): WithheldWatch {
  let moves = 0
  let isWaiting = false
  const missing = (): number => {
    const { connection, toReceive } = status()
    return connection === 'online' ? toReceive : 0
  }
  const watch = async (): Promise<void> => {
    isWaiting = true
    let before: number
    do {
      before = moves
      await wait(PATIENCE_MS)
    } while (moves !== before && missing() > 0)
    isWaiting = false
    if (missing() > 0) onWithheld(missing())
  }
  return {
    moved: () => (moves += 1),
    look: () => {
      if (!isWaiting && missing() > 0) void watch()
    },
  }
}
