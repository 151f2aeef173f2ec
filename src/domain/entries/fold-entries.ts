// The part of the fold about entries: which version of each lives, and what it changes in this epoch. An entry's versions say all about it: a new
// one changes what its own root comes to and nothing of any other.

import type { Causality } from '../epochs/causality.ts'
import { negateEffect, sumEffects, type Effect } from '../money/effect.ts'
import { entryEffect } from './entry-effect.ts'
import { refusalOfVersion } from './entry-refusal.ts'
import { entryIdOf, isEntryVersion, type EntryVersion } from './entry-version.ts'
import type { PotEvent } from '../events/event.ts'
import type { Draft, EpochEntry } from '../facts.ts'
import type { EntryId } from '../ids.ts'
import { liveVersion } from './live-version.ts'
import { isSeriesVersion } from './occurrence.ts'

/** Folds series and entries out of the counting events of an epoch, in canonical order. */
export function foldEntries(draft: Draft, events: readonly PotEvent[], causality: Causality): void {
  const touched = new Set<EntryId>()
  for (const event of events) {
    const root = takeVersion(draft, event, causality)
    if (root !== undefined) touched.add(root)
  }
  const changes = [...draft.nets]
  for (const root of touched) changes.push(...reckonEntry(draft, root, draft.effects.get(root), causality).effect)
  draft.nets = sumEffects(changes)
}

/** Takes a version of a series or an entry into the facts, or says why it does not count; the entry that it changes, if it does. */
export function takeVersion(
  draft: Pick<Draft, 'genesis' | 'devices' | 'members' | 'series' | 'versions' | 'notCounting'>,
  event: PotEvent,
  causality: Causality,
): EntryId | undefined {
  const isSeries = isSeriesVersion(event)
  if (!isSeries && !isEntryVersion(event)) return undefined
  const refusal = refusalOfVersion(draft, event, causality)
  if (refusal) draft.notCounting.set(event.id, refusal)
  else if (isSeries) draft.series.set(event.id, event)
  else {
    const root = entryIdOf(event, draft.series) as EntryId
    draft.versions.set(root, [...(draft.versions.get(root) ?? []), event])
    return root
  }
  return undefined
}

/** EX3, EP5: what an entry is now and what it changes in this epoch; `frozen` is its effect in the epochs that are closed. */
export function reckonEntry(
  draft: Pick<Draft, 'series' | 'versions' | 'live' | 'entries' | 'effects'>,
  root: EntryId,
  frozen: Effect | undefined,
  causality: Causality,
): EpochEntry {
  const version = liveVersion(draft.versions.get(root) as readonly EntryVersion[], draft.series, causality)
  const whole = version.content ? entryEffect(version.content, root) : []
  // EP5: what a closed epoch holds stays; this epoch corrects it by the difference.
  const effect = frozen ? sumEffects([...whole, ...negateEffect(frozen)]) : whole
  const entry = { root, version, effect, correction: frozen !== undefined }
  draft.live.set(root, version)
  draft.entries.set(root, entry)
  draft.effects.set(root, whole)
  return entry
}
