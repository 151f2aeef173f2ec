import { type Random, systemRandom } from '../crypto/index.ts'
import { compareIds, type Hash32, ok, type PlacedEvent, type PotId } from '../domain/index.ts'
import type { AccessStore, PotAccess } from './access-store.ts'
import { comparePlaces, followKey, placeKey, type FollowCursor, type FollowStore } from './follow-store.ts'
import { createSeedKeys } from './installation-keys.ts'
import type { InstallationKeys, KeyStore } from './key-store.ts'
import { createMemoryEnvelopeStore } from './memory-envelope-store.ts'
import { createMemoryLogStore } from './memory-log-store.ts'
import { createMemorySnapshotStore } from './memory-snapshot-store.ts'
import type { PendingStore } from './pending-store.ts'
import type { SettingsStore } from './settings-store.ts'
import type { Storage } from './storage.ts'

/** Everything an installation keeps, gone with the process. */
export function createMemoryStorage<T extends { readonly hash: Hash32 }>(random: Random = systemRandom): Storage<T> {
  const snapshots = createMemorySnapshotStore()
  return {
    logs: createMemoryLogStore((pot) => void snapshots.drop(pot)),
    keys: createMemoryKeyStore(random),
    follow: createMemoryFollowStore(),
    pending: createMemoryPendingStore<T>(),
    settings: createMemorySettingsStore(),
    access: createMemoryAccessStore(),
    envelopes: createMemoryEnvelopeStore(),
    snapshots,
    close: async () => {},
  }
}

function createMemoryKeyStore(random: Random): KeyStore {
  let stored: InstallationKeys | null = null
  return {
    load: async () => ok(stored),
    loadOrCreate: async () => {
      const created = await createSeedKeys(random)
      return ok((stored ??= created))
    },
    replace: async (keys) => {
      stored = keys
      return ok(undefined)
    },
  }
}

function createMemoryFollowStore(): FollowStore {
  const records = new Map<
    string,
    { readonly cursor: FollowCursor; readonly events: ReadonlyMap<string, PlacedEvent> }
  >()
  return {
    load: async (target) => {
      const record = records.get(followKey(target))
      if (record === undefined) return null
      return { cursor: record.cursor, events: [...record.events.values()].sort((a, b) => comparePlaces(a.at, b.at)) }
    },
    append: async (target, { cursor, events }) => {
      const kept = new Map(records.get(followKey(target))?.events)
      for (const placed of events) if (!kept.has(placeKey(placed.at))) kept.set(placeKey(placed.at), placed)
      records.set(followKey(target), { cursor, events: kept })
    },
    clear: async (target) => void records.delete(followKey(target)),
  }
}

function createMemoryPendingStore<T extends { readonly hash: Hash32 }>(): PendingStore<T> {
  const kept = new Map<Hash32, T>()
  return {
    list: async () => ok([...kept.values()].sort((a, b) => compareIds(a.hash, b.hash))),
    add: async (pending, isRival = () => false) => {
      const rival = [...kept.values()].find((other) => other.hash !== pending.hash && isRival(other))
      if (rival === undefined) kept.set(pending.hash, pending)
      return ok(rival ?? null)
    },
    remove: async (hash) => {
      kept.delete(hash)
      return ok(undefined)
    },
  }
}

function createMemorySettingsStore(): SettingsStore {
  const kept = new Map<string, string>()
  return {
    get: async (name) => ok(kept.get(name) ?? null),
    set: async (name, value) => {
      kept.set(name, value)
      return ok(undefined)
    },
    remove: async (name) => {
      kept.delete(name)
      return ok(undefined)
    },
  }
}

function createMemoryAccessStore(): AccessStore {
  const kept = new Map<PotId, PotAccess>()
  return {
    list: async () => ok([...kept.values()].sort((a, b) => compareIds(a.pot, b.pot))),
    get: async (pot) => ok(kept.get(pot) ?? null),
    set: async (access) => {
      kept.set(access.pot, access)
      return ok(undefined)
    },
    remove: async (pot) => {
      kept.delete(pot)
      return ok(undefined)
    },
  }
}
