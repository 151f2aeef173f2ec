import { keyRing } from './key-ring.ts'
import type { RouteIntake } from './route-intake.ts'
import type { RoutePublishing } from './route-publishing.ts'
import type { RouteWork } from './route-work.ts'

/**
 * What syncing does when the log has changed, by whatever way: keys that it brought open what could not be read, what waited for its past is placed, and
 * what is new is shared and published. Changes that come while one look is due are covered by it.
 */
export function createLogWatch(
  { session, reader, turns, failed }: RouteWork,
  { place }: RouteIntake,
  { publish }: RoutePublishing,
  shareKeys: () => void,
): () => void {
  let keyCount = -1
  let isDue = false

  const look = async (): Promise<void> => {
    const of = session()
    if (of === null) return
    const keys = [...of.fold().open.keys.values()].reduce((sum, { wraps }) => sum + wraps.size, 0)
    if (keys !== keyCount) reader.learn(await keyRing(of))
    keyCount = keys
    if (reader.unreadable() + reader.waiting() > 0) {
      const placed = await place([])
      if (!placed.ok) return failed(placed.error)
    }
    shareKeys()
  }
  return () => {
    if (isDue) return
    isDue = true
    void turns
      .take(async () => {
        isDue = false
        await look()
      }, undefined)
      .then(() => publish(false))
  }
}
