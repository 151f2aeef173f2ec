import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { keepOlderFiles } from './keep-older-files.ts'

const HOUR_MS = 3_600_000

/**
 * The version of the app that is kept in this browser by its service worker, and a newer one that is ready. A newer one never takes the place of
 * another under anybody's hands: it waits for a press, or until all tabs are closed.
 */
export const useAppVersion = defineStore('app version', () => {
  /** All files are here: the app opens without a connection. */
  const isKept = ref(false)
  const isNewer = ref(false)
  /** The newer one was told of, and is not wanted now. */
  const isPostponed = ref(false)
  const registration = shallowRef<ServiceWorkerRegistration | null>(null)
  let isStarted = false
  let isLoading = false

  /** Starts once. Where there are no service workers, or none is allowed, the app goes on without. */
  async function start(): Promise<void> {
    if (isStarted || !('serviceWorker' in navigator)) return
    isStarted = true
    try {
      await follow(navigator.serviceWorker)
    } catch {
      // A server without the file, a browser that keeps nothing: there is nothing that a person could do about it.
    }
  }

  async function follow(worker: ServiceWorkerContainer): Promise<void> {
    const found = await worker.register('service-worker.js')
    registration.value = found
    let controller = worker.controller
    worker.addEventListener('controllerchange', () => {
      // The first one of all runs what the page runs; any other was asked for in another tab.
      if (controller !== null) tell()
      controller = worker.controller
    })
    if (controller !== null && found.waiting !== null) tell()
    watchInstalling(found.installing)
    found.addEventListener('updatefound', () => watchInstalling(found.installing))
    lookHourly(found)
    await worker.ready
    isKept.value = true
  }

  function watchInstalling(coming: ServiceWorker | null): void {
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && navigator.serviceWorker.controller !== null) tell()
    })
  }

  function tell(): void {
    isNewer.value = true
    isPostponed.value = false
  }

  /** Loads the newer version here. Other tabs go on with theirs until they are loaded anew. */
  async function load(): Promise<void> {
    if (isLoading) return
    isLoading = true
    const waiting = registration.value?.waiting
    if (!registration.value || !waiting) return location.reload()
    await keepOlderFiles(registration.value.scope).catch(() => undefined)
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    waiting.postMessage({ type: 'SKIP_WAITING' })
  }
  function postpone(): void {
    isPostponed.value = true
  }
  return { isKept, isNewer, isPostponed, start, load, postpone }
})

/** A browser looks by itself when a page is opened, which an installed app may not be for weeks. */
function lookHourly(registration: ServiceWorkerRegistration): void {
  let last = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - last < HOUR_MS) return
    last = Date.now()
    registration.update().catch(() => undefined) // without a connection it is looked for next time
  })
}
