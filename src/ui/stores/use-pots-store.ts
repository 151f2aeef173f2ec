import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { WriteError } from '../../app/index.ts'
import { potSummary, type PotSummary } from '../pots/pot-summary.ts'
import { useQuitsStore } from './use-quits-store.ts'

/** The pots on this device, kept up to date while the page is open, other tabs included. */
export const usePotsStore = defineStore('pots', () => {
  const { quits } = useQuitsStore()
  const pots = shallowRef<readonly PotSummary[] | null>(null)
  const error = shallowRef<WriteError | null>(null)
  let isListening = false

  async function refresh(): Promise<void> {
    const listed = await quits().pots()
    if (!listed.ok) return void (error.value = listed.error)
    const found: PotSummary[] = []
    for (const id of listed.value) {
      const session = await quits().open(id)
      // One damaged pot hides no other.
      if (session.ok) found.push(potSummary(session.value))
      else error.value = session.error
    }
    pots.value = found.sort((a, b) => a.title.localeCompare(b.title))
  }
  async function load(): Promise<void> {
    if (!isListening) quits().ports.storage.logs.subscribe(() => void refresh())
    isListening = true
    await refresh()
  }
  return { pots, error, load }
})
