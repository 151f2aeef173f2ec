import { h, shallowRef, type Component, type FunctionalComponent, type ShallowRef } from 'vue'
import type { AnyError } from '../messages/any-error.ts'

const note: ShallowRef<Component | null> = shallowRef(null)

/**
 * The error note for the first screen, which hardly ever needs it: it comes with its sentences when it does. Vue's own lazy components weigh more
 * than what this saves.
 */
export const LazyErrorNote: FunctionalComponent<{ readonly error: AnyError }> = ({ error }) => {
  if (note.value) return h(note.value, { error })
  void import('./ErrorNote.vue').then((loaded) => (note.value = loaded.default as Component))
  return null
}
LazyErrorNote.props = ['error']
