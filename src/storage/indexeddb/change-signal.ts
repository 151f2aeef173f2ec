import type { PotId } from '../../domain/index.ts'
import { createListeners } from '../listeners.ts'

/** Tells every tab of the profile that a pot's log changed. */
export interface ChangeSignal {
  readonly tell: (pot: PotId) => void
  readonly subscribe: (listener: (pot: PotId) => void) => () => void
  readonly close: () => void
}

/** A signal over BroadcastChannel, within the tab alone where there is none. */
export function createChangeSignal(name: string): ChangeSignal {
  const listeners = createListeners<PotId>()
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`${name}/logs`)
  channel?.addEventListener('message', ({ data }: { readonly data: unknown }) => listeners.tell(data as PotId))
  return {
    tell: (pot) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
      channel?.postMessage(pot)
      listeners.tell(pot)
    },
    subscribe: listeners.add,
    close: () => channel?.close(),
  }
}
