import type { PlacedEvent } from '../domain/index.ts'
import { comparePlaces, placeKey } from './chain-place.ts'
import { followKey, type FollowCursor, type FollowStore } from './follow-store.ts'

/** A FollowStore that forgets everything with the process: tests, and reading a group once. */
export function createMemoryFollowStore(): FollowStore {
  const cursors = new Map<string, FollowCursor>()
  const events = new Map<string, Map<string, PlacedEvent>>()
  return {
    load: async (target) => {
      const cursor = cursors.get(followKey(target))
      if (cursor === undefined) return null
      const stored = [...(events.get(followKey(target))?.values() ?? [])]
      return { cursor, events: stored.sort((a, b) => comparePlaces(a.at, b.at)) }
    },
    append: async (target, step) => {
      const key = followKey(target)
      const stored = events.get(key) ?? new Map<string, PlacedEvent>()
      for (const placed of step.events) if (!stored.has(placeKey(placed.at))) stored.set(placeKey(placed.at), placed)
      events.set(key, stored)
      cursors.set(key, step.cursor)
    },
    clear: async (target) => {
      cursors.delete(followKey(target))
      events.delete(followKey(target))
    },
  }
}
