import type { PotSession } from '../../app/index.ts'
import { meetNeighbours } from '../../app/sync/index.ts'
import { useSyncStore } from '../stores/use-sync-store.ts'

/** In a development build, tabs that act as different people and show the same pot become equal at once, without a relay. Returns the way to stop. */
export function meetProfiles(session: PotSession): () => void {
  const store = useSyncStore()
  const channel = new BroadcastChannel(`quits/pot/${session.id}`)
  const met = meetNeighbours(session, channel, () => store.of(session.id))
  return () => {
    met.leave()
    channel.close()
  }
}
