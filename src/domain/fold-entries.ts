// The part of the fold about entries: which version of each lives, and what it changes in this epoch.

import type { Causality } from './causality.ts'
import { negateEffect, sumEffects, type Effect } from './effect.ts'
import { entryEffect, membersOfEntry } from './entry-effect.ts'
import { liveVersion, type EntryVersion } from './entry-version.ts'
import type { PotEvent } from './event.ts'
import type { Draft, NotCounting } from './facts.ts'
import type { EntryId } from './ids.ts'

/** Folds the entries out of the counting events of an epoch, in canonical order. */
export function foldEntries(draft: Draft, events: readonly PotEvent[], causality: Causality): void {
  const touched = new Set<EntryId>()
  for (const event of events) {
    if (event.kind !== 'entry.created' && event.kind !== 'entry.revised' && event.kind !== 'entry.voided') continue
    const root = rootOf(event)
    const versions = draft.versions.get(root) ?? []
    const reason = whyNot(draft, event, versions)
    if (reason) draft.notCounting.set(event.id, reason)
    else {
      draft.versions.set(root, [...versions, event])
      touched.add(root)
    }
  }
  const effects: Effect[] = [draft.nets]
  for (const root of touched) {
    const version = liveVersion(draft.versions.get(root) as readonly EntryVersion[], causality)
    const whole = version.live.kind === 'entry.voided' ? [] : entryEffect(version.live.body.entry, root)
    const frozen = draft.effects.get(root)
    // EP5: what a closed epoch holds stays; this epoch corrects it by the difference.
    const effect = frozen ? sumEffects([...whole, ...negateEffect(frozen)]) : whole
    draft.entries.set(root, { root, version, effect, correction: frozen !== undefined })
    draft.effects.set(root, whole)
    effects.push(effect)
  }
  draft.nets = sumEffects(effects.flat())
}

function rootOf(event: EntryVersion): EntryId {
  return event.kind === 'entry.created' ? (event.id as string as EntryId) : event.body.root
}

function whyNot(draft: Draft, event: EntryVersion, versions: readonly EntryVersion[]): NotCounting | undefined {
  if (!draft.devices.has(event.device)) return { type: 'DeviceUnknown' }
  if (event.kind !== 'entry.created') {
    const unknown = event.body.replaces.find((id) => !versions.some((version) => version.id === id))
    if (unknown !== undefined) return { type: 'UnknownEvent', event: unknown }
  }
  if (event.kind === 'entry.voided') return undefined
  const stranger = membersOfEntry(event.body.entry).find((member) => !draft.members.has(member))
  return stranger === undefined ? undefined : { type: 'UnknownMember', member: stranger }
}
