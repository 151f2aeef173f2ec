import type { AnyError } from '../messages/any-error.ts'
import { createLazyComponent } from './lazy-component.ts'

/** The error note for the first screen, which hardly ever needs it: it brings its sentences along. */
export const LazyErrorNote = createLazyComponent<{ readonly error: AnyError }>(
  () => import('./ErrorNote.vue'),
  ['error'],
)
