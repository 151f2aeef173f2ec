import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { databaseName } from '../development/profile.ts'
import { composeBrowser, createQuits, type Quits, type StorageError } from '../../app/index.ts'

/** Where starting the app stands. */
export type QuitsState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly quits: Quits }
  | { readonly kind: 'failed'; readonly error: StorageError }

/** The app's use cases over this browser's storage, once per page. */
export const useQuitsStore = defineStore('quits', () => {
  const state = shallowRef<QuitsState>({ kind: 'starting' })
  let started: Promise<void> | null = null

  async function begin(): Promise<void> {
    const created = await createQuits(await composeBrowser(databaseName()))
    state.value = created.ok ? { kind: 'ready', quits: created.value } : { kind: 'failed', error: created.error }
  }
  /** Starts once; later calls wait for the same start. */
  function start(): Promise<void> {
    started ??= begin()
    return started
  }
  /** The started app. Screens are only shown once it is there. */
  function quits(): Quits {
    if (state.value.kind !== 'ready') throw new Error('a screen was shown before the app had started')
    return state.value.quits
  }
  return { state, start, quits }
})
