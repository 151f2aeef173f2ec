// A link goes on after both devices have compared their digits. As long as the app runs, the device that holds the account tells each device that was
// linked to it, in the mailbox of their link, of pots in which that one has not spoken yet; the linked device takes that in as it took the first answer.
// What was told before is read in the mailbox itself, so that nothing is told twice. One tab of an installation does this.

import type { InstallationKeys } from '../../storage/index.ts'
import type { Quits } from '../quits.ts'
import type { PotSyncPorts } from '../sync/pot-sync.ts'
import type { Syncing } from '../sync/syncing.ts'
import { takeFromLink } from './take-from-link.ts'
import { tellLinked, type Telling } from './tell-linked.ts'

/** Tells, or is told, until it is closed. */
export function followLinks(
  quits: Quits,
  syncing: Pick<Syncing, 'subscribe' | 'refresh'>,
  ports: PotSyncPorts,
): { readonly close: () => Promise<void> } {
  const stop = new AbortController()
  const work = async (): Promise<void> => {
    const keys = await quits.ports.storage.keys.load()
    if (!keys.ok || keys.value === null || stop.signal.aborted) return
    const follower = followerFor(quits, syncing, ports, keys.value)
    const leave = syncing.subscribe(() => follower.look())
    follower.look()
    await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }))
    leave()
    await follower.close()
  }
  const running = ports.hold('quits/links', stop.signal, work)
  return {
    close: async () => {
      stop.abort()
      await running
    },
  }
}

function followerFor(
  quits: Quits,
  syncing: Pick<Syncing, 'refresh'>,
  ports: PotSyncPorts,
  { account, links = [] }: InstallationKeys,
): Telling {
  if (account.kind === 'seed') return tellLinked(quits, ports)
  const own = links.find(({ device }) => device === quits.identity.signer.device)
  return { look: () => {}, close: own ? takeFromLink(quits, syncing, ports, own) : async () => {} }
}
