// Where a pot's envelopes are kept, and what is remembered of its relays. Syncing says in its own layer what a relay is held to; the shapes are the
// same, and neither layer imports the other.

import type { DeviceId, EventId, Hash32, Hex, PotId, Result } from '../domain/index.ts'
import type { StorageError } from './storage-error.ts'

/** An envelope that is kept. */
export interface KeptEnvelope {
  readonly id: Hex<'EnvelopeId'>
  /** Its author, and its place in the author's chain. */
  readonly device: DeviceId
  readonly sequence: number
  /** The whole of it, signature included. */
  readonly bytes: Uint8Array
  /** The event inside, once that was read and is in the log; null before. */
  readonly event: EventId | null
}

/** What is remembered of a relay for one pot: how far it was read, and what it signed. */
export interface RelayMemory {
  readonly route: Hex<'RouteId'>
  readonly key: Hex<'RelayKey'> | null
  readonly epoch: Hex<'RelayEpoch'>
  readonly serving: Hex<'RelayEpoch'>
  readonly position: { readonly count: number; readonly hash: Hash32 }
  readonly head: {
    readonly route: Hex<'RouteId'>
    readonly count: number
    readonly hash: Hash32
    readonly signature: Uint8Array
  } | null
  readonly trail: readonly Hash32[]
  readonly unsigned: readonly {
    readonly id: Hex<'EnvelopeId'>
    readonly position: { readonly count: number; readonly hash: Hash32 }
  }[]
}

/** A relay of a pot, and the envelopes that it has shown to hold, sorted. */
export interface KeptRelay {
  /** Its address. */
  readonly relay: string
  readonly known: RelayMemory
  readonly holds: readonly Hex<'EnvelopeId'>[]
}

/** Something that is held against a relay, or against what came, until a person has seen it or it is no longer so: plain data. */
export interface KeptWarning {
  readonly type: string
}

/** All that is held against one. */
export interface Warned {
  /** The relay's address; empty: nobody in particular. */
  readonly about: string
  readonly warnings: readonly KeptWarning[]
}

/** Everything kept of a pot's route. */
export interface KeptRoute {
  /** By device, then sequence, then id. */
  readonly envelopes: readonly KeptEnvelope[]
  /** By address. */
  readonly relays: readonly KeptRelay[]
  /** By whom they are about; nobody without any. */
  readonly warned: readonly Warned[]
}

/** What came from one relay, to be kept together. */
export interface RelayStep {
  readonly relay: string
  readonly known: RelayMemory
  /** What it has shown to hold now. */
  readonly holds: readonly Hex<'EnvelopeId'>[]
  /** It began anew: what it had shown to hold before no longer stands. */
  readonly startsOver: boolean
}

/** The writer's guard: an envelope of this device is kept at this place already, from another tab or process. The route must be read again. */
export type SequenceTaken = { readonly type: 'SequenceTaken'; readonly device: DeviceId; readonly sequence: number }

/** Keeps envelopes. It stores what it is given; who reads checks. */
export interface EnvelopeStore {
  /** Everything of a pot; nothing for a pot that is not here. */
  readonly read: (pot: PotId) => Promise<Result<KeptRoute, StorageError>>
  /** Only what is held against somebody, by whom it is about. */
  readonly warned: (pot: PotId) => Promise<Result<readonly Warned[], StorageError>>
  /**
   * Adds envelopes, what is known of a relay then, and what is held against it or others from now on, all or none. Of an envelope that is kept already only
   * `event` is filled in where it was null.
   */
  readonly append: (
    pot: PotId,
    envelopes: readonly KeptEnvelope[],
    step?: RelayStep,
    warned?: readonly Warned[],
  ) => Promise<Result<void, StorageError>>
  /** Adds this device's next envelopes in the order of its chain, all or none, and only if nothing of it is kept at or beyond their places. */
  readonly appendOwn: (
    pot: PotId,
    envelopes: readonly KeptEnvelope[],
  ) => Promise<Result<void, StorageError | SequenceTaken>>
  /** Forgets a pot's envelopes and relays, and what is held against them. */
  readonly remove: (pot: PotId) => Promise<Result<void, StorageError>>
  /** Forgets what is known of one relay, and what is held against it. */
  readonly forget: (pot: PotId, relay: string) => Promise<Result<void, StorageError>>
}
