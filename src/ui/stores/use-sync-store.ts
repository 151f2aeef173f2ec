import { defineStore } from 'pinia'
import { shallowRef, triggerRef } from 'vue'
import { composeSync, startSyncing, type PotSync, type Syncing } from '../../app/sync/index.ts'
import type { PotId } from '../../domain/index.ts'
import { useQuitsStore } from './use-quits-store.ts'

/** Syncing of all pots of this browser, as long as the page is open. Loaded after the first screen. */
export const useSyncStore = defineStore('sync', () => {
  const { quits } = useQuitsStore()
  const syncing = shallowRef<Syncing | null>(null)
  let isStarted = false
  let isDrawing = false

  /** Pots say something at every message: drawn once a frame. */
  function changed(): void {
    if (isDrawing) return
    isDrawing = true
    requestAnimationFrame(() => {
      isDrawing = false
      triggerRef(syncing)
    })
  }
  /** Starts once. */
  function start(): Syncing {
    if (syncing.value !== null) return syncing.value
    const started = startSyncing(quits(), composeSync(quits().ports))
    syncing.value = started
    if (isStarted) return started
    isStarted = true
    started.subscribe(changed)
    void answer(started)
    void follow(started)
    void started.refresh()
    addEventListener('online', started.syncNow)
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && started.syncNow())
    return started
  }
  /** Whoever has an invitation's link is let in while a page is open. */
  async function answer(started: Syncing): Promise<void> {
    const { composeInvites, startAnswering } = await import('../../app/invites/index.ts')
    startAnswering(quits(), started, composeInvites(composeSync(quits().ports), started))
  }
  /** The reader's linked devices are told of pots that they lack; this one takes what it is told. */
  async function follow(started: Syncing): Promise<void> {
    const { followLinks } = await import('../../app/devices/index.ts')
    followLinks(quits(), started, composeSync(quits().ports))
  }
  /** A pot's syncing, null for one that stays on this device. Read anew after every change. */
  function of(pot: PotId): PotSync | null {
    return syncing.value?.of(pot) ?? null
  }
  return { syncing, start, of }
})
