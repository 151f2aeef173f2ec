import type { PotId } from '../../domain/ids.ts'
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
  if (channel !== null) channel.onmessage = ({ data }: { readonly data: unknown }) => listeners.tell(data as PotId)
  return {
    tell: (pot) => {
      channel?.postMessage(pot)
      listeners.tell(pot)
    },
    subscribe: listeners.add,
    close: () => channel?.close(),
  }
}
