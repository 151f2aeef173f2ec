// What the app has said in a session, in order: each is a promise that whoever opens the profile later holds it to.

import type { DeviceId, EntryId, EventId, PotId } from '../../../src/domain/index.ts'

/** Something that the app said. */
export type Said =
  /** It has started, as this device. */
  | { readonly type: 'device'; readonly device: DeviceId }
  /** A pot was founded, with these people in it. */
  | { readonly type: 'pot'; readonly pot: PotId; readonly names: readonly string[] }
  /** An entry was added or changed to this title. */
  | { readonly type: 'entry'; readonly root: EntryId; readonly title: string }
  /** Events of others were taken in, or one of this device's own was written. */
  | { readonly type: 'events'; readonly pot: PotId; readonly ids: readonly EventId[] }
  /** The pot is met at this relay. */
  | { readonly type: 'relay'; readonly relay: string }
  /** Everything is sent. */
  | { readonly type: 'sent'; readonly pot: PotId; readonly ids: readonly EventId[] }
  /** A step failed, and the person was told. */
  | { readonly type: 'refused'; readonly step: string; readonly error: string }
  /** The last step is done; so many requests that write were made. */
  | { readonly type: 'end'; readonly writes: number }

/** Takes note of what was said. It is known outside the browser before this returns. */
export type Say = (said: Said) => void
