import { ok, type PotId } from '../domain/index.ts'
import type { PotSnapshot, SnapshotStore } from './snapshot-store.ts'

/** Snapshots that are gone with the process. */
export function createMemorySnapshotStore(): SnapshotStore {
  const kept = new Map<PotId, PotSnapshot>()
  return {
    head: async (pot) => ok(kept.get(pot)?.head ?? null),
    body: async (pot) => ok(kept.get(pot)?.body ?? null),
    keep: async (pot, snapshot) => {
      kept.set(pot, snapshot)
      return ok(undefined)
    },
    drop: async (pot) => {
      kept.delete(pot)
      return ok(undefined)
    },
  }
}
