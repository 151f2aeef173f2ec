import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { isStorageGone, type PotGlance, type WriteError } from '../../app/index.ts'
import { createLocalTrace } from './local-trace.ts'
import { useQuitsStore } from './use-quits-store.ts'

/** The pots on this device, kept up to date while the page is open, other tabs included. */
export const usePotsStore = defineStore('pots', () => {
  const { quits } = useQuitsStore()
  const pots = shallowRef<readonly PotGlance[] | null>(null)
  const error = shallowRef<WriteError | null>(null)
  /** There were pots in this browser, and what held them was deleted. */
  const isGone = shallowRef(false)
  const trace = createLocalTrace()
  let isListening = false

  async function refresh(): Promise<void> {
    const listed = await quits().pots()
    if (!listed.ok) return void (error.value = listed.error)
    const found: PotGlance[] = []
    for (const id of listed.value) {
      const glance = await quits().glance(id)
      // One damaged pot hides no other.
      if (glance.ok) found.push(glance.value)
      else error.value = glance.error
    }
    const gone = await isStorageGone(quits(), trace)
    isGone.value = gone.ok && gone.value
    pots.value = found.sort((a, b) => a.title.localeCompare(b.title))
  }
  async function load(): Promise<void> {
    if (!isListening) quits().ports.storage.logs.subscribe(() => void refresh())
    isListening = true
    await refresh()
  }
  /** Whoever starts afresh is not told again. */
  function forgetGone(): void {
    trace.write(null)
    isGone.value = false
  }
  return { pots, error, isGone, load, forgetGone }
})
