// The rulebooks that this software knows, by version. A pot names its version in its genesis event, and a version is never changed once pots
// use it: a new one is added beside it, so that every pot can be computed for ever as it was agreed.

import { computeCheckpoint } from './epochs/checkpoint.ts'
import type { PotEvent } from './events/event.ts'
import { fold } from './fold.ts'
import { createLiveFold } from './epochs/live-fold.ts'
import { err, ok, type Result } from './result.ts'

/** One version of the rulebook: how a pot under it is computed. */
export interface Rulebook {
  readonly version: number
  readonly fold: typeof fold
  readonly createLiveFold: typeof createLiveFold
  readonly computeCheckpoint: typeof computeCheckpoint
}

/** Why there is no rulebook for a pot: its events hold no genesis event, or it is of a version that came after this software (EV2). */
export type RulebookError = { readonly type: 'NoGenesis' } | { readonly type: 'NeedsUpdate'; readonly version: number }

const rulebooks: ReadonlyMap<number, Rulebook> = new Map([[1, { version: 1, fold, createLiveFold, computeCheckpoint }]])

/** EV2: the rulebook that the genesis event among a pot's events names. */
export function rulebookOf(events: Iterable<PotEvent>): Result<Rulebook, RulebookError> {
  for (const { pot, version } of events) {
    if (pot !== null) continue
    const rulebook = rulebooks.get(version)
    return rulebook ? ok(rulebook) : err({ type: 'NeedsUpdate', version })
  }
  return err({ type: 'NoGenesis' })
}
