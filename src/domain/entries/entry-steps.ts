// A pot goes on by one entry at a time: a version of an entry changes what its own root comes to, and nothing of any other (fold-entries.ts). So an
// epoch that is folded needs no second fold for it, unless the event may say something about the devices of the pot too.

import { negateEffect, sumEffects, type Change } from '../money/effect.ts'
import { isEntryVersion, type EntryVersion } from './entry-version.ts'
import type { PotEvent } from '../events/event.ts'
import { draftOf, type Draft } from '../facts.ts'
import { reckonEntry, takeVersion } from './fold-entries.ts'
import type { PotFold } from '../fold.ts'
import { IdMap } from '../id-map.ts'
import type { DeviceId, EntryId, EventId } from '../ids.ts'
import { mergedEffect } from '../people/merged-members.ts'
import { compareEvents } from '../epochs/order.ts'
import type { PotKnowledge } from '../epochs/pot-knowledge.ts'
import { isPromise } from '../people/witness.ts'

/** Takes events that are in `known` and not in the fold: the fold with them, or nothing where its epoch has to be folded again. */
export type EntrySteps = (found: PotFold, known: PotKnowledge, fresh: readonly PotEvent[]) => PotFold | undefined

/** What can be said in advance about the steps from a fold and from those that follow it step by step. */
export function entryStepsFrom({ known, anchors, open }: PotFold): EntrySteps {
  const lastSeq = new Map<DeviceId, number>()
  for (const { device, seq } of known.events) lastSeq.set(device, Math.max(seq, lastSeq.get(device) ?? -1))
  const isWaiting = anchors.some(({ verdict }) => verdict.type === 'waiting')
  // ME6: who sees a promise of an excluded device makes it count.
  const promises = Array.from(open.notCounting, ([id, { type }]) =>
    type === 'DeviceForked' || type === 'DeviceRevoked' ? known.eventById.get(id) : undefined,
  ).filter((event) => event !== undefined && isPromise(event))

  /** Whether an event is a version of an entry by a device about which everything is settled, and says nothing about any other. */
  const isStep = (event: PotEvent, { causality }: PotKnowledge): event is EntryVersion => {
    const { id, device, seq } = event
    const isDoubtful = !open.devices.has(device) || open.forked.has(device) || open.revoked.has(device)
    if (!isEntryVersion(event) || isDoubtful || seq !== (lastSeq.get(device) as number) + 1) return false
    lastSeq.set(device, seq)
    return !promises.some((promise) => causality.sees(id, (promise as PotEvent).id))
  }

  return (found, next, fresh) => {
    if (isWaiting) return undefined
    const steps: EntryVersion[] = []
    for (const event of fresh) {
      if (!isStep(event, next)) return undefined
      steps.push(event)
    }
    return takeSteps(found, next, steps)
  }
}

function takeSteps(found: PotFold, known: PotKnowledge, steps: readonly EntryVersion[]): PotFold {
  const { base, open } = found
  const draft: Draft = { ...draftOf(open), entries: IdMap.from(open.entries) }
  const touched = new Set<EntryId>()
  for (const event of steps) {
    const root = takeVersion(draft, event, known.causality)
    if (root === undefined) continue
    sortTail(draft, root, base.facts.versions.get(root)?.length ?? 0)
    touched.add(root)
  }
  const changes: Change[] = [...open.nets]
  for (const root of touched) {
    changes.push(...negateEffect(open.entries.get(root)?.effect ?? []))
    changes.push(...reckonEntry(draft, root, base.facts.effects.get(root), known.causality).effect)
  }
  const late = steps.filter(({ id }) => !known.causality.sees(id, base.event)).map(({ id }) => id)
  return {
    ...found,
    known,
    open: { ...draft, nets: mergedEffect(open, sumEffects(changes)) },
    late: late.length === 0 ? found.late : new Set<EventId>([...found.late, ...late]),
  }
}

/** An epoch takes an entry's versions in canonical order, in whatever order they came. */
function sortTail(draft: Pick<Draft, 'versions'>, root: EntryId, closed: number): void {
  const versions = draft.versions.get(root) as readonly EntryVersion[]
  const [last, before] = [versions.at(-1) as EntryVersion, versions.at(-2)]
  if (versions.length - closed < 2 || compareEvents(before as EntryVersion, last) < 0) return
  draft.versions.set(root, [...versions.slice(0, closed), ...versions.slice(closed).sort(compareEvents)])
}
