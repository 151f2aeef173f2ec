import type { PotId } from '../../domain/index.ts'
import { createListeners } from '../listeners.ts'

/** Tells every tab of the profile that a pot's log changed. */
export interface ChangeSignal {
  readonly tell: (pot: PotId) => void
  readonly subscribe: (listener: (pot: PotId) => void) => () => void
  /** Lets go of the channel. The next use opens it again, as the database does. */
  readonly close: () => void
}

/** A signal over BroadcastChannel, within the tab alone where there is none. */
export function createChangeSignal(name: string): ChangeSignal {
  const listeners = createListeners<[PotId]>()
  let channel: BroadcastChannel | null = null
  const connect = (): BroadcastChannel | null => {
    if (channel !== null || typeof BroadcastChannel === 'undefined') return channel
    channel = new BroadcastChannel(`${name}/logs`)
    channel.addEventListener('message', ({ data }: { readonly data: unknown }) => listeners.tell(data as PotId))
    return channel
  }
  return {
    tell: (pot) => {
      connect()?.postMessage(pot)
      listeners.tell(pot)
    },
    subscribe: (listener) => {
      connect()
      return listeners.subscribe(listener)
    },
    close: () => {
      channel?.close()
      channel = null
    },
  }
}
