import { openWebSocketDuplex } from '../../sync/index.ts'
import type { AppPorts } from '../ports.ts'
import { createTabLocks } from './hold-lock.ts'
import type { PotSyncPorts } from './pot-sync.ts'
import { createSharedConnections } from './shared-connections.ts'

/** How long a relay may take to answer. */
const CONNECT_MS = 10_000

/** Pots and mailboxes of a page share connections, whoever opens them. */
const openShared = createSharedConnections((relay) => openWebSocketDuplex(relay, CONNECT_MS))

/** The ports of syncing in a browser. */
export function composeSync({ clock, random }: Pick<AppPorts, 'clock' | 'random'>): PotSyncPorts {
  return {
    clock,
    random,
    open: openShared,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    hold: createTabLocks(),
  }
}
